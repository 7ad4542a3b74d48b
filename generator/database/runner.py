"""Applies the migrations of a platform to a database: the API of the runner."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from psycopg.errors import Diagnostic as Notice

from generator.database import execution, extensions, session
from generator.database.backup import Safeguard
from generator.database.errors import EditedMigration, HalfUndone, MissingMigration, UnsupportedDatabase
from generator.database.events import Applied, Listener, Recorded, backfilled, ignore
from generator.database.files import MigrationFile, read_files
from generator.database.journal import Journal
from generator.database.locks import Trace
from generator.database.ownership import missing, outstanding
from generator.database.phases import Reach, Selection, select
from generator.database.replacement import covered
from generator.database.session import Connection
from generator.database.statements import Statement, destroyed, read_statements
from generator.frozen import frozen

__all__ = ["Applied", "Pace", "PendingMigration", "Reach", "Report", "migrate", "pending"]

RESTORE_HINT = (
    "Restore it from version control; a change of the schema needs a new migration. "
    "If this platform never had it so, the database may belong to another platform: check the URL."
)


@frozen
class Report:
    """What a run did, in the order it did it, the ids that it found applied, and those that wait for a later phase."""

    applied: tuple[Applied, ...]
    already_applied: tuple[str, ...]
    held: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    """Baselines that count as applied from now on, because all that they replace is."""


@frozen
class Pace:
    """How hard a backfill may work; None is what the migration says itself."""

    pause: float | None = None
    """Seconds between two batches."""
    batch: int | None = None
    """Rows in a batch."""

    @property
    def parameters(self) -> Mapping[str, str]:
        """As settings of the session."""
        pause = {} if self.pause is None else {"scaffold.backfill_pause": f"{self.pause:f}s"}
        batch = {} if self.batch is None else {"scaffold.backfill_batch": str(self.batch)}
        return {**pause, **batch}


AT_ONCE: Final = Pace()
"""As the migrations say themselves."""


@frozen
class PendingMigration:
    """A migration that a run would apply, with the text of the statements that it would execute."""

    id: str
    path: Path
    statements: tuple[str, ...]
    destroys: tuple[str, ...] = ()
    """Tables that lose a column or go."""
    is_held: bool = False
    """Whether it waits for a later phase."""


def migrate(
    url: str,
    root: Path,
    *,
    phase: Reach = Reach.ALL,
    on_event: Listener = ignore,
    lock_wait: float = 60.0,
    pace: Pace = AT_ONCE,
    backup: Path | None = None,
) -> Report:
    """Apply the migrations under `root/migrations/` that the database does not have.

    Safe to run at any time, in parallel, and again after it was killed. Not through a pooler: that breaks the lock.

    Args:
        url: libpq URL of the database; its role must be allowed to create tables in schema public.
        root: of the platform.
        phase: how far to go.
        on_event: told what happens. What it raises interrupts the run.
        lock_wait: seconds to wait for another run, and then for each statement that another session's locks hold up.
        pace: of backfills.
        backup: the folder for a dump of the tables that lose data, before the first of them does.

    Raises:
        DatabaseUnavailable: no connection.
        MigrationError: one of its subclasses in `errors`; what was applied before stays applied and recorded.
    """
    files = read_files(root)
    safeguard = Safeguard(url=url, folder=backup, tell=on_event) if backup else None
    with working(url, pace.parameters, on_event, lock_wait) as work:
        return _carry_out(work, files, phase, safeguard)


@contextmanager
def working(url: str, parameters: Mapping[str, str], on_event: Listener, lock_wait: float) -> Iterator[execution.Work]:
    """The sessions of a run, alone in its database and with its journal ready."""
    with (
        session.surviving(),
        session.run_lock(url, lock_wait) as watcher,
        session.connect(url, parameters) as connection,
    ):
        session.take(connection, session.WORK_LOCK, lock_wait)
        require_utf8(connection)
        connection.add_notice_handler(partial(_hear, tell=on_event))
        journal = Journal(connection)
        journal.prepare()
        yield execution.Work(
            connection=connection,
            journal=journal,
            trace=Trace(watcher=watcher, watched=connection.info.backend_pid),
            tell=on_event,
            wait=lock_wait,
        )


def _carry_out(
    work: execution.Work, files: Sequence[MigrationFile], phase: Reach, safeguard: Safeguard | None
) -> Report:
    applied = work.journal.applied()
    require_same_history(files, applied)
    _require_whole(work.journal)
    standing = covered(files, applied)
    for file in files:
        if file.id in applied and applied[file.id] is None:
            work.journal.adopt(file)
    recorded = tuple(_record(work, [file for file in standing if not file.is_borrowed]))
    selection, statements = _waiting(files, _with(applied, standing), phase)
    extensions.require(work.connection, selection.due)
    return Report(
        applied=tuple(_apply_all(work, selection.due, statements, safeguard)),
        already_applied=tuple(file.id for file in files if file.id in applied),
        held=tuple(file.id for file in selection.held),
        recorded=recorded,
    )


def _record(work: execution.Work, files: Sequence[MigrationFile]) -> Iterator[str]:
    """Count baselines as applied, all of them or none: those of several services depend on each other."""
    session.restore(work.connection)
    with work.connection.transaction():
        for file in files:
            work.journal.counts_as_applied(file)
    for file in files:
        work.tell(Recorded(id=file.id))
        yield file.id


def _with(applied: Mapping[str, str | None], standing: Sequence[MigrationFile]) -> Mapping[str, str | None]:
    return {**applied, **{file.id: file.sha256 for file in standing}}


def pending(url: str, root: Path, *, phase: Reach = Reach.ALL) -> tuple[PendingMigration, ...]:
    """What `migrate` would do now, and what it would hold back. Writes nothing, not even the bookkeeping tables.

    A baseline that would only be recorded is not among it.

    Raises:
        DatabaseUnavailable: no connection.
        MigrationError: the errors that `migrate` would raise before it executes anything.
    """
    files = read_files(root)
    with session.connect(url) as connection:
        connection.execute("SET default_transaction_read_only = on")
        require_utf8(connection)
        journal = Journal(connection)
        applied = journal.applied()
        require_same_history(files, applied)
        _require_whole(journal)
        selection, statements = _waiting(files, _with(applied, covered(files, applied)), phase)
        extensions.require(connection, selection.due)
        left = {
            file.id: execution.unfinished(file, statements[file.id], journal.progress(file))
            for file in files
            if file.id in statements
        }
    return tuple(
        PendingMigration(
            id=file.id,
            path=file.path,
            statements=tuple(item.text for item in left[file.id]),
            destroys=destroyed(left[file.id]),
            is_held=file in selection.held,
        )
        for file in files
        if file.id in left
    )


def require_utf8(connection: Connection) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise UnsupportedDatabase(
            f"database `{connection.info.dbname}` is encoded in {encoding}",
            hint="Create it with ENCODING 'UTF8' TEMPLATE template0: an encoding cannot be changed later.",
        )


def require_same_history(files: Sequence[MigrationFile], applied: Mapping[str, str | None]) -> None:
    """Refuse a history that is not the one the database has seen; ids of other tools' migrations have no checksum."""
    if gone := missing(files, applied):
        raise MissingMigration(f"applied, but the file is gone: {', '.join(gone)}", hint=RESTORE_HINT)
    edited = [file.shown for file in files if applied.get(file.id) not in (None, file.sha256)]
    if edited:
        raise EditedMigration(f"edited after it was applied: {', '.join(edited)}", hint=RESTORE_HINT)


