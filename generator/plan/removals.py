"""What of a service is in its record and no longer in its spec: retired, unless it looks renamed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.diagnostics import Diagnostic
from generator.ir import SYSTEM_COLUMNS, Service
from generator.plan import refusals
from generator.plan.operations import DropConstraint, StopCounting
from generator.plan.records import Record, RecordedRpc
from generator.plan.renames import Renames
from generator.plan.schema import Table
from generator.plan.shapes import WireShapes
from generator.plan.steps import Stage, Step


def vanished(record: Record, service: Service, renames: Renames) -> tuple[Table, ...]:
    """The tables that code still used, of entities that the spec has under no name."""
    present = {entity.name for entity in service.entities} | set(renames.entities.values())
    return tuple(table for table in record.tables if not table.retired and table.entity not in present)


def steps(gone: Iterable[Table]) -> Iterator[Step]:
    """The end of what a table that nobody uses would keep from others: its rows shall not hold their parents."""
    for table in gone:
        for key in table.foreign_keys:
            yield Step(
                stage=Stage.UNLINK,
                table=table.name,
                entity=table.entity,
                subjects=(key.columns[-1],),
                operations=(DropConstraint(table=table.name, name=key.name, parent=key.parent),),
            )
        if table.counts:
            yield Step(
                stage=Stage.RETIRE,
                table=table.name,
                entity=table.entity,
                subjects=("counts",),
                operations=tuple(StopCounting(table=table.name, count=item) for item in table.counts),
            )


def refused_entities(
    record: Record, service: Service, gone: Iterable[Table], created: Sequence[Table], renames: Renames
) -> Iterator[Diagnostic]:
    """SG530 for each that looks renamed; SG552 for a name that belongs to a table which is still there."""
    for table in gone:
        twins = tuple(item.entity for item in created if _similar(table, item))
        if twins and table.entity not in service.removed:
            yield refusals.entity_removed(service.name, table.entity, service.span, twins)
    retired = {table.entity for table in record.tables if table.retired}
    former = {name: table.entity for table in record.tables for name in table.former_names}
    for table in created:
        span = service.entity(table.entity).span
        if table.entity in retired:
            yield refusals.entity_returns(service.name, table.entity, span)
        elif table.name in former:
            yield refusals.name_in_use(table.entity, former[table.name], span)
    known = {table.entity for table in record.tables}
    for table in created:
        entity = service.entity(table.entity)
        if known and entity.renamed_from and entity.name not in known:
            yield refusals.unknown_name(service.name, entity.name, entity.renamed_from, entity.span)
    yield from _refused_renames(record, service, renames, former)


def _refused_renames(
    record: Record, service: Service, renames: Renames, former: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Renames to a name, or from one, that a view still serves old code by."""
    for name, before in renames.entities.items():
        entity = service.entity(name)
        if entity.table in former:
            yield refusals.name_in_use(name, former[entity.table], entity.span)
        elif any(item.entity == before and item.former_names for item in record.tables):
            yield refusals.renamed_before(before, entity.span)


def _similar(one: Table, other: Table) -> bool:
    """Whether half of the columns of the smaller are in both."""
    first, second = _columns(one), _columns(other)
    return 2 * len(first & second) >= max(1, min(len(first), len(second)))


def _columns(table: Table) -> set[tuple[str, str]]:
    return {(item.name, item.type) for item in table.columns if item.name not in SYSTEM_COLUMNS and not item.retired}


def refused_rpcs(
    record: Record, service: Service, rpcs: Sequence[RecordedRpc], renames: Renames
) -> Iterator[Diagnostic]:
    """SG546 for each RPC that vanishes beside a new one that may be the same under another name."""
    names = {rpc.name for rpc in rpcs}
    known = {rpc.name for rpc in record.rpcs}
    new = tuple(rpc for rpc in rpcs if rpc.name not in known)
    kept = {entity.name for entity in service.entities}
    told = {*service.removed, *renames.operations.values()}
    for rpc in record.rpcs:
        if rpc.name in names or rpc.operation in told or (rpc.entity and rpc.entity not in kept):
            continue
        twins = tuple(item.name for item in new if _may_be(rpc, item, renames))
        if twins:
            span = service.entity(rpc.entity).span if rpc.entity else service.span
            yield refusals.rpc_removed(service.name, rpc, span, twins)


def _may_be(gone: RecordedRpc, new: RecordedRpc, renames: Renames) -> bool:
    """Of one entity and one verb; or both declared by the spec."""
    if gone.operation:
        return new.operation is not None and new.operation not in renames.operations
    return new.entity == gone.entity and any(
        gone.name.startswith(verb) and new.name.startswith(verb) for verb in ("List", "Search")
    )


def refused_values(record: Record, shapes: WireShapes) -> Iterator[Diagnostic]:
    """SG550: what an operation was told or answered and no longer is; an entity's fields are retired with columns."""
    for message in shapes.messages:
        before = record.wire.get(shapes.full_name(message.name))
        if message.operation is None or before is None:
            continue
        names = {field.name for field in message.fields}
        for name, number in before.numbers.items():
            if number > message.slots and name not in names:
                yield refusals.value_removed(message.operation.name, message.name, name, message.operation.span)
