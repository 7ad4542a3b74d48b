"""From the recorded state of a service and its spec to new migrations, or to the reasons why not."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.artifacts import Ownership
from generator.diagnostics import Diagnostic, Span
from generator.frozen import frozen, replace
from generator.ir import Platform, Scope, Service
from generator.plan import documents, http, order, refusals, removals, routines, seeds, streams
from generator.plan.blueprint import Migration
from generator.plan.core import CORE_MIGRATIONS, request_migrations, retention_migrations
from generator.plan.extensions import extension_migrations
from generator.plan.records import CORE, Record, RecordedPlatform, RecordedRpc
from generator.plan.renames import Removals, Renames, renames, with_parents_renamed
from generator.plan.schema import Table
from generator.plan.shapes import WireShapes
from generator.plan.spreading import spread
from generator.plan.tables import tables
from generator.tree import PLATFORM_FILE, lock_path

if TYPE_CHECKING:
    from generator.plan.changes import Edit


@frozen
class ServicePlan:
    """What a run does to one service; nothing may be written if anything is refused."""

    tables: tuple[Table, ...]
    """After the run, in recorded order, retired ones among them; new ones last."""
    origins: Mapping[str, str]
    """The id of the migration that creates each of the tables, by table name."""
    rpcs: tuple[RecordedRpc, ...]
    migrations: tuple[Migration, ...]
    """The new ones; none if the spec asks for nothing new, or for something that is refused."""
    renames: Renames
    removals: Removals
    refused: tuple[Diagnostic, ...]
    """SG530 to SG546, SG550 to SG552: edits that are not carried out."""


def origins(recorded: Record | None, service: Service) -> Mapping[str, str]:
    """The id of the migration that created, or in this run will create, each table of the service.

    Foreign keys of other services depend on these; they are known before anything is planned, so that services may
    refer to each other in a circle.
    """
    record = recorded or Record(service=service.name)
    renamed = renames(record, service)
    created = _created(record, service, renamed)
    history = _history(record)
    found = dict(record.origins)
    if created:
        id_ = order.creation_id(service.name, history, created)
        found |= {service.entity(name).table: id_ for name in created}
    for place, (name, former) in enumerate(renamed.entities.items(), 1 if created else 0):
        found[service.entity(name).table] = order.rename_id(service.name, history, place, former, name)
    return found


def arrivals(recorded: Record | None, service: Service) -> Mapping[str, int]:
    """The tables of the service that become a campaign's in this run, by the names they will have; which campaign's."""
    record = recorded or Record(service=service.name)
    scoped = {table.entity: table.scoped for table in record.tables}
    former = renames(record, service).entities
    return {
        entity.table: entity.default_campaign
        for entity in service.entities
        if entity.scoped
        and not scoped.get(former.get(entity.name, entity.name), True)
        and entity.default_campaign is not None
    }


def _created(record: Record, service: Service, renamed: Renames) -> tuple[str, ...]:
    """The entities that need a table."""
    known = {table.entity for table in record.tables if not table.retired} | renamed.entities.keys()
    return tuple(entity.name for entity in service.entities if entity.name not in known)


@frozen
class Surroundings:
    """What is to be known of all services before one of them is planned."""

    origins: Mapping[str, str]
    """The `origins` of each service, and of what else tables depend on."""
    arrivals: Mapping[str, int]
    """The `arrivals` of each service."""


def plan_service(
    recorded: Record | None, platform: Platform, service: Service, shapes: WireShapes, around: Surroundings
) -> ServicePlan:
    """What turns the recorded state of the service into what its spec says; the same spec again plans nothing."""
    record = recorded or Record(service=service.name)
    renamed = renames(record, service)
    desired = {table.entity: table for table in tables(platform, service)}
    created = tuple(desired[name] for name in _created(record, service, renamed))
    gone = with_parents_renamed(removals.vanished(record, service, renamed), platform)
    edits, refused_edits = _edits(record, platform, service, desired, created, around.arrivals)
    rpcs = tuple(_rpcs(shapes))
    refused = (
        *removals.refused_entities(record, service, gone, created, renamed),
        *refused_edits,
        *removals.refused_rpcs(record, service, rpcs, renamed),
        *streams.refused(record, shapes),
        *documents.refused(record, shapes),
        *removals.refused_values(record, shapes),
    )
    after = {former: edit.table for former, edit in edits.items()} | {
        table.entity: replace(table, retired=True, foreign_keys=(), counts=()) for table in gone
    }
    recorded_tables = with_parents_renamed(record.tables, platform)
    kept = tuple(after.get(table.entity, table) for table in recorded_tables)
    begun = [edits[item.entity].recorded if item.entity in edits else item for item in recorded_tables]
    steps = [*routines.renewals(begun, record.routines), *(step for edit in edits.values() for step in edit.steps)]
    steps += [*removals.steps(gone), *seeds.steps(created)]
    parted = (edit.table for edit in edits.values() if edit.recorded.partitioning)
    steps = list(spread(seeds.parents_first(steps), parted))
    new = () if refused else order.migrations(service.name, _history(record), created, steps, around.origins)
    return ServicePlan(
        tables=(*kept, *created),
        origins={table.name: around.origins[table.name] for table in (*kept, *created)},
        rpcs=rpcs,
        migrations=new,
        renames=renamed,
        removals=_removals((*kept, *created), record, rpcs),
        refused=refused,
    )


def _edits(
    record: Record,
    platform: Platform,
    service: Service,
    desired: Mapping[str, Table],
    created: Iterable[Table],
    arriving: Mapping[str, int],
) -> tuple[Mapping[str, "Edit"], tuple[Diagnostic, ...]]:
    """What changes about each recorded table, by the entity's recorded name, and what of that is refused."""
    if not record.tables:
        return {}, ()
    from generator.plan import edits

    found = dict(edits.edits(record, platform, service, desired, arriving))
    return found, tuple(edits.refused(record, service, created, found.values()))


