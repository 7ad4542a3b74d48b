"""Proofs about a platform's migrations, carried out on scratch databases: what `scaffold verify` reports.

Where the files come from is the caller's business: those of the platform, those of a fresh one with the recorded state,
those of an earlier revision.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from generator.database import embedded
from generator.database.catalog import Difference, Entry, catalog, differences
from generator.database.contents import AS_OWNER, Contents, contents, losses
from generator.database.errors import DatabaseUnavailable, StatementFailed
from generator.database.events import Listener, ignore
from generator.database.files import MigrationFile, read_files
from generator.database.locks import MODES, HeldLock, parse
from generator.database.runner import migrate
from generator.frozen import frozen

TRAFFIC = MODES.index("ROW EXCLUSIVE")
"""What readers and writers take themselves needs no declaration."""

REFUSED = re.compile(r"(?P<table>\w+): \d+ rows (?:share their|refer by|have a) .+")
"""How the questions of a migration end, see `generator.targets.sql.operations.rows`."""

MADE = re.compile(r"^CREATE TABLE (\w+)", re.MULTILINE)

PARTITION = re.compile("_p[0-9]+$")
"""What the name of a partition ends in, see `generator.plan.partitioning`."""


class Proof(StrEnum):
    """What a finding refutes."""

    REPLAY = "replay"
    """All migrations from nothing make the recorded schema."""
    UPGRADE = "upgrade"
    """The migrations since a revision turn its database, with rows in it, into the recorded schema."""
    ROWS = "rows"
    """They lose no row, and no value."""
    LOCKS = "locks"
    """No statement takes a stronger lock than its file declares."""


@frozen
class Finding:
    """One way in which a proof has failed."""

    proof: Proof
    subject: str
    """A table, an object of the catalogue, or a migration's file with the line."""
    message: str
    """A sentence with its subject in it."""


@frozen
class Refusal:
    """A migration has refused rows, as it is made to."""

    migration: str
    reason: str
    """As the server says it: `service_content_article: 2 rows share their (slug)`."""
    emptied: Mapping[int, Contents]
    """The tables that were emptied, so that the rest could be tried, with what was in them."""


@frozen
class Upgrade:
    """What came of an upgrade."""

    findings: tuple[Finding, ...]
    refusals: tuple[Refusal, ...]


@contextmanager
def scratch(server_url: str) -> Iterator[str]:
    """The connection string of an empty database on the server, which is dropped at the end.

    Args:
        server_url: any database of the server, as a role that may create databases.

    Raises:
        DatabaseUnavailable: the server cannot be reached, or refuses to make one.
    """
    from psycopg.conninfo import make_conninfo

    name = f"scaffold_verify_{uuid4().hex[:12]}"
    try:
        embedded.create_database(server_url, name)
    except psycopg.Error as error:
        hint = "Give the URL of a server where you may create databases and roles, or none for the embedded one."
        raise DatabaseUnavailable(f"cannot make a scratch database: {error}", hint=hint) from error
    try:
        yield make_conninfo(server_url, dbname=name)
    finally:
        embedded.drop_database(server_url, name)


def made_at_once(server_url: str, fresh: Path, on_event: Listener = ignore) -> Sequence[Entry]:
    """The catalogue of a platform that has never been any different: what all others are compared with.

    Args:
        server_url: see `scratch`.
        fresh: a folder with `migrations/` that make the recorded schema at once.
        on_event: see `migrate`.

    Raises:
        MigrationError: the recorded schema cannot be made.
    """
    with scratch(server_url) as url:
        migrate(url, fresh, on_event=on_event)
        return catalog(url)


def replayed(
    server_url: str, root: Path, expected: Sequence[Entry], on_event: Listener = ignore
) -> tuple[Finding, ...]:
    """Replay all migrations from nothing and compare with what is recorded; look at the locks on the way.

    Args:
        server_url: see `scratch`.
        root: the platform.
        expected: what `made_at_once` has returned.
        on_event: see `migrate`.

    Raises:
        MigrationError: a migration cannot be applied to an empty database.
    """
    with scratch(server_url) as url:
        migrate(url, root, on_event=on_event)
        return (*_differing(Proof.REPLAY, differences(expected, catalog(url))), *exceeded(url, root))


