"""The laws that hold for every edit, whatever it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from generator.database.events import Applied, Event, Executed, Listener
from generator.database.files import read_files
from generator.database.locks import MODES, parse
from generator.database.runner import Pace, Reach, migrate

from .builds import Build
from .rows import Pair

TRAFFIC = MODES.index("ROW EXCLUSIVE")
"""What readers and writers take themselves is no burden to them."""

SMALL = Pace(pause=0, batch=2)
"""Batches so small that a handful of rows makes several."""

JOURNAL = "SELECT ordinal, unnest(locks) FROM _scaffold_statement WHERE migration_id = %s ORDER BY ordinal"
CORE_TABLES = {"campaign", "master", "service_event", "event_dedup"}
STORAGE = """
SELECT oid::bigint, relname::text, pg_relation_filenode(oid)::bigint
FROM pg_class WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace AND relname !~ '^_'
"""


class InterruptedRun(Exception):  # noqa: N818 - it is what happens to the run, not an error
    """Raised in the middle of a run, as Ctrl-C would be."""


@dataclass(slots=True)
class StopAtNext:
    """Interrupts each run at the first statement that no run before it was interrupted at."""

    seen: set[tuple[str, int]] = field(default_factory=set)

    def __call__(self, event: Event) -> None:
        if isinstance(event, Executed) and (event.migration, event.ordinal) not in self.seen:
            self.seen.add((event.migration, event.ordinal))
            raise InterruptedRun


def migrate_with_interruptions(url: str, build: Build, watching: Callable[[Listener], Listener]) -> int:
    """Run, be interrupted after one more statement each time, and come to the end; the number of interruptions.

    `watching` makes of a listener one that hears first.
    """
    stop = StopAtNext()
    listener = watching(stop)
    while True:
        try:
            migrate(url, build.after, on_event=listener, pace=SMALL)
        except InterruptedRun:
            continue
        return len(stop.seen)


def migrate_beside_old_code(url: str, build: Build, tables: tuple[Pair, ...]) -> str:
    """Run to the end, and try the statements of the old code after each file until the first that contracts.

    Returns:
        The file that the old code first fails after, and how, as a line; empty if it never does.
    """
    broken: list[str] = []

    def probe(event: Event) -> None:
        if isinstance(event, Applied) and not broken:
            try:
                use(url, build, tables)
            except psycopg.Error as error:
                broken.append(f"{event.id}: {error.diag.message_primary}\n")

    migrate(url, build.after, phase=Reach.EXPAND, on_event=probe, pace=SMALL)
    migrate(url, build.after, pace=SMALL)
    return "".join(broken)


def use(url: str, build: Build, tables: tuple[Pair, ...]) -> None:
    """Read, write and insert as code generated before the edit does: with its columns, as its role."""
    with psycopg.connect(url) as connection:
        connection.execute(f"SET LOCAL ROLE {build.platform.role('rw')}".encode())
        for pair in tables:
            for statement in _statements(pair):
                connection.execute("SELECT set_config('app.campaign_id', %s, true)", (_campaign(pair),))
                connection.execute(statement)
        connection.rollback()


def _campaign(pair: Pair) -> str:
    return "7" if pair.old.scoped else "0"


def _statements(pair: Pair) -> tuple[sql.Composed, ...]:
    columns = [column.name for column in pair.old.columns if column.name != "search_vector" and not column.retired]
    written = [name for name in columns if name not in ("id", "uuid", "created_at", "updated_at")]
    table = sql.Identifier(pair.old.name)
    names = sql.SQL(", ").join(map(sql.Identifier, written))
    same = sql.SQL(", ").join(sql.SQL("{0} = {0}").format(sql.Identifier(name)) for name in written)
    return (
        sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(map(sql.Identifier, columns)), table),
        sql.SQL("UPDATE {} SET {}").format(table, same),
        # Uniqueness is not what is asked here: whether a row as the old code writes it is still a row.
        sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM {0} ON CONFLICT DO NOTHING").format(table, names),
    )


def excess(url: str, build: Build) -> list[str]:
    """Locks that were taken and not declared, by the journal of the database and the headers of the files.

    A table that the edit itself makes is not counted: no code that uses it is deployed.
    """
    new = {migration.id for migration in build.migrations}
    used = {table.name for record in build.old.values() for table in record.tables} | CORE_TABLES
    found = []
    with psycopg.connect(url) as connection:
        for file in read_files(build.after):
            budget = file.header.budget or {}
            rows = connection.execute(JOURNAL, (file.id,)).fetchall() if file.id in new else []
            for ordinal, text in rows:
                lock = parse(text)
                allowed = max(TRAFFIC, MODES.index(budget[lock.table]) if lock.table in budget else 0)
                if lock.table in used and MODES.index(lock.mode) > allowed:
                    found.append(f"{file.id}: statement {ordinal}: {lock}")
    return found


def storage(url: str) -> Mapping[int, tuple[str, int]]:
    """Name and file of each table and index by oid: another file is a rewrite."""
    with psycopg.connect(url) as connection:
        return {oid: (name, file) for oid, name, file in connection.execute(STORAGE)}


def rewritten(before: Mapping[int, tuple[str, int]], after: Mapping[int, tuple[str, int]]) -> list[str]:
    """The tables and indexes that have survived, in another file."""
    return sorted(name for oid, (name, file) in before.items() if oid in after and after[oid][1] != file)


def answers(url: str, queries: str) -> list[tuple[object, ...]]:
    """All rows that the queries return."""
    with psycopg.connect(url) as connection:
        if not queries.strip():
            return []
        cursor = connection.execute(queries.encode())
        found = list(cursor.fetchall()) if cursor.description else []
        while cursor.nextset():
            found += cursor.fetchall() if cursor.description else []
        return found
