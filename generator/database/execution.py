"""Runs one migration file so that what it did and the record of it cannot differ."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import assert_never

import psycopg

from generator.database import indexes, session
from generator.database.errors import EditedMigration, StatementFailed
from generator.database.events import Executed, Listener
from generator.database.files import MigrationFile
from generator.database.journal import Journal, Outcome, Progress
from generator.database.locks import Trace
from generator.database.patience import hurry, without_vacuum
from generator.database.session import RETRYABLE, Connection
from generator.database.statements import Kind, Statement
from generator.frozen import frozen

# Back to the login role until the end of the transaction; a SET ROLE of the file holds again afterwards.
AS_LOGIN_ROLE = "SET LOCAL ROLE NONE"


@frozen
class Work:
    """What running a file needs besides the file."""

    connection: Connection
    journal: Journal
    trace: Trace
    tell: Listener
    """May raise, which interrupts the run."""
    wait: float
    """Seconds to try a statement for, while other sessions' locks are in its way."""


def apply(work: Work, file: MigrationFile, statements: Sequence[Statement]) -> None:
    """Run what is left of a file and record it.

    Raises:
        StatementFailed: the server refused; a transactional file has left nothing behind, of a non-transactional one
            the statements before are done and recorded.
        EditedMigration: statements that an interrupted run has finished have been edited since.
        LockWaitTimeout: the locks did not become free.
    """
    session.restore(work.connection)
    if file.transactional:
        session.retrying(partial(_apply_whole, work, file, statements), subject=file.shown, wait=work.wait)
    else:
        _apply_stepwise(work, file, statements)
    session.restore(work.connection)


def unfinished(
    file: MigrationFile, statements: Sequence[Statement], progress: Mapping[int, Progress]
) -> tuple[Statement, ...]:
    """What a resumed run still has to do. Settings of the session are among it, because they are never recorded.

    Raises:
        EditedMigration: a finished statement has been edited, so that the file no longer says what was done.
    """
    finished = {ordinal: item.sha256 for ordinal, item in progress.items() if item.is_finished}
    now = {statement.ordinal: statement.sha256 for statement in statements}
    for ordinal, sha256 in sorted(finished.items()):
        if now.get(ordinal) != sha256:
            raise EditedMigration(
                f"{file.shown}: an interrupted run has finished statement {ordinal}, which has been edited since",
                hint="Restore the statements that are done; those that are not may be edited.",
            )
    return tuple(item for item in statements if item.ordinal not in finished)


def _apply_whole(work: Work, file: MigrationFile, statements: Sequence[Statement]) -> None:
    try:
        with work.connection.transaction():
            work.trace.begin()
            hurry(work.connection)
            outcomes = [_run_traced(work, file, statement) for statement in _prepared(work, statements)]
            session.restore(work.connection)
            work.journal.record(file, outcomes)
            work.journal.migration_ends(file)
    except RETRYABLE:
        raise
    except psycopg.Error as error:
        # Constraints that are deferred are checked by COMMIT, which belongs to no statement of the file.
        raise _failure(file, statements[-1], error) from error


def _apply_stepwise(work: Work, file: MigrationFile, statements: Sequence[Statement]) -> None:
    progress = work.journal.progress(file)
    for statement in unfinished(file, statements, progress):
        step = partial(_step, work, file, statement, is_begun=statement.ordinal in progress)
        session.retrying(step, subject=f"{file.shown}:{statement.line}", wait=work.wait)
    session.restore(work.connection)
    with work.connection.transaction():
        work.journal.migration_ends(file)


def _step(work: Work, file: MigrationFile, statement: Statement, *, is_begun: bool) -> None:
    try:
        match statement.kind:
            case Kind.SESSION:
                _run(work, file, statement)
            case Kind.ORDINARY:
                with work.connection.transaction():
                    work.trace.begin()
                    hurry(work.connection)
                    _keep_vacuum_away(work, [statement])
                    _record(work, file, _run_traced(work, file, statement))
            case Kind.AUTONOMOUS:
                _record(work, file, Outcome(statement=statement))
                _record(work, file, _run(work, file, statement))
            case Kind.CONCURRENT:
                _record(work, file, _change_concurrently(work, file, statement, is_begun=is_begun))
            case _:
                assert_never(statement.kind)
    except RETRYABLE:
        raise
    except psycopg.Error as error:
        raise _failure(file, statement, error) from error


