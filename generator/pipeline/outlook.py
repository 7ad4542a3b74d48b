"""What `generate` would do, looked at closely: every statement with its locks, every number on the wire, every file."""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Self

from generator.diagnostics import Diagnostic
from generator.frozen import frozen, replace
from generator.output import stamp, writer
from generator.output.writer import Written
from generator.pipeline import reach
from generator.pipeline.decision import Decision, decide
from generator.pipeline.rendering import Notify, compared
from generator.pipeline.runs import settle
from generator.plan.blueprint import Migration
from generator.plan.hazards import OperationFacts, describe
from generator.plan.records import CORE, Record
from generator.plan.undoing import undoing
from generator.plan.wire_changes import WireChange, wire_changes
from generator.targets.sql import views
from generator.targets.sql.operations import statement
from generator.tree import PLATFORM_FILE


@frozen
class PlannedStep:
    """One operation of a migration."""

    statement: str
    """The SQL, as it stands in the file; empty for a migration of the core, which has no operations."""
    facts: OperationFacts


@frozen
class PlannedMigration:
    """One file."""

    migration: Migration
    lock_timeout: str
    """How long psql waits for the locks of a statement: `1s`; `0` for as long as it takes, where it blocks nobody
    meanwhile. `scaffold migrate` tries it more often and shorter."""
    steps: tuple[PlannedStep, ...]
    down: str | None
    """The path of the file that undoes it; None if there is no safe way back."""

    @property
    def locks(self) -> bool:
        """Whether it locks any table that is in use."""
        return any(step.facts.locks for step in self.steps)


@frozen
class ServiceOutlook:
    """What an edit means for one service."""

    service: str
    """Or `core`, for the platform itself."""
    is_new: bool
    migrations: tuple[PlannedMigration, ...]
    wire: tuple[WireChange, ...]

    @property
    def nothing(self) -> bool:
        """Whether database and clients stay as they are."""
        return not (self.migrations or self.wire)


@frozen
class Outlook:
    """What a run of `generate` would do."""

    services: tuple[ServiceOutlook, ...]
    """Those that something changes for, the core first."""
    known: tuple[str, ...]
    """All services of the platform, and the core."""
    written: Written
    diagnostics: tuple[Diagnostic, ...]

    def of(self, services: Collection[str]) -> Self:
        """The plan of some services only; the files are those of all."""
        return replace(self, services=tuple(item for item in self.services if item.service in services))


def outlook(root: Path, *, notify: Notify = lambda doing: None) -> Outlook:  # noqa: ARG005 - nobody listens
    """The plan for the platform at `root`; writes nothing, and `generate` does exactly this.

    Only services that the edits can reach are rendered, see `generator.pipeline.reach`: files that were edited by hand
    elsewhere are the business of `check`. All are rendered where nobody knows that the locks are of this generator.
    Raises DiagnosedError if the specs are wrong or ask for what is refused.
    """
    settle(root)
    notify("reading specs")
    decision = decide(root)
    return Outlook(
        services=tuple(item for item in _services(decision) if not item.nothing),
        known=tuple(
            dict.fromkeys((CORE, *(item.service.name for item in decision.blueprint.services), *decision.records))
        ),
        written=writer.summary(compared(root, decision, _touched(root, decision), notify)),
        diagnostics=decision.warnings + decision.notices,
    )


def _touched(root: Path, decision: Decision) -> AbstractSet[str]:
    """The services of which some file may change."""
    if reach.concerns_all(decision) or not stamp.is_of_locks(root):
        return decision.after.keys()
    return reach.reached(decision)


def _services(decision: Decision) -> Iterator[ServiceOutlook]:
    yield _service(decision, CORE, decision.blueprint.migrations)
    for service in (*decision.blueprint.services, *decision.blueprint.retired):
        yield _service(decision, service.service.name, service.migrations)


def _service(decision: Decision, name: str, migrations: tuple[Migration, ...]) -> ServiceOutlook:
    before, after = decision.records.get(name, Record(service=name)), decision.after[name]
    group_roles = views.roles(decision.blueprint.platform)
    return ServiceOutlook(
        service=name,
        is_new=name not in decision.records,
        migrations=tuple(_migration(item, group_roles) for item in migrations),
        wire=wire_changes(before.wire, after.wire, before.rpcs, after.rpcs),
    )


def _migration(migration: Migration, group_roles: views.Roles) -> PlannedMigration:
    steps = (
        PlannedStep(
            statement=statement(operation, group_roles, transactional=migration.transactional),
            facts=describe(operation),
        )
        for operation in migration.operations
    )
    header = views.header(migration, spec=PLATFORM_FILE, owner=group_roles.owner)
    down = undoing(migration)
    return PlannedMigration(
        migration=migration,
        lock_timeout=header.lock_timeout,
        steps=tuple(steps),
        down=down.path if down else None,
    )
