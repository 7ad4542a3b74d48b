"""Undoes the last migrations of a database: the way back of the runner."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from psycopg import errors

from generator.database import execution, session
from generator.database.errors import EditedMigration, MissingMigration, NoWayBack
from generator.database.events import Listener, RolledBack, ignore
from generator.database.files import MigrationFile, read_files, read_rollback, rollback_path
from generator.database.journal import Journal
from generator.database.runner import RESTORE_HINT, require_same_history, require_utf8, working
from generator.database.session import Connection
from generator.database.statements import Kind, Statement, read_statements
from generator.frozen import frozen
from generator.tree import digest

__all__ = ["PendingRollback", "RolledBack", "pending", "rollback"]

FORWARD_HINT = (
    "Go forward: take the edit back in the spec and run `scaffold generate`. It becomes a migration of its own, which "
    "keeps what is written until `scaffold contract` drops it by name."
)

QUESTION: Final = re.compile(r"DO \$(?:loss|violations)\$")
"""What a file that undoes asks the rows before it changes anything."""
REFUSALS: Final = (errors.ObjectInUse, errors.CheckViolation)
"""How the answer says that something would be lost."""
NO_ANSWER: Final = (errors.UndefinedColumn, errors.UndefinedTable, errors.QueryCanceled, errors.LockNotAvailable)
"""What the question is about has another name so far, or the answer takes too long."""

Downs = Mapping[str, str]
"""The sha256 of the file that undoes a migration, by the migration's id, as the lock has recorded it."""


@frozen
class PendingRollback:
    """A migration that a run would undo, with the text of the statements that it would execute."""

    id: str
    path: Path
    statements: tuple[str, ...]


@frozen
class _Way:
    """The way back: the files that undo, in the order in which they run, and the statements of each."""

    files: tuple[MigrationFile, ...]
    statements: Mapping[str, tuple[Statement, ...]]


def rollback(
    url: str,
    root: Path,
    downs: Downs,
    *,
    to: str | None = None,
    on_event: Listener = ignore,
    lock_wait: float = 60.0,
) -> tuple[RolledBack, ...]:
    """Undo the migration that was applied last, or all that were applied after another, the newest first.

    Each is undone in one transaction with the record of it; one that cannot be is done statement by statement, and
    resumed after an interruption.

    Args:
        url: libpq URL of the database.
        root: of the platform.
        downs: what the lock says of the files.
        to: the id of the migration that stays, with all before it; None for one step.
        on_event: told what happens. What it raises interrupts the run.
        lock_wait: seconds to wait for another run, and then for each statement that another session's locks hold up.

    Raises:
        DatabaseUnavailable: no connection.
        NoWayBack: one of them cannot be undone, or something would be lost; nothing is changed.
        MigrationError: the others in `errors`; what was undone before stays undone.
    """
    files = read_files(root)
    with working(url, {}, on_event, lock_wait) as work:
        applied = work.journal.applied()
        require_same_history(files, applied)
        way = _way(files, work.journal.newest_first(), downs, to)
        _ask(work.connection, work.journal, way)
        return tuple(_undo_all(work, way))


def pending(url: str, root: Path, downs: Downs, *, to: str | None = None) -> tuple[PendingRollback, ...]:
    """What `rollback` would do now. Writes nothing, and does not ask the rows.

    Raises:
        DatabaseUnavailable: no connection.
        MigrationError: the errors that `rollback` would raise before it asks them.
    """
    files = read_files(root)
    with session.connect(url) as connection:
        connection.execute("SET default_transaction_read_only = on")
        require_utf8(connection)
        journal = Journal(connection)
        require_same_history(files, journal.applied())
        way = _way(files, journal.newest_first(), downs, to)
        left = {
            file.id: execution.unfinished(file, way.statements[file.id], journal.progress(file)) for file in way.files
        }
    return tuple(
        PendingRollback(id=_undone(file).id, path=file.path, statements=tuple(item.text for item in left[file.id]))
        for file in way.files
    )