def _removals(after: Iterable[Table], record: Record, rpcs: Iterable[RecordedRpc]) -> Removals:
    names = {rpc.name for rpc in rpcs}
    columns = {table.entity: tuple(item.name for item in table.columns if item.retired) for table in after}
    return Removals(
        entities=tuple(table.entity for table in after if table.retired),
        columns={entity: found for entity, found in columns.items() if found},
        rpcs=tuple(rpc.name for rpc in record.rpcs if rpc.name not in names),
    )


@frozen
class PlatformPlan:
    """What a run does to the platform itself; nothing may be written if anything is refused."""

    recorded: RecordedPlatform
    """After the run; new retention classes last."""
    migrations: tuple[Migration, ...]
    """The new ones of the core."""
    refused: tuple[Diagnostic, ...]
    """SG547 to SG549."""


def plan_platform(recorded: Record | None, platform: Platform) -> PlatformPlan:
    """What turns the recorded state of the platform into what scaffold.yaml says.

    A class that is kept for another number of days needs no migration: only who removes events has to know. A platform
    in another repository has its migrations there.
    """
    record = recorded or Record(service=CORE)
    asked = tuple(item.name for item in platform.retention)
    before = record.platform or RecordedPlatform(name=platform.name, package=platform.package, retention=asked)
    added = tuple(name for name in asked if name not in before.retention)
    installed = tuple(name for name in platform.extensions if name not in before.extensions)
    refused = tuple(_refused_of_platform(before, platform, added))
    return PlatformPlan(
        recorded=replace(before, retention=before.retention + added, extensions=before.extensions + installed),
        migrations=() if refused or platform.pin else _of_core(record, platform, added, installed),
        refused=refused,
    )


def _of_core(
    record: Record, platform: Platform, classes: tuple[str, ...], installed: tuple[str, ...]
) -> tuple[Migration, ...]:
    history = _history(record)
    new = tuple(item for item in CORE_MIGRATIONS if item.id not in history)
    new += retention_migrations((*history, *(item.id for item in new)), classes)
    new += extension_migrations((*history, *(item.id for item in new)), installed)
    return new + (request_migrations((*history, *(item.id for item in new))) if platform.remembers_requests else ())


def _refused_of_platform(before: RecordedPlatform, platform: Platform, added: tuple[str, ...]) -> Iterator[Diagnostic]:
    spans = platform.spans
    if platform.name != before.name:
        yield refusals.platform_renamed(before.name, platform.name, spans.get("platform"))
    if platform.package != before.package and ("package" in spans or platform.name == before.name):
        yield refusals.package(before.package, platform.package, spans.get("package", spans.get("platform")))
    asked = {item.name for item in platform.retention}
    for name in before.retention:
        if name not in asked:
            yield refusals.retention_removed(name, spans.get("retention", spans.get("platform")), added)


def removed_services(records: Iterable[Record], platform: Platform) -> tuple[Service | Diagnostic, ...]:
    """The recorded services that the platform no longer has, as services that have nothing.

    SG545 for one that still has something and is not said to be removed: the file may have got lost.
    """
    present = {service.name for service in platform.services} | {CORE}
    gone = (record for record in sorted(records, key=lambda record: record.service) if record.service not in present)
    return tuple(
        refusals.service_removed(record.service, lock_path(record.service))
        if is_in_use(record) and record.service not in platform.removed
        else _bare(record.service)
        for record in gone
    )


def is_in_use(record: Record) -> bool:
    """Whether code has a use for anything of the service."""
    return bool(record.rpcs) or any(not table.retired for table in record.tables)


def retirement_notice(before: Record, service: Service) -> Iterator[Diagnostic]:
    """What to know of a service that is retired by this run."""
    if service.path == PLATFORM_FILE and is_in_use(before):
        yours = (path for path, file in before.files.items() if file.ownership is not Ownership.GENERATED)
        yield refusals.service_retired(service.name, lock_path(service.name), tuple(sorted(yours)))


def _bare(name: str) -> Service:
    span = Span(path=lock_path(name), line=1, column=1, end_line=1, end_column=2)
    return Service(
        name=name,
        description="",
        scope=Scope.GLOBAL,
        entities=(),
        operations=(),
        path=PLATFORM_FILE,
        span=span,
    )


def _history(record: Record) -> tuple[str, ...]:
    return tuple(item.id for item in record.migrations)


def _rpcs(shapes: WireShapes) -> Iterator[RecordedRpc]:
    addresses = {name: rule.address for name, rule in http.rules(shapes).items()}
    for rpc in shapes.rpcs:
        address = addresses.get(rpc.name)
        if rpc.operation:
            yield RecordedRpc(name=rpc.name, operation=rpc.operation.name, stream=rpc.stream, http=address)
        else:
            yield RecordedRpc(name=rpc.name, entity=rpc.entity.name if rpc.entity else None, http=address)
