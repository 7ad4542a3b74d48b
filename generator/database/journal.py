"""What the database remembers of its migrations: yoyo's tables, and beside them checksums and finished statements."""

import getpass
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.connections import DatabaseURI
from yoyo.migrations import Migration, default_migration_table

from generator.database import session
from generator.database.files import MigrationFile
from generator.database.locks import HeldLock
from generator.database.statements import Statement
from generator.frozen import frozen

TABLES = """
CREATE TABLE IF NOT EXISTS public._scaffold_migration (
    migration_id text PRIMARY KEY,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE public._scaffold_migration IS 'Checksum of each migration file that _yoyo_migration lists as applied.';
CREATE TABLE IF NOT EXISTS public._scaffold_statement (
    migration_id text NOT NULL,
    ordinal integer NOT NULL,
    line integer NOT NULL,
    sha256 text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    duration_ms double precision,
    PRIMARY KEY (migration_id, ordinal)
);
COMMENT ON TABLE public._scaffold_statement IS 'Each statement of each migration; without a duration: interrupted.';
"""

# By itself and only where it lacks, because ALTER TABLE waits for whoever is reading the journal.
LOCKS_COLUMN = "ALTER TABLE public._scaffold_statement ADD COLUMN locks text[]"
LOCKS_COMMENT = (
    "COMMENT ON COLUMN public._scaffold_statement.locks IS 'Each table that others could see, with the lock"
    " that the statement added to those of its transaction; null where the statement makes its own transactions.'"
)

# `yoyo rollback` deletes its own row only. What it has undone counts as never applied here too, and what a run of ours
# had begun to undo counts as undone.
FORGET_ROLLED_BACK = """
WITH undone AS (
    DELETE FROM public._scaffold_migration
    WHERE migration_id NOT IN (SELECT migration_id FROM public._yoyo_migration)
    RETURNING migration_id
)
DELETE FROM public._scaffold_statement USING undone
WHERE _scaffold_statement.migration_id IN (undone.migration_id, undone.migration_id || '.rollback')
"""

BEGUN_TO_UNDO = """
SELECT DISTINCT applied.migration_id
FROM public._scaffold_statement JOIN public._yoyo_migration AS applied
    ON _scaffold_statement.migration_id = applied.migration_id || '.rollback'
ORDER BY 1
"""

# What was applied is no longer; that it was, and what has undone it, is kept under a name of its own.
UNDONE = """
WITH forgotten AS (
    DELETE FROM public._scaffold_migration WHERE migration_id = %(id)s
), undone AS (
    DELETE FROM public._scaffold_statement WHERE migration_id = %(id)s
)
UPDATE public._scaffold_statement
SET migration_id = %(id)s::text || '.undone.' || (
    SELECT count(DISTINCT migration_id) + 1
    FROM public._scaffold_statement
    WHERE starts_with(migration_id, %(id)s::text || '.undone.')
)
WHERE migration_id = %(id)s::text || '.rollback'
"""


@frozen
class Progress:
    """A statement that an earlier run has begun."""

    sha256: str
    is_finished: bool


@frozen
class Outcome:
    """What is to be remembered of a statement."""

    statement: Statement
    milliseconds: float | None = None
    """None: it has begun, and is not done."""
    locks: tuple[HeldLock, ...] | None = None
    """None: they cannot be seen."""


