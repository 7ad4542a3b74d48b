"""Steps on tables in partitions: what PostgreSQL cannot do to such a table is done to each partition, then united.

An index cannot be built CONCURRENTLY over a table in partitions, and before PostgreSQL 18 no foreign key of it can be
NOT VALID. Of a partition both can; the table then takes what all its partitions have, without reading a row.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.frozen import replace
from generator.plan.operations import (
    AddForeignKey,
    AttachIndex,
    CreateIndex,
    CreateUniqueIndex,
    DropIndex,
    DropPartitionedIndex,
    NamePartitions,
    Operation,
    RenameConstraint,
    RenameIndex,
    RenameTable,
    ValidateConstraint,
)
from generator.plan.partitioning import Partition
from generator.plan.schema import ForeignKey, Table
from generator.plan.steps import Stage, Step

_Keys = Mapping[tuple[str, str], ForeignKey]


def spread(steps: Iterable[Step], tables: Iterable[Table]) -> tuple[Step, ...]:
    """The steps, those on the tables in partitions among `tables` spread over these.

    `tables` are as they will be; one that becomes parted in these steps is not among them.
    """
    parted = {table.name: table.partitioning.partitions for table in tables if table.partitioning}
    given = tuple(steps)
    if not parted:
        return given
    keys = {
        (operation.table, operation.key.name): operation.key
        for step in given
        for operation in step.operations
        if isinstance(operation, AddForeignKey)
    }
    return tuple(found for step in given for found in _spread(step, parted, keys))


def _spread(step: Step, parted: Mapping[str, tuple[Partition, ...]], keys: _Keys) -> Iterator[Step]:
    operations = tuple(found for operation in step.operations for found in _operations(operation, parted))
    yield step if operations == step.operations else replace(step, operations=operations)
    for operation in step.operations:
        match operation:
            case CreateIndex(table=table, index=index) if table in parted:
                attach = AttachIndex(table=table, index=index, partitions=parted[table])
                yield replace(step, stage=Stage.ATTACH, operations=(attach,))
            case CreateUniqueIndex(table=table, key=key) if table in parted:
                attach = AttachIndex(table=table, index=key, partitions=parted[table])
                yield replace(step, stage=Stage.ATTACH, operations=(attach,))
            case ValidateConstraint(table=table, name=name) if table in parted and (table, name) in keys:
                unite = AddForeignKey(table=table, key=keys[table, name], table_is_new=False, proven=True)
                columns = keys[table, name].columns[-1:]
                yield replace(step, stage=Stage.UNITE, subjects=columns, operations=(unite,))
            case _:
                pass


def _operations(operation: Operation, parted: Mapping[str, tuple[Partition, ...]]) -> Iterator[Operation]:  # noqa: C901 - one branch per kind
    """What is done in the place of the operation."""
    match operation:
        case CreateIndex(table=table, index=index) if table in parted:
            for item in parted[table]:
                yield CreateIndex(table=item.name, index=replace(index, name=item.owned(index.name)))
        case CreateUniqueIndex(table=table, key=key) if table in parted:
            for item in parted[table]:
                yield CreateUniqueIndex(table=item.name, key=replace(key, name=item.owned(key.name)))
        case DropIndex(table=table, name=name) if table in parted:
            yield DropPartitionedIndex(table=table, name=name)
        case AddForeignKey(table=table, table_is_new=False) if table in parted:
            for item in parted[table]:
                yield replace(operation, table=item.name)
        case ValidateConstraint(table=table, parent=str()) if table in parted:
            for item in parted[table]:
                yield replace(operation, table=item.name)
        case RenameIndex(table=table) | RenameConstraint(table=table) if table in parted:
            yield operation
            yield NamePartitions(table=table, keys=isinstance(operation, RenameConstraint))
        case RenameTable(after=after) if after.partitioning:
            yield operation
            yield NamePartitions(table=after.name, keys=True)
        case _:
            yield operation
