"""Applies the migrations of a platform to a database: the API of the runner."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.database import execution, session
from generator.database.errors import EditedMigration, MissingMigration, UnsupportedDatabase
from generator.database.files import MigrationFile, read_files
from generator.database.journal import Journal
from generator.database.session import Connection
from generator.database.statements import Statement, read_statements

RESTORE_HINT = (
    "Restore it from version control; a change of the schema needs a new migration. "
    "If this platform never had it so, the database may belong to another platform: check the URL."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """One migration that this run has applied."""

    id: str
    path: Path
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did, in the order it did it, and the ids that it found applied."""

    applied: tuple[Applied, ...]
    already_applied: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingMigration:
    """A migration that a run would apply, with the text of the statements that it would execute."""

    id: str
    path: Path
    statements: tuple[str, ...]


def migrate(
    url: str, root: Path, *, on_event: Callable[[Applied], None] | None = None, lock_wait: float = 60.0
) -> Report:
    """Apply every migration under `root/migrations/` that the database does not have.

    Safe to run any number of times, in parallel, and again after it was killed at any moment. Needs direct connections:
    a pooler that shares sessions between transactions breaks the lock.

    Args:
        url: libpq URL of the database; its role must be allowed to create tables in schema public.
        root: the platform's root folder.
        on_event: called after each migration.
        lock_wait: seconds to wait for another run, and then for each statement that another session's locks hold up.

    Raises:
        DatabaseUnavailable: no connection.
        MigrationError: one of its subclasses in `errors`; what was applied before stays applied and recorded.
    """
    files = read_files(root)
    with session.run_lock(url, lock_wait), session.connect(url) as connection:
        session.take(connection, session.WORK_LOCK, lock_wait)
        _require_utf8(connection)
        journal = Journal(connection)
        journal.prepare()
        applied = journal.applied()
        _verify(files, applied)
        for file in files:
            if file.id in applied and applied[file.id] is None:
                journal.adopt(file)
        done = tuple(
            _apply(connection, journal, file, statements, lock_wait, on_event or _ignore)
            for file, statements in _to_apply(files, applied)
        )
    return Report(applied=done, already_applied=tuple(file.id for file in files if file.id in applied))


def pending(url: str, root: Path) -> tuple[PendingMigration, ...]:
    """What `migrate` would do now. Writes nothing, not even the bookkeeping tables.

    Raises:
        DatabaseUnavailable: no connection.
        MigrationError: the errors that `migrate` would raise before it executes anything.
    """
    files = read_files(root)
    with session.connect(url) as connection:
        connection.execute("SET default_transaction_read_only = on")
        _require_utf8(connection)
        journal = Journal(connection)
        applied = journal.applied()
        _verify(files, applied)
        return tuple(
            PendingMigration(
                id=file.id,
                path=file.path,
                statements=tuple(item.text for item in execution.unfinished(file, statements, journal.progress(file))),
            )
            for file, statements in _to_apply(files, applied)
        )


def _require_utf8(connection: Connection) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise UnsupportedDatabase(
            f"database `{connection.info.dbname}` is encoded in {encoding}",
            hint="Create it with ENCODING 'UTF8' TEMPLATE template0: an encoding cannot be changed later.",
        )


def _verify(files: Sequence[MigrationFile], applied: Mapping[str, str | None]) -> None:
    """Refuse a history that is not the one the database has seen; ids of other tools' migrations have no checksum."""
    known = {file.id for file in files}
    missing = sorted(id_ for id_, sha256 in applied.items() if sha256 is not None and id_ not in known)
    if missing:
        raise MissingMigration(f"applied, but the file is gone: {', '.join(missing)}", hint=RESTORE_HINT)
    edited = [file.shown for file in files if applied.get(file.id) not in (None, file.sha256)]
    if edited:
        raise EditedMigration(f"edited after it was applied: {', '.join(edited)}", hint=RESTORE_HINT)


def _to_apply(
    files: Sequence[MigrationFile], applied: Mapping[str, str | None]
) -> tuple[tuple[MigrationFile, tuple[Statement, ...]], ...]:
    """All are parsed before the first is run, so that a mistake in the last one is found in time."""
    return tuple((file, read_statements(file)) for file in files if file.id not in applied)


def _apply(
    connection: Connection,
    journal: Journal,
    file: MigrationFile,
    statements: Sequence[Statement],
    wait: float,
    on_event: Callable[[Applied], None],
) -> Applied:
    started = time.perf_counter()
    execution.apply(connection, journal, file, statements, wait=wait)
    event = Applied(id=file.id, path=file.path, seconds=time.perf_counter() - started)
    on_event(event)
    return event


def _ignore(event: Applied) -> None:
    """For a caller who does not want to be told."""