class Journal(PostgresqlPsycopgBackend):  # type: ignore[misc]
    """yoyo's backend on a connection of ours.

    It keeps yoyo's tables, so `yoyo list` and `yoyo apply` see the same state. yoyo's way of running a migration is not
    used: it records in a second transaction, undoes the finished statements of a failed non-transactional file, and
    leaves a row in `yoyo_lock` behind when it is killed.
    """

    def __init__(self, connection: session.Connection) -> None:
        self._ours = connection
        uri = DatabaseURI("postgresql+psycopg", None, None, None, None, connection.info.dbname, {})
        super().__init__(uri, default_migration_table)

    def connect(self, dburi: DatabaseURI) -> session.Connection:  # noqa: ARG002 - yoyo's signature
        """Use the connection that is there: a URL of libpq says more than yoyo's parser understands."""
        return self._ours

    def get_log_data(self, migration: Migration = None, operation: str = "apply") -> dict[str, object]:
        """The row of `_yoyo_log`. yoyo's own fails where the user id has no name (containers), and asks the DNS."""
        return {
            "id": str(uuid4()),
            "migration_id": migration and migration.id,
            "migration_hash": migration and migration.hash,
            "username": _user(),
            "hostname": socket.gethostname(),
            "created_at_utc": datetime.now(UTC).replace(tzinfo=None),
            "operation": operation,
        }

    @contextmanager
    def lock(self, timeout: float = 0) -> Iterator[None]:  # noqa: ARG002 - yoyo's signature
        """Nothing: the lock of the run is held, and unlike yoyo's row it goes with the process."""
        yield

    def prepare(self) -> None:
        """Make or upgrade all bookkeeping tables. Only under the lock of the run."""
        self.ensure_internal_schema_updated()
        self._internal_schema_updated = True
        with self._ours.transaction():
            self._ours.execute(TABLES)
            self._ours.execute(FORGET_ROLLED_BACK)
            self._add_locks()

    def _add_locks(self) -> None:
        """Also in a database that a version without it has migrated."""
        row = self._ours.execute(
            "SELECT count(*) FROM pg_attribute WHERE attrelid = 'public._scaffold_statement'::regclass"
            " AND attname = 'locks'"
        ).fetchone()
        if row == (0,):
            self._ours.execute(LOCKS_COLUMN)
            self._ours.execute(LOCKS_COMMENT)

    def applied(self) -> Mapping[str, str | None]:
        """The sha256 of each applied migration by id, None for one that stock yoyo applied. Writes nothing."""
        if not self._exists("_yoyo_migration"):
            return {}
        if not self._exists("_scaffold_migration"):
            return dict(self._ours.execute("SELECT migration_id, NULL FROM public._yoyo_migration").fetchall())
        return dict(
            self._ours.execute(
                "SELECT migration_id, sha256 FROM public._yoyo_migration"
                " LEFT JOIN public._scaffold_migration USING (migration_id)"
            ).fetchall()
        )

    def newest_first(self) -> tuple[str, ...]:
        """The ids of the applied migrations, the one that was applied last at the beginning. Writes nothing."""
        if not self._exists("_yoyo_migration"):
            return ()
        rows = self._ours.execute("SELECT migration_id FROM public._yoyo_migration ORDER BY applied_at_utc DESC")
        return tuple(id_ for (id_,) in rows.fetchall())

    def half_undone(self) -> tuple[str, ...]:
        """The ids of the migrations that an interrupted run has begun to undo. Writes nothing."""
        if not self._exists("_scaffold_statement"):
            return ()
        return tuple(id_ for (id_,) in self._ours.execute(BEGUN_TO_UNDO).fetchall())

    def progress(self, file: MigrationFile) -> Mapping[int, Progress]:
        """What earlier runs have begun of a file that is not applied, by ordinal. Writes nothing."""
        if not self._exists("_scaffold_statement"):
            return {}
        rows = self._ours.execute(
            "SELECT ordinal, sha256, duration_ms IS NOT NULL FROM public._scaffold_statement WHERE migration_id = %s",
            (file.id,),
        ).fetchall()
        return {ordinal: Progress(sha256=sha256, is_finished=finished) for ordinal, sha256, finished in rows}

    def adopt(self, file: MigrationFile) -> None:
        """Record the checksum of an applied file."""
        self._ours.execute(
            "INSERT INTO public._scaffold_migration (migration_id, sha256) VALUES (%s, %s)", (file.id, file.sha256)
        )

    def record(self, file: MigrationFile, outcomes: Sequence[Outcome]) -> None:
        """Record statements that have begun or come to their end."""
        rows = [
            (
                file.id,
                item.statement.ordinal,
                item.statement.line,
                item.statement.sha256,
                item.milliseconds,
                None if item.locks is None else [str(lock) for lock in item.locks],
            )
            for item in outcomes
        ]
        self._ours.cursor().executemany(
            "INSERT INTO public._scaffold_statement (migration_id, ordinal, line, sha256, duration_ms, locks)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (migration_id, ordinal) DO UPDATE"
            " SET line = EXCLUDED.line, sha256 = EXCLUDED.sha256, duration_ms = EXCLUDED.duration_ms,"
            " locks = EXCLUDED.locks",
            rows,
        )

    def migration_ends(self, file: MigrationFile) -> None:
        """Record a migration as applied, or as undone; to be called inside a transaction."""
        if file.undoes is not None:
            self._ends_undone(file.undoes)
            return
        migration = Migration(file.id, str(file.path), source_dir=str(file.path.parent))
        self.mark_one(migration, log=False)
        self.log_migration(migration, "apply")
        self.adopt(file)

    def _ends_undone(self, file: MigrationFile) -> None:
        migration = Migration(file.id, str(file.path), source_dir=str(file.path.parent))
        self.unmark_one(migration, log=False)
        self.log_migration(migration, "rollback")
        self._ours.execute(UNDONE, {"id": file.id})

    def counts_as_applied(self, file: MigrationFile) -> None:
        """Record a migration that was not run; to be called inside a transaction. yoyo's log has it as `mark`."""
        self.mark_one(Migration(file.id, str(file.path), source_dir=str(file.path.parent)))
        self.adopt(file)

    def _exists(self, table: str) -> bool:
        row = self._ours.execute("SELECT to_regclass(%s) IS NOT NULL", (f"public.{table}",)).fetchone()
        return bool(row and row[0])


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
