"""The facts about operations on tables in partitions; a lock on such a table is one on its partitions, too."""

from typing import assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, Reversibility, TableLock, locks
from generator.plan.hazards.subjects import PartitionOperation
from generator.plan.operations import (
    AddPartitions,
    AttachIndex,
    DropPartitionedIndex,
    Lock,
    NamePartitions,
    PartitionTable,
    Phase,
)


def facts(operation: PartitionOperation) -> OperationFacts:
    """The facts about an operation on a table in partitions."""
    match operation:
        case AttachIndex(table=table, index=index):
            return OperationFacts(
                summary=f"make {index.name} of the finished indexes of the partitions of {table}",
                phase=Phase.EXPAND,
                # Besides, ACCESS EXCLUSIVE on the indexes, for which whoever plans a query waits.
                locks=locks(Lock.SHARE, table),
                hazards=(Hazard.QUEUES_READS, Hazard.QUEUES_WRITES),
            )
        case DropPartitionedIndex(table=table, name=name):
            return OperationFacts(
                summary=f"drop {name} of {table} and of its partitions",
                phase=Phase.CONTRACT,
                locks=locks(Lock.ACCESS_EXCLUSIVE, table),
                hazards=(Hazard.QUEUES_READS,),
            )
        case NamePartitions(table=table, keys=keys):
            # The name of an index is nobody's business, see RenameIndex.
            return OperationFacts(
                summary=f"call {'foreign keys' if keys else 'indexes'} of the partitions of {table} like its own",
                phase=Phase.EXPAND,
                locks=locks(Lock.ACCESS_EXCLUSIVE, table) if keys else (),
                hazards=(Hazard.QUEUES_READS,) if keys else (),
            )
        case PartitionTable():
            return _partition(operation)
        case AddPartitions(table=table, added=added, parents=parents):
            names = ", ".join(item.name for item in added)
            return OperationFacts(
                summary=f"begin {names} of {table}",
                phase=Phase.EXPAND,
                locks=(*locks(Lock.ACCESS_EXCLUSIVE, table), *_parents(table, parents)),
                hazards=(Hazard.QUEUES_READS,),
                reversible=Reversibility.LOSES_NEW_DATA,
            )
        case _:
            assert_never(operation)


def _partition(operation: PartitionTable) -> OperationFacts:
    table = operation.table
    partitions = operation.after.partitioning.partitions if operation.after.partitioning else ()
    return OperationFacts(
        summary=f"make {table} the first of {len(partitions)} partitions, with all its rows as they lie",
        phase=Phase.EXPAND,
        locks=(
            *locks(Lock.ACCESS_EXCLUSIVE, table),
            *_parents(table, tuple(key.parent for key in operation.after.foreign_keys)),
        ),
        hazards=(Hazard.QUEUES_READS, Hazard.AUTHORIZATION_CHANGES, Hazard.INVALIDATES_PREPARED_STATEMENTS),
        reversible=Reversibility.LOSES_NEW_DATA,
    )


def _parents(table: str, parents: tuple[str, ...]) -> tuple[TableLock, ...]:
    """The tables referred to: a partition's foreign keys become its table's, and lose triggers of their own there."""
    return locks(Lock.ACCESS_EXCLUSIVE, *(parent for parent in parents if parent != table))
