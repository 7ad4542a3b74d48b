"""From the recorded state of a service and its spec to new migrations, or to the reasons why not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic
from generator.ir import Platform, Service
from generator.plan import order, refusals
from generator.plan.blueprint import Migration
from generator.plan.comparison import Comparison, compare
from generator.plan.core import CORE_MIGRATIONS, retention_migrations
from generator.plan.records import CORE, Record, RecordedPlatform, RecordedRpc
from generator.plan.schema import Table
from generator.plan.shapes import WireShapes
from generator.plan.tables import tables
from generator.tree import lock_path


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePlan:
    """What a run does to one service; nothing may be written if anything is refused."""

    tables: tuple[Table, ...]
    """After the run, in recorded order; new ones last."""
    origins: Mapping[str, str]
    """The id of the migration that creates each of the tables, by table name."""
    rpcs: tuple[RecordedRpc, ...]
    migrations: tuple[Migration, ...]
    """The new ones; none if the spec asks for nothing new, or for something that is refused."""
    refused: tuple[Diagnostic, ...]
    """SG530 to SG546 and SG550: edits that this version does not carry out."""


def origins(recorded: Record | None, service: Service) -> Mapping[str, str]:
    """The id of the migration that created, or in this run will create, each table of the service.

    Foreign keys of other services depend on these; they are known before anything is planned, so that services may
    refer to each other in a circle.
    """
    record = recorded or Record(service=service.name)
    known = {table.entity for table in record.tables}
    created = tuple(entity for entity in service.entities if entity.name not in known)
    if not created:
        return record.origins
    id_ = order.creation_id(service.name, _history(record), [entity.name for entity in created])
    return {**record.origins, **{entity.table: id_ for entity in created}}


def plan_service(
    recorded: Record | None, platform: Platform, service: Service, shapes: WireShapes, created_in: Mapping[str, str]
) -> ServicePlan:
    """What turns the recorded state of the service into what its spec says.

    `created_in` holds the `origins` of this service and of every service it refers to. The same spec again plans
    nothing.
    """
    record = recorded or Record(service=service.name)
    desired = tables(platform, service)
    known = {table.entity: table for table in record.tables}
    compared = tuple(
        compare(known[table.entity], table, service.entity(table.entity)) for table in desired if table.entity in known
    )
    created = tuple(table for table in desired if table.entity not in known)
    after = {item.table.entity: item.table for item in compared}
    new = order.migrations(service.name, _history(record), created, [item.additions for item in compared], created_in)
    rpcs = tuple(_rpcs(shapes))
    refused = (*_refused(record, service, compared, created, rpcs), *_removed_values(record, shapes))
    return ServicePlan(
        tables=(*(after.get(table.entity, table) for table in record.tables), *created),
        origins={table.name: created_in[table.name] for table in (*record.tables, *created)},
        rpcs=rpcs,
        migrations=() if refused else new,
        refused=refused,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
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

    A class that is kept for another number of days needs no migration: only who removes events has to know.
    """
    record = recorded or Record(service=CORE)
    asked = tuple(item.name for item in platform.retention)
    before = record.platform or RecordedPlatform(name=platform.name, package=platform.package, retention=asked)
    added = tuple(name for name in asked if name not in before.retention)
    history = _history(record)
    new = tuple(item for item in CORE_MIGRATIONS if item.id not in history)
    if added:
        new += retention_migrations((*history, *(item.id for item in new)), added)
    refused = tuple(_refused_of_platform(before, platform, added))
    return PlatformPlan(
        recorded=replace(before, retention=before.retention + added),
        migrations=() if refused else new,
        refused=refused,
    )


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


def removed_services(records: Iterable[Record], platform: Platform) -> tuple[Diagnostic, ...]:
    """SG545 for every recorded service that the platform no longer has."""
    present = {service.name for service in platform.services} | {CORE}
    return tuple(
        refusals.service_removed(record.service, lock_path(record.service))
        for record in sorted(records, key=lambda record: record.service)
        if record.service not in present
    )


def _history(record: Record) -> tuple[str, ...]:
    return tuple(item.id for item in record.migrations)


def _refused(
    record: Record,
    service: Service,
    compared: tuple[Comparison, ...],
    created: tuple[Table, ...],
    rpcs: tuple[RecordedRpc, ...],
) -> Iterator[Diagnostic]:
    present = {entity.name for entity in service.entities}
    twins = tuple(table.entity for table in created)
    for table in record.tables:
        if table.entity not in present:
            yield refusals.entity_removed(f"{service.name}.{table.entity}", service.span, twins)
    for item in compared:
        yield from item.refused
    blamed = {item.table.entity for item in compared if item.refused}
    yield from _removed_rpcs(record, service, rpcs, present - blamed)


def _removed_rpcs(
    record: Record, service: Service, rpcs: tuple[RecordedRpc, ...], blameless: set[str]
) -> Iterator[Diagnostic]:
    """RPCs that vanished for no reason that has been reported; an entity's go with its own refusal."""
    names = {rpc.name for rpc in rpcs}
    for rpc in record.rpcs:
        if rpc.name not in names and (rpc.entity is None or rpc.entity in blameless):
            span = service.entity(rpc.entity).span if rpc.entity else service.span
            yield refusals.rpc_removed(service.name, rpc.name, span)


def _removed_values(record: Record, shapes: WireShapes) -> Iterator[Diagnostic]:
    """What an operation was told or answered and no longer is; an entity's fields are columns, refused as such."""
    for message in shapes.messages:
        before = record.wire.get(shapes.full_name(message.name))
        if message.operation is None or before is None:
            continue
        names = {field.name for field in message.fields}
        for name, number in before.numbers.items():
            if number > message.slots and name not in names:
                yield refusals.value_removed(message.operation.name, message.name, name, message.operation.span)


def _rpcs(shapes: WireShapes) -> Iterator[RecordedRpc]:
    for rpc in shapes.rpcs:
        if rpc.operation:
            yield RecordedRpc(name=rpc.name, operation=rpc.operation.name)
        else:
            yield RecordedRpc(name=rpc.name, entity=rpc.entity.name if rpc.entity else None)
