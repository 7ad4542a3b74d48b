"""Connections for migrating: settings, the lock that lets one run work at a time, and waiting for tables' locks."""

import itertools
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, LiteralString, TypeAlias, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from generator.database.embedded import VERSION_15
from generator.database.errors import DatabaseUnavailable, LockWaitTimeout

Connection: TypeAlias = psycopg.Connection[TupleRow]
Result = TypeVar("Result")

# "SCAFFOLD" in ASCII: any constant will do, as long as every version keeps it.
RUN_LOCK = 0x53434146464F4C44
"""Held by a run from its first look at the database to its end."""
WORK_LOCK = RUN_LOCK + 1
"""Held by the session that executes migrations. After `kill -9` the server may still be busy with its last statement
although the run's own lock is gone; the next run waits for this one too."""

POLL_SECONDS = 0.1
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0

SETTINGS = {
    # Where a policy would filter rows, a backfill reports UPDATE 0 and a foreign key validates against nothing; with
    # `off` the server raises an error instead.
    "row_security": "off",
    "TimeZone": "UTC",
    "search_path": "public",
    # Backfills say by NOTICE how far they are.
    "client_min_messages": "notice",
    "statement_timeout": "0",
    "transaction_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "idle_session_timeout": "0",
    # A waiting ALTER TABLE blocks every query that comes after it, so it gives up soon and tries again.
    "lock_timeout": "500ms",
    # After this long the server cancels an autovacuum that is in the way: within one attempt at a lock. Superusers may
    # set it, and who was granted SET ON PARAMETER.
    "deadlock_timeout": "50ms",
    "default_transaction_isolation": "read committed",
    # Makes the server stop working for a client that was killed, which shortens the next run's wait for WORK_LOCK.
    "client_connection_check_interval": "500ms",
}

# The join leaves out what this version of the server does not have; the check interval is refused by servers on
# platforms that cannot poll a socket for being closed.
_SET: Final = """
SELECT pg_catalog.set_config(name, wanted, false)
FROM unnest(%s::text[], %s::text[]) AS setting (name, wanted) JOIN pg_catalog.pg_settings USING (name)
WHERE (name <> 'client_connection_check_interval' OR pg_catalog.version() LIKE '%%linux%%')
    AND (context <> 'superuser' OR {granted})
"""

RETRYABLE = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


def connect(url: str, parameters: Mapping[str, str] | None = None) -> Connection:
    """Open an autocommit connection with the settings above.

    Args:
        url: of libpq.
        parameters: more settings, which RESET brings back to these values: words without a blank.

    Raises:
        DatabaseUnavailable: the URL is none, or the server cannot be reached or refuses the login.
    """
    try:
        connection = psycopg.connect(
            url,
            autocommit=True,
            prepare_threshold=None,
            client_encoding="UTF8",
            application_name="scaffold migrate",
            options=_options(url, parameters or {}),
        )
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"cannot connect to the database: {error}",
            hint="Check that the server runs and that the URL and the password are right.",
        ) from error
    except psycopg.ProgrammingError as error:
        # The message of libpq is left out: it repeats what it could not read, which may hold a password.
        raise DatabaseUnavailable(
            "the database URL is not one that PostgreSQL understands",
            hint="Write it like postgresql://user@host:5432/database, and check the options after a `?`.",
        ) from error
    restore(connection)
    return connection


def _options(url: str, parameters: Mapping[str, str]) -> str | None:
    """What the URL says itself, and the parameters after it."""
    own = conninfo_to_dict(url).get("options")
    given = (f"-c {name}={value}" for name, value in parameters.items())
    return " ".join([*([str(own)] if own else []), *given]) or None


def restore(connection: Connection) -> None:
    """Back to the login role and to the settings above, whatever a migration has set."""
    connection.execute("RESET ROLE")
    connection.execute("RESET ALL")
    granted: LiteralString = (
        "pg_catalog.has_parameter_privilege(name, 'SET')"
        if connection.info.server_version >= VERSION_15
        else "pg_catalog.current_setting('is_superuser')::boolean"
    )
    connection.execute(SQL(_SET).format(granted=SQL(granted)), (list(SETTINGS), list(SETTINGS.values())))


@contextmanager
def run_lock(url: str, wait: float) -> Iterator[Connection]:
    """Keep every other run out of this database; the idle session that does it.

    The lock belongs to a session of its own, which ends with the process however it ends. It is polled and never waited
    for inside the server: a waiting statement holds a snapshot, CREATE INDEX CONCURRENTLY waits for all snapshots, and
    the two runs would deadlock.

    Raises:
        LockWaitTimeout: another run held it for `wait` seconds.
    """
    with connect(url) as connection:
        take(connection, RUN_LOCK, wait)
        yield connection


@contextmanager
def surviving() -> Iterator[None]:
    """Say of a connection that breaks off between two statements what it is: no bug, and nothing to repair.

    Raises:
        DatabaseUnavailable: the server ended the session, or went away.
    """
    try:
        yield
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"the connection to the database broke off: {str(error).strip()}",
            hint="Run the command again when the server is back: it goes on where it was.",
        ) from error


def take(connection: Connection, key: int, wait: float) -> None:
    """Take a session-level advisory lock within `wait` seconds or raise LockWaitTimeout."""
    deadline = time.monotonic() + wait
    while not _scalar(connection, "SELECT pg_try_advisory_lock(%s)", key):
        if time.monotonic() >= deadline:
            holder = _scalar(
                connection,
                "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                " AND (classid::bigint << 32) + objid::bigint = %s",
                key,
            )
            raise LockWaitTimeout(
                f"another migration run (server process {holder}) did not end within {wait:g} s",
                hint=f"Wait for it, or end it with `SELECT pg_terminate_backend({holder})`.",
            )
        time.sleep(POLL_SECONDS * random.uniform(1, 3))  # noqa: S311 - spreads the runs, guards nothing


def _scalar(connection: Connection, query: str, key: int) -> object:
    row = connection.execute(query.encode(), (key,)).fetchone()
    return row[0] if row else None


def retrying(action: Callable[[], Result], *, subject: str, wait: float) -> Result:
    """Do the action until no lock stands in its way, with growing, jittered pauses.

    The action must leave nothing behind when it fails.

    Raises:
        LockWaitTimeout: `subject` still could not get its locks after `wait` seconds.
    """
    deadline = time.monotonic() + wait
    for attempt in itertools.count():
        try:
            return action()
        except RETRYABLE as error:
            left = deadline - time.monotonic()
            if left <= 0:
                raise LockWaitTimeout(
                    f"{subject}: {str(error).splitlines()[0]} ({attempt + 1} attempts in {wait:g} s)",
                    hint="Look for long transactions: SELECT pid, xact_start, query FROM pg_stat_activity"
                    " WHERE xact_start < now() - interval '1 minute'.",
                ) from error
            pause = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2**attempt) * random.uniform(0.5, 1.5)  # noqa: S311
            time.sleep(min(pause, left))
    raise AssertionError("itertools.count() does not end")
