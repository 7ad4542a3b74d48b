"""How long an attempt waits for locks: shortly, because others wait behind it, and now and then long enough."""

import psycopg
import pytest

from generator.database import session
from generator.database.execution import PATIENT_ATTEMPT, limit_waiting


def waits(url: str, said: str) -> list[str]:
    """What each of the first attempts at a file that says `lock_timeout = said` would wait."""
    found = []
    with session.connect(url) as connection:
        for attempt in range(PATIENT_ATTEMPT + 1):
            with connection.transaction():
                connection.execute("SELECT set_config('lock_timeout', %s, true)", (said,))
                limit_waiting(connection, attempt)
                (shown,) = connection.execute("SHOW lock_timeout").fetchone() or ("",)
                found.append(shown)
    return found


def test_attempts_are_short_and_each_sixth_outwaits_an_autovacuum(database_url: str):
    """What the file says holds for psql; a run waits a tenth of a second, or half a second past `deadlock_timeout`."""
    assert waits(database_url, "1s") == ["100ms"] * 5 + ["1500ms", "100ms"]


def test_what_waits_without_a_limit_goes_on_doing_so(database_url: str):
    """An index that is built CONCURRENTLY blocks nobody while it waits, and would be left invalid."""
    assert waits(database_url, "0") == ["0"] * 7


def test_a_retried_action_is_told_how_often_it_was_tried():
    """By that it knows when to be patient."""
    seen = []

    def action(attempt: int) -> str:
        seen.append(attempt)
        if attempt < 2:
            raise psycopg.errors.LockNotAvailable("held")
        return "done"

    assert (session.retrying(action, subject="it", wait=30.0), seen) == ("done", [0, 1, 2])


def test_an_action_that_never_succeeds_ends():
    """With the number of attempts."""

    def action(attempt: int) -> str:
        raise psycopg.errors.LockNotAvailable(f"held {attempt}")

    with pytest.raises(session.LockWaitTimeout, match=r"it: held \d+ \(\d+ attempts in 0.1 s\)"):
        session.retrying(action, subject="it", wait=0.1)
