"""Proofs about a platform's migrations, carried out on scratch databases: what `scaffold verify` reports.

Where the files come from is the caller's business: those of the platform, those of a fresh one with the recorded state,
those of an earlier revision.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

import psycopg

from generator.database import embedded
from generator.database.catalog import Difference, catalog, differences
from generator.database.files import MigrationFile, read_files
from generator.database.locks import MODES, parse
from generator.database.runner import migrate

TRAFFIC = MODES.index("ROW EXCLUSIVE")
"""What readers and writers take themselves needs no declaration."""

COUNT = """
SELECT relname::text, (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %s', oid::regclass),
    false, true, '')))[1]::text::bigint
FROM pg_class WHERE relkind = 'r' AND NOT relispartition AND relnamespace = 'public'::regnamespace
    AND relname !~ '^_(yoyo|scaffold)_'
"""


class Proof(StrEnum):
    """What a finding refutes."""

    REPLAY = "replay"
    """All migrations from nothing make the recorded schema."""
    UPGRADE = "upgrade"
    """The migrations since a revision turn its database, with rows in it, into the recorded schema."""
    ROWS = "rows"
    """They lose no row."""
    LOCKS = "locks"
    """No statement takes a stronger lock than its file declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One way in which a proof has failed."""

    proof: Proof
    subject: str
    """A table, an object of the catalogue, or a migration's file with the line."""
    message: str
    """A sentence with its subject in it."""


@contextmanager
def scratch(server_url: str) -> Iterator[str]:
    """The connection string of an empty database on the server, which is dropped at the end.

    Args:
        server_url: any database of the server, as a role that may create databases.
    """
    from psycopg.conninfo import make_conninfo

    name = f"scaffold_verify_{uuid4().hex[:12]}"
    embedded.create_database(server_url, name)
    try:
        yield make_conninfo(server_url, dbname=name)
    finally:
        embedded.drop_database(server_url, name)


def replayed(server_url: str, root: Path, fresh: Path) -> tuple[Finding, ...]:
    """Replay all migrations from nothing and compare with a fresh platform; look at the locks on the way.

    Args:
        server_url: see `scratch`.
        root: the platform.
        fresh: a folder with `migrations/` that make the recorded schema at once.

    Raises:
        MigrationError: a migration cannot be applied to an empty database.
    """
    with scratch(server_url) as at_once, scratch(server_url) as step_by_step:
        migrate(at_once, fresh)
        migrate(step_by_step, root)
        compared = differences(catalog(at_once), catalog(step_by_step))
        return (*_differing(Proof.REPLAY, compared), *exceeded(step_by_step, root))


def upgraded(
    server_url: str, root: Path, fresh: Path, released: Path, populate: Callable[[str], None]
) -> tuple[Finding, ...]:
    """Apply what is new since a revision to a database of it that holds rows, and compare with a fresh platform.

    Args:
        server_url: see `scratch`.
        root: the platform.
        fresh: as for `replayed`.
        released: a folder with the `migrations/` of the revision.
        populate: given the URL of its database, writes rows to it.

    Raises:
        MigrationError: a migration cannot be applied, for instance because it refuses the rows.
    """
    with scratch(server_url) as at_once, scratch(server_url) as alive:
        migrate(at_once, fresh)
        migrate(alive, released)
        populate(alive)
        before = _counts(alive)
        migrate(alive, root)
        compared = differences(catalog(at_once), catalog(alive))
        lost = _lost(before, _counts(alive))
        return (*_differing(Proof.UPGRADE, compared), *lost, *exceeded(alive, root))


def exceeded(url: str, root: Path) -> tuple[Finding, ...]:
    """The locks that statements took beyond what their files declare, by the journal of the database.

    A statement that makes its own transactions is not in it, nor is a file that declares nothing.
    """
    query = "SELECT line, unnest(locks) FROM public._scaffold_statement WHERE migration_id = %s ORDER BY ordinal"
    with psycopg.connect(url) as connection:
        return tuple(
            finding
            for file in read_files(root)
            for line, lock in connection.execute(query, (file.id,)).fetchall()
            for finding in _exceeding(file, line, lock)
        )


def _exceeding(file: MigrationFile, line: int, text: str) -> Iterator[Finding]:
    if file.header.budget is None:
        return
    taken = parse(text)
    declared = file.header.budget.get(taken.table)
    allowed = max(TRAFFIC, MODES.index(declared) if declared else 0)
    if MODES.index(taken.mode) > allowed:
        place = f"{file.shown}:{line}"
        message = f"{place} took {taken}, and declares {f'{declared} on it' if declared else 'nothing on it'}"
        yield Finding(proof=Proof.LOCKS, subject=place, message=message)


def _differing(proof: Proof, found: tuple[Difference, ...]) -> Iterator[Finding]:
    for item in found:
        yield Finding(proof=proof, subject=item.subject, message=str(item))


def _counts(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        return dict(connection.execute(COUNT).fetchall())


def _lost(before: dict[str, int], after: dict[str, int]) -> Iterator[Finding]:
    """A table that was renamed or dropped is the catalogue's affair."""
    for table, rows in before.items():
        if after.get(table, rows) < rows:
            message = f"{table} had {rows} rows and has {after[table]}"
            yield Finding(proof=Proof.ROWS, subject=table, message=message)