def _change_concurrently(work: Work, file: MigrationFile, statement: Statement, *, is_begun: bool) -> Outcome:
    """Run a statement with CONCURRENTLY unless the run that was interrupted has brought it to its end."""
    if statement.index and indexes.is_done(work.connection, statement.index):
        if is_begun:
            return Outcome(statement=statement, milliseconds=0.0)
        # Somebody else has: the server decides, by IF [NOT] EXISTS. It is not recorded as begun, lest the next run
        # takes it for ours.
        return _run(work, file, statement)
    _record(work, file, Outcome(statement=statement))
    with _unlimited_waiting(work.connection):
        if statement.index:
            indexes.drop_invalid(work.connection, statement.index)
        return _run(work, file, statement)


@contextmanager
def _unlimited_waiting(connection: Connection) -> Iterator[None]:
    """CONCURRENTLY waits for old transactions and blocks nobody meanwhile; a timeout would leave an invalid index."""
    before = connection.execute(
        "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"
    ).fetchone()
    connection.execute("SET lock_timeout = 0; SET statement_timeout = 0")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute(
                "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false)", before
            )


def _record(work: Work, file: MigrationFile, outcome: Outcome) -> None:
    with work.connection.transaction():
        work.connection.execute(AS_LOGIN_ROLE)
        work.journal.record(file, [outcome])


def _prepared(work: Work, statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements of a transaction; before the first that is no setting, such as its role, vacuum is kept away."""
    settled = False
    for statement in statements:
        if not settled and statement.kind is not Kind.SESSION:
            _keep_vacuum_away(work, statements)
            settled = True
        yield statement


def _keep_vacuum_away(work: Work, statements: Sequence[Statement]) -> None:
    without_vacuum(work.connection, statements)
    work.trace.gained()


def _run_traced(work: Work, file: MigrationFile, statement: Statement) -> Outcome:
    """Execute a statement of an open transaction and see which locks that has added."""
    if statement.kind is Kind.SESSION:
        outcome = _run(work, file, statement)
        hurry(work.connection)
        return Outcome(statement=statement, milliseconds=outcome.milliseconds, locks=())
    outcome = _run(work, file, statement)
    return Outcome(statement=statement, milliseconds=outcome.milliseconds, locks=work.trace.gained())


def _run(work: Work, file: MigrationFile, statement: Statement) -> Outcome:
    """Execute one statement and measure it."""
    started = time.perf_counter()
    try:
        work.connection.execute(statement.text.encode())
    except RETRYABLE:
        raise
    except psycopg.Error as error:
        raise _failure(file, statement, error) from error
    milliseconds = (time.perf_counter() - started) * 1000
    if statement.kind is not Kind.SESSION:
        work.tell(Executed(migration=file.id, ordinal=statement.ordinal))
    return Outcome(statement=statement, milliseconds=milliseconds)


def _remedy(sqlstate: str | None) -> str:
    """What to do about an error: https://www.postgresql.org/docs/18/errcodes-appendix.html."""
    if sqlstate == "57014":
        return "see what it waits for"
    match (sqlstate or "08")[:2]:
        case "08" | "57":
            return "see that the server is up"
        case "53" | "58":
            return "give the server room"
        case "22" | "23" | "P0":
            return "mend the rows"
        case "42" if sqlstate == "42501":
            return "grant what it needs"
        case _:
            return "correct it"


def _failure(file: MigrationFile, statement: Statement, error: psycopg.Error) -> StatementFailed:
    position = int(error.diag.statement_position or 1)
    line = statement.line + statement.text.count("\n", 0, position - 1)
    reason = error.diag.message_primary or str(error).strip()
    details = "".join(f" ({detail})" for detail in (error.diag.message_detail, error.sqlstate) if detail)
    kept = "Nothing of this file was kept" if file.transactional else "The statements before it are done and recorded"
    kept = f"{kept}: {_remedy(error.sqlstate)} and run again."
    return StatementFailed(
        f"{file.shown}:{line}: {reason}{details} in `{statement.beginning}`",
        hint=f"{error.diag.message_hint} {kept}" if error.diag.message_hint else kept,
        migration_id=file.id,
        path=file.path,
        line=line,
        statement=statement.beginning,
        sqlstate=error.sqlstate,
    )
