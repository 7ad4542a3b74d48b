"""How long an attempt waits for locks: shortly, because others wait behind it, and longer for an autovacuum alone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import pytest

from generator.database import session
from generator.database.embedded import Server, server
from generator.database.patience import Patience, hurry
from generator.database.runner import migrate

MODEST = "modest"
"""A role as a managed server gives: it may neither set `deadlock_timeout` nor read all statistics."""
TABLE = f"""
GRANT ALL ON SCHEMA public TO {MODEST};
SET ROLE {MODEST};
CREATE TABLE article (id bigint, body text) WITH (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1, autovacuum_analyze_threshold = 2000000000);
INSERT INTO article SELECT n, repeat('x', 200) FROM generate_series(1, 20000) AS n;
DELETE FROM article WHERE id % 2 = 0;
RESET ROLE;
"""
WORKED_ON = """
EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE backend_type = 'autovacuum worker' AND granted
    AND relation = 'article'::regclass AND mode = 'ShareUpdateExclusiveLock')
"""
ADD_COLUMN = "SET LOCAL lock_timeout = '1s';\nALTER TABLE article ADD COLUMN subtitle text;\n"


@pytest.fixture(scope="module")
def busy_server() -> Iterator[Server]:
    """A server whose autovacuum looks for work each second."""
    with server() as running:
        with psycopg.connect(running.url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET autovacuum_naptime = 1")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(f"CREATE ROLE {MODEST} LOGIN")
        yield running


@pytest.fixture
def vacuumed(busy_server: Server) -> Iterator[str]:
    """A database in which autovacuum holds the table `article`, for minutes if nobody asks it to go."""
    with psycopg.connect(busy_server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE vacuumed")
    url = busy_server.url_for("vacuumed")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLE)
        wait_until(connection, WORKED_ON)
    yield url
    with psycopg.connect(busy_server.url, autocommit=True) as connection:
        connection.execute("DROP DATABASE vacuumed WITH (FORCE)")


def wait_until(connection: psycopg.Connection, condition: str) -> None:
    """Poll an SQL condition; a test that waits for something that never comes fails after a minute."""
    deadline = time.monotonic() + 60
    while connection.execute(f"SELECT {condition}").fetchone() != (True,):
        assert time.monotonic() < deadline, condition
        time.sleep(0.02)


@contextmanager
def in_the_way(url: str, statement: str) -> Iterator[None]:
    """Another session that has done something and does not commit."""
    with psycopg.connect(url) as connection:
        connection.execute(statement)
        yield
        connection.rollback()


def waits(url: str, *, attempts: int) -> list[str]:
    """What attempts at a statement that others hold up wait, each told how often it was tried before."""
    found = []
    with session.connect(url) as watcher, session.connect(url) as connection:
        patience = Patience(watcher=watcher, watched=connection.info.backend_pid)
        for attempt in range(attempts):
            with suppress(psycopg.errors.LockNotAvailable), connection.transaction():
                hurry(connection)
                with patience.during(connection, 1, attempt):
                    (shown,) = connection.execute("SHOW lock_timeout").fetchone() or ("",)
                    found.append(shown)
                    connection.execute("LOCK TABLE article IN ACCESS EXCLUSIVE MODE")
    return found


def test_what_waits_without_a_limit_goes_on_doing_so(database_url: str):
    """An index that is built CONCURRENTLY blocks nobody while it waits, and would be left invalid."""
    with session.connect(database_url) as connection, connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '0'")
        hurry(connection)
        assert connection.execute("SHOW lock_timeout").fetchone() == ("0",)


def test_a_transaction_in_the_way_is_never_outwaited(database_url: str):
    """It would not go away, and everybody would wait behind the migration."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE article (id bigint)")
    with in_the_way(database_url, "SELECT FROM article"):
        assert waits(database_url, attempts=4) == ["100ms"] * 4


def test_autovacuum_is_cancelled_within_an_attempt_for_who_may_set_the_time(vacuumed: str):
    """So nobody waits for a second: the server looks for it after `deadlock_timeout`."""
    with session.connect(vacuumed) as connection, connection.transaction():
        hurry(connection)
        connection.execute("LOCK TABLE article IN ACCESS EXCLUSIVE MODE")
        assert connection.execute("SHOW lock_timeout").fetchone() == ("100ms",)


def test_a_role_that_may_not_outwaits_the_time_once_it_has_seen_that_autovacuum_is_in_the_way(vacuumed: str, platform):
    """The migration is applied although the vacuum would have gone on for longer than the run tries."""
    platform.write("core.0001.subtitle", ADD_COLUMN)
    report = migrate(vacuumed.replace("postgres@", f"{MODEST}@"), platform.root, lock_wait=60.0)
    assert [item.id for item in report.applied] == ["core.0001.subtitle"]


def test_autovacuum_is_outwaited_only_where_nothing_else_is_in_the_way(vacuumed: str):
    """While a reader holds the table too, to wait for longer would stop all others and bring nothing."""
    with in_the_way(vacuumed, "SELECT FROM article LIMIT 1"):
        assert waits(vacuumed.replace("postgres@", f"{MODEST}@"), attempts=4) == ["100ms"] * 4


def test_a_retried_action_is_told_how_often_it_was_tried():
    """By that it knows when to look who is in the way."""
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