def _require_whole(journal: Journal) -> None:
    if begun := journal.half_undone():
        raise HalfUndone(
            f"a rollback was interrupted: {', '.join(begun)} is undone in part",
            hint="Run `scaffold rollback` again: it goes on where it was. Then migrate.",
        )


def _waiting(
    files: Sequence[MigrationFile], applied: Mapping[str, str | None], phase: Reach
) -> tuple[Selection, Mapping[str, tuple[Statement, ...]]]:
    """What is not applied, with all its statements: a mistake in the last file is found before the first runs."""
    waiting = outstanding(files, applied)
    return select(waiting, phase), {file.id: read_statements(file) for file in waiting}


def _apply_all(
    work: execution.Work,
    files: Sequence[MigrationFile],
    statements: Mapping[str, tuple[Statement, ...]],
    safeguard: Safeguard | None,
) -> Iterator[Applied]:
    """Run the files in order, and dump what is going to be destroyed by any of them before the first that does."""
    destroying = [file.id for file in files if destroyed(statements[file.id])]
    for file in files:
        if safeguard and destroying and file.id == destroying[0]:
            safeguard.dump(file.id, destroyed([item for id_ in destroying for item in statements[id_]]))
        started = time.perf_counter()
        execution.apply(work, file, statements[file.id])
        event = Applied(id=file.id, path=file.path, seconds=time.perf_counter() - started)
        work.tell(event)
        yield event


def _hear(notice: Notice, *, tell: Listener) -> None:
    if event := backfilled(notice.message_primary or ""):
        tell(event)