def upgraded(
    server_url: str,
    root: Path,
    expected: Sequence[Entry],
    released: Path,
    populate: Callable[[str], None],
    on_event: Listener = ignore,
) -> Upgrade:
    """Apply what is new since a revision to a database of it that holds rows, and compare with what is recorded.

    Rows that a migration refuses by the question it asks first are taken away, with all that refer to them, and said
    so: such a refusal is right, and what comes after it is still to be proven.

    Args:
        server_url: see `scratch`.
        root: the platform.
        expected: as for `replayed`.
        released: a folder with the `migrations/` of the revision.
        populate: given the URL of its database, writes rows to it.
        on_event: see `migrate`.

    Raises:
        MigrationError: a migration cannot be applied, for another reason.
    """
    with scratch(server_url) as url:
        migrate(url, released, on_event=on_event)
        populate(url)
        before = contents(url)
        refusals = []
        for item in _refusals(url, root, on_event):
            refusals.append(item)
            before = {oid: table for oid, table in before.items() if oid not in item.emptied}
        found = (
            *_differing(Proof.UPGRADE, differences(expected, catalog(url))),
            *_lost(before, contents(url)),
            *exceeded(url, root),
        )
        return Upgrade(findings=found, refusals=tuple(refusals))


def _refusals(url: str, root: Path, on_event: Listener) -> Iterator[Refusal]:
    """Migrate to the end; on the way, empty each table whose rows are refused."""
    while True:
        try:
            migrate(url, root, on_event=on_event)
        except StatementFailed as error:
            asked = REFUSED.match(str(error.__cause__))
            if asked is None:
                raise
            emptied = _emptied(url, asked["table"])
            if not emptied:
                raise
            yield Refusal(migration=error.migration_id, reason=asked[0], emptied=emptied)
        else:
            return


def _emptied(url: str, table: str) -> Mapping[int, Contents]:
    """Empty a table with all that refer to it; what was in those that had rows."""
    before = contents(url)
    with psycopg.connect(url) as connection:
        connection.execute(AS_OWNER)
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.Identifier(table)))
    after = contents(url)
    return {oid: item for oid, item in before.items() if item.rows and not after[oid].rows}


def exceeded(url: str, root: Path) -> tuple[Finding, ...]:
    """The locks that statements took beyond what their files declare, by the journal of the database.

    A statement that makes its own transactions is not in it, nor is a file that declares nothing, nor a table that its
    service has made and not touched since: nobody uses it yet.
    """
    query = "SELECT line, unnest(locks) FROM public._scaffold_statement WHERE migration_id = %s ORDER BY ordinal"
    files = {file.id: file for file in read_files(root)}
    with psycopg.connect(url) as connection:
        return tuple(
            finding
            for file in files.values()
            for line, lock in connection.execute(query, (file.id,)).fetchall()
            for finding in _exceeding(file, line, parse(lock))
            if not _is_new(parse(lock).table, file, files)
        )


def _is_new(table: str, file: MigrationFile, files: Mapping[str, MigrationFile]) -> bool:
    """Whether the last file of the service before this one that names the table has made it."""
    service = file.id.partition(".")[0]
    before: MigrationFile | None = file
    while before:
        before = next((files[id_] for id_ in before.depends if id_.partition(".")[0] == service), None)
        if before and re.search(rf"\b{re.escape(table)}\b", before.text):
            return table in MADE.findall(before.text)
    return False


def _exceeding(file: MigrationFile, line: int, taken: HeldLock) -> Iterator[Finding]:
    if file.header.budget is None:
        return
    # What is declared for a table is declared for its partitions, too.
    names = (taken.table, PARTITION.sub("", taken.table))
    declared = max(filter(None, map(file.header.budget.get, names)), key=MODES.index, default=None)
    allowed = max(TRAFFIC, MODES.index(declared) if declared else 0)
    if MODES.index(taken.mode) > allowed:
        place = f"{file.shown}:{line}"
        message = f"{place} took {taken}, and declares {f'{declared} on it' if declared else 'nothing on it'}"
        yield Finding(proof=Proof.LOCKS, subject=place, message=message)


def _differing(proof: Proof, found: tuple[Difference, ...]) -> Iterator[Finding]:
    for item in found:
        yield Finding(proof=proof, subject=item.subject, message=str(item))


def _lost(before: Mapping[int, Contents], after: Mapping[int, Contents]) -> Iterator[Finding]:
    for table, message in losses(before, after):
        yield Finding(proof=Proof.ROWS, subject=table, message=message)
