"""What a migration file says apart from its statements: the header and the settings of the session."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ir import Platform
from generator.plan.blueprint import Migration
from generator.plan.hazards import describe
from generator.plan.operations import AddCheck, AddForeignKey
from generator.targets.sql import quoting

CURRENT_CAMPAIGN = "(SELECT NULLIF(current_setting('app.campaign_id', true), '')::bigint)"
"""The campaign of the transaction. Wrapped in SELECT it is computed once per statement and not once per row; after the
transaction the setting is the empty string, not NULL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The group roles of a platform."""

    owner: str
    rw: str
    ro: str
    archiver: str
    auditor: str


def roles(platform: Platform) -> Roles:
    """The roles of the platform: `acme_owner`, `acme_rw` and so on."""
    return Roles(
        owner=platform.role("owner"),
        rw=platform.role("rw"),
        ro=platform.role("ro"),
        archiver=platform.role("archiver"),
        auditor=platform.role("auditor"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The comment at the top of a file and the settings below it."""

    title: str
    spec: str
    phase: str
    locks: tuple[str, ...]
    """One line per kind of lock."""
    command: str
    depends: str
    """Ids in one line, as yoyo reads them; empty for none."""
    transactional: bool
    concurrent: bool
    """Whether an index is built CONCURRENTLY."""
    owner: str
    """The role that the file works as; empty for the file that makes the roles."""
    lock_timeout: str
    statement_timeout: str
    excuses: tuple["Excuse", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """Rules of the linter squawk that do not fit a file, and why."""

    reason: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationView:
    """A file: header and finished statements."""

    header: Header
    statements: tuple[str, ...]


def header(migration: Migration, *, spec: str, owner: str) -> Header:
    """The header of a migration that comes from the file `spec` and works as the role `owner`."""
    facts = [describe(operation) for operation in migration.operations]
    # What may not run inside a transaction builds an index CONCURRENTLY; other files are outside one by choice.
    concurrent = not all(item.transactional for item in facts)
    single = "--single-transaction " if migration.transactional else ""
    return Header(
        title=f"{migration.id}: {quoting.comment(migration.summary)}",
        spec=quoting.comment(spec),
        phase=migration.phase.value,
        locks=_locks(migration),
        command=f'psql -X -v ON_ERROR_STOP=1 {single}-f {migration.path} "$DATABASE_URL"',
        depends=" ".join(migration.depends),
        transactional=migration.transactional,
        concurrent=concurrent,
        owner=owner,
        lock_timeout="0" if concurrent else "1s",
        statement_timeout="12h" if any(item.scans for item in facts) else "1min",
        excuses=tuple(_excuses(migration, concurrent=concurrent)),
    )


def _excuses(migration: Migration, *, concurrent: bool) -> Iterator[Excuse]:
    """Squawk cannot know that a table is empty, nor that a constraint is dropped to be made again."""
    keys = [item for item in migration.operations if isinstance(item, AddForeignKey)]
    checks = [item for item in migration.operations if isinstance(item, AddCheck)]
    if any(key.table_is_new for key in keys):
        yield Excuse(
            reason="The new tables are empty: there is nothing to scan.",
            rules="adding-foreign-key-constraint, constraint-missing-not-valid",
        )
    if concurrent:
        yield Excuse(
            reason="IF NOT EXISTS would keep the INVALID index that an interrupted build leaves; it is dropped first.",
            rules="prefer-robust-stmts",
        )
    if not migration.transactional and (keys or checks):
        yield Excuse(
            reason="An interrupted run may have made some of the constraints: they are made again.",
            rules="ban-drop-constraint",
        )


def _locks(migration: Migration) -> tuple[str, ...]:
    """`SHARE ROW EXCLUSIVE on master, campaign`: the tables that are in use already, each once per kind of lock."""
    locks = [lock for operation in migration.operations for lock in describe(operation).locks]
    kinds = dict.fromkeys(lock.lock for lock in locks)
    lines = (
        f"{kind.value} on {', '.join(dict.fromkeys(lock.table for lock in locks if lock.lock is kind))}"
        for kind in kinds
    )
    return tuple(piece for line in lines for piece in textwrap.wrap(line, 100)) or ("none on a table in use",)
