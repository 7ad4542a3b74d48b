"""What a migration file says apart from its statements: the header and the settings of the session."""

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from generator.frozen import frozen
from generator.ir import Platform
from generator.plan.blueprint import Migration
from generator.plan.hazards import OperationFacts, Reversibility, describe
from generator.plan.operations import CreateExtension, CreateIndex, CreateUniqueIndex, DropIndex, RefuseLoss
from generator.targets.sql import quoting
from generator.targets.sql.excuses import Excuse, excuses, excuses_of_undoing

ConcurrentOperation = CreateIndex | CreateUniqueIndex | DropIndex
"""What works CONCURRENTLY, and so outside any transaction."""

_WIDTH = 100
"""Of the lines in a header that say what is locked."""
CURRENT_CAMPAIGN = "(SELECT NULLIF(current_setting('app.campaign_id', true), '')::bigint)"
"""The campaign of the transaction. Wrapped in SELECT it is computed once per statement and not once per row; after the
transaction the setting is the empty string, not NULL."""


@frozen
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


@frozen
class Header:
    """The comment at the top of a file and the settings below it."""

    title: str
    spec: str
    phase: str
    """Empty for a file that undoes another: it runs when somebody asks for it."""
    locks: tuple[str, ...]
    """One line per kind of lock."""
    scans: str
    """The tables that are read from end to end; empty for none."""
    undo: str
    """Whether there is a way back; empty for the core."""
    command: str
    depends: str
    """Ids in one line, as yoyo reads them; empty for none."""
    replaces: str
    """Ids in one line, for our own runner; empty but for a baseline."""
    replaced_before: str
    """The same."""
    transactional: bool
    concurrent: bool
    """Whether an index is built CONCURRENTLY."""
    extensions: str
    """What it installs, for the runner to ask the server for beforehand; empty for nothing."""
    owner: str
    """The role that the file works as; empty for the files that only whoever migrates can run."""
    lock_timeout: str
    statement_timeout: str
    excuses: tuple[Excuse, ...]


@frozen
class MigrationView:
    """A file: header and finished statements."""

    header: Header
    statements: tuple[str, ...]


def header(migration: Migration, *, spec: str, owner: str) -> Header:
    """The header of a migration that comes from the file `spec` and works as the role `owner`."""
    facts = [describe(operation) for operation in migration.operations]
    installed = [item.name for item in migration.operations if isinstance(item, CreateExtension)]
    concurrent = any(isinstance(operation, ConcurrentOperation) for operation in migration.operations)
    single = "--single-transaction " if migration.transactional else ""
    return Header(
        title=f"{migration.id}: {quoting.comment(migration.summary)}",
        spec=quoting.comment(spec),
        phase=migration.phase.value,
        locks=_locks(facts),
        scans=", ".join(dict.fromkeys(table for item in facts for table in item.scans)),
        undo=_undo(facts),
        command=f'psql -X -v ON_ERROR_STOP=1 {single}-f {migration.path} "$DATABASE_URL"',
        depends=" ".join(migration.depends),
        replaces=" ".join(migration.replaces),
        replaced_before=" ".join(migration.replaced_before),
        transactional=migration.transactional,
        concurrent=concurrent,
        extensions=", ".join(installed),
        # The owner of the tables may not install anything.
        owner="" if installed else owner,
        lock_timeout="0" if concurrent else "1s",
        statement_timeout=_statement_timeout(migration, facts, concurrent=concurrent),
        excuses=excuses(migration),
    )


def down_header(down: Migration, undone: Migration, *, spec: str, owner: str) -> Header:
    """The header of the file that undoes a migration."""
    return replace(
        header(down, spec=spec, owner=owner),
        phase="",
        undo=f"apply {undone.id} again, as `scaffold migrate` does",
        excuses=excuses_of_undoing(down),
    )


def _statement_timeout(migration: Migration, facts: Sequence[OperationFacts], *, concurrent: bool) -> str:
    # Nobody reads or writes while it looks for what would be lost: a table too large for that keeps what it has.
    if any(isinstance(operation, RefuseLoss) for operation in migration.operations):
        return "5s"
    # What is done CONCURRENTLY waits for every transaction that is older, and an end to that leaves an invalid index.
    return "12h" if concurrent or any(item.scans for item in facts) else "1min"


def _undo(facts: Sequence[OperationFacts]) -> str:
    """As hard as the hardest of its operations; empty for a migration of the core, which nobody undoes."""
    levels = {item.reversible for item in facts}
    if Reversibility.NO in levels:
        return "only from a backup"
    if Reversibility.LOSES_NEW_DATA in levels:
        return "by a later migration, which loses what is written from now on"
    return "by a later migration, nothing is lost" if levels else ""


def _locks(facts: Sequence[OperationFacts]) -> tuple[str, ...]:
    """`SHARE ROW EXCLUSIVE on master, campaign`: the tables that are in use already, each once per kind of lock."""
    locks = [lock for item in facts for lock in item.locks]
    kinds = dict.fromkeys(lock.lock for lock in locks)
    lines = (
        f"{kind.value} on {', '.join(dict.fromkeys(lock.table for lock in locks if lock.lock is kind))}"
        for kind in kinds
    )
    pieces = (piece for line in lines for piece in ((line,) if len(line) <= _WIDTH else textwrap.wrap(line, _WIDTH)))
    return tuple(pieces) or ("none on a table in use",)