def _way(files: Sequence[MigrationFile], newest: Sequence[str], downs: Downs, to: str | None) -> _Way:
    """What to run, checked as far as that is possible without the rows."""
    going = _going(files, newest, to)
    _require_free(files, newest, going)
    _require_downs(going, downs)
    backwards = tuple(read_rollback(file) for file in going)
    return _Way(files=backwards, statements={file.id: read_statements(file) for file in backwards})


def _going(files: Sequence[MigrationFile], newest: Sequence[str], to: str | None) -> tuple[MigrationFile, ...]:
    """The migrations to be undone, the newest first: those of this repository.

    Those of the platform, where that is another one, are undone there.
    """
    own = {file.id: file for file in files if not file.is_borrowed}
    applied = [id_ for id_ in newest if id_ in own]
    if to is None:
        return tuple(own[id_] for id_ in applied[:1])
    if to not in applied:
        raise NoWayBack(
            f"`{to}` is not applied", hint="Give the id of the last migration that shall stay: `content.0003.add_x`."
        )
    going = set(applied[: applied.index(to)])
    # Clocks may differ; what depends on another goes before it.
    return tuple(file for file in reversed(files) if file.id in going)


def _require_free(files: Sequence[MigrationFile], newest: Sequence[str], going: Sequence[MigrationFile]) -> None:
    gone = {file.id for file in going}
    for file in files:
        if file.id in newest and file.id not in gone and (needed := sorted(gone.intersection(file.depends))):
            raise NoWayBack(
                f"{file.id} depends on {', '.join(needed)}, and would stay",
                hint="It was applied before that, by other means: undo it by psql first, or go forward.",
            )


def _require_downs(going: Sequence[MigrationFile], downs: Downs) -> None:
    if lacking := [file.id for file in going if file.id not in downs]:
        raise NoWayBack(f"nothing undoes {', '.join(lacking)} safely", hint=FORWARD_HINT)
    paths = {file.id: rollback_path(file) for file in going}
    if gone := [f"{path.name}" for path in paths.values() if not path.is_file()]:
        raise MissingMigration(f"recorded, but the file is gone: {', '.join(gone)}", hint=RESTORE_HINT)
    if edited := [path.name for id_, path in paths.items() if digest(path.read_bytes()) != downs[id_]]:
        raise EditedMigration(f"edited after it was recorded: {', '.join(edited)}", hint=RESTORE_HINT)


def _ask(connection: Connection, journal: Journal, way: _Way) -> None:
    """Put the questions of all files to the rows before anything changes; each is put once more when its file runs.

    One that cannot be answered yet, because of what an earlier file changes, is left for then.
    """
    for file in way.files:
        for statement in execution.unfinished(file, way.statements[file.id], journal.progress(file)):
            if QUESTION.match(statement.text):
                settings = [item for item in way.statements[file.id] if item.kind is Kind.SESSION]
                _ask_one(connection, file, statement, settings)


def _ask_one(connection: Connection, file: MigrationFile, question: Statement, settings: Sequence[Statement]) -> None:
    before = [item for item in settings if item.ordinal < question.ordinal]
    try:
        with connection.transaction(force_rollback=True):
            for item in (*before, question):
                connection.execute(item.text.encode())
    except REFUSALS as error:
        said = error.diag
        raise NoWayBack(
            f"{file.shown}: {said.message_primary} ({said.message_detail})", hint=said.message_hint or FORWARD_HINT
        ) from error
    except NO_ANSWER:
        return


def _undo_all(work: execution.Work, way: _Way) -> Iterator[RolledBack]:
    for file in way.files:
        started = time.perf_counter()
        execution.apply(work, file, way.statements[file.id])
        event = RolledBack(id=_undone(file).id, path=file.path, seconds=time.perf_counter() - started)
        work.tell(event)
        yield event


def _undone(file: MigrationFile) -> MigrationFile:
    if file.undoes is None:
        raise ValueError(f"{file.id} undoes nothing")
    return file.undoes
