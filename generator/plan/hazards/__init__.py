"""What each operation does to a live database: locks, scans, what can go wrong.

The facts were measured on PostgreSQL 15, 16 and 18; they do not depend on the data.
"""

from typing import assert_never

from generator.plan.events import EVENT_TABLE
from generator.plan.hazards import (
    cascades,
    columns,
    constraints,
    counts,
    derived,
    finders,
    history,
    indexes,
    partitions,
    rows,
    search,
    tables,
)
from generator.plan.hazards.facts import Hazard, OperationFacts, Reversibility, TableLock, locks
from generator.plan.hazards.subjects import (
    CascadeOperation,
    ColumnOperation,
    ConstraintOperation,
    CountOperation,
    DerivedOperation,
    FinderOperation,
    HistoryOperation,
    IndexOperation,
    PartitionOperation,
    RowOperation,
    SearchOperation,
    TableOperation,
)
from generator.plan.operations import AddRetentionClass, CreateExtension, Lock, Operation, Phase

__all__ = ["Hazard", "OperationFacts", "Reversibility", "TableLock", "describe"]


def describe(operation: Operation) -> OperationFacts:  # noqa: C901, PLR0912 - one branch per subject
    """The facts about `operation`."""
    if isinstance(operation, TableOperation):
        found = tables.facts(operation)
    elif isinstance(operation, ColumnOperation):
        found = columns.facts(operation)
    elif isinstance(operation, ConstraintOperation):
        found = constraints.facts(operation)
    elif isinstance(operation, IndexOperation):
        found = indexes.facts(operation)
    elif isinstance(operation, RowOperation):
        found = rows.facts(operation)
    elif isinstance(operation, SearchOperation):
        found = search.facts(operation)
    elif isinstance(operation, FinderOperation):
        found = finders.facts(operation)
    elif isinstance(operation, CascadeOperation):
        found = cascades.facts(operation)
    elif isinstance(operation, HistoryOperation):
        found = history.facts(operation)
    elif isinstance(operation, CountOperation):
        found = counts.facts(operation)
    elif isinstance(operation, PartitionOperation):
        found = partitions.facts(operation)
    elif isinstance(operation, DerivedOperation):
        found = derived.facts(operation)
    elif isinstance(operation, AddRetentionClass):
        found = _add_retention_class(operation)
    elif isinstance(operation, CreateExtension):
        found = OperationFacts(
            summary=f"install the extension {operation.name}, with the rights of whoever migrates", phase=Phase.EXPAND
        )
    else:
        assert_never(operation)
    return found


def _add_retention_class(operation: AddRetentionClass) -> OperationFacts:
    return OperationFacts(
        summary=f"add retention class {operation.name} to the event log",
        phase=Phase.EXPAND,
        # ATTACH PARTITION. Readers and writers go on, and nothing waits behind it but other changes of the schema.
        locks=locks(Lock.SHARE_UPDATE_EXCLUSIVE, EVENT_TABLE),
        reversible=Reversibility.LOSES_NEW_DATA,
    )
