"""The facts about operations on columns."""

import re
from typing import assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, Reversibility, locks
from generator.plan.hazards.subjects import ColumnOperation
from generator.plan.operations import (
    AddColumn,
    ChangeType,
    DropColumn,
    DropNotNull,
    Lock,
    Phase,
    RenameColumn,
    SetDefault,
    SetNotNull,
    StopSync,
    SyncColumns,
)

VOLATILE = re.compile(r"\b(?:gen_random_uuid|clock_timestamp|nextval|random)\(")
"""Defaults that have another value for each row."""


def facts(operation: ColumnOperation) -> OperationFacts:
    """The facts about an operation on a column; raises ValueError for a column that would rewrite the table."""
    match operation:
        case AddColumn():
            found = _add(operation)
        case SetDefault(table=table, column=name, default=default):
            found = _instant(table, f"{table}.{name} {'defaults to nothing' if default is None else f'= {default}'}")
        case DropNotNull(table=table, column=name):
            summary = f"let {table}.{name} be left out"
            found = _instant(table, summary, reversible=Reversibility.LOSES_NEW_DATA)
        case SetNotNull(table=table, column=name):
            found = _instant(table, f"make {table}.{name} NOT NULL, which is proven already", phase=Phase.VALIDATE)
        case ChangeType():
            found = _change_type(operation)
        case RenameColumn(table=table, column=name, to=to):
            found = _instant(table, f"rename {table}.{name} to {to}", Hazard.BREAKS_RUNNING_CODE)
        case DropColumn():
            found = _drop(operation)
        case SyncColumns():
            found = _sync(operation)
        case StopSync():
            found = _stop_sync(operation)
        case _:
            assert_never(operation)
    return found


def _instant(
    table: str,
    summary: str,
    *hazards: Hazard,
    phase: Phase = Phase.EXPAND,
    reversible: Reversibility = Reversibility.YES,
) -> OperationFacts:
    """An ALTER TABLE that changes the catalogue only."""
    return OperationFacts(
        summary=summary,
        phase=phase,
        locks=locks(Lock.ACCESS_EXCLUSIVE, table),
        hazards=(Hazard.QUEUES_READS, *hazards),
        reversible=reversible,
    )


def _add(operation: AddColumn) -> OperationFacts:
    table, column = operation.table, operation.column
    if column.identity or VOLATILE.search(column.default or ""):
        raise ValueError(f"{table}.{column.name} would rewrite the table: add it nullable, then set the default")
    return _instant(table, f"add {table}.{column.name}", reversible=Reversibility.LOSES_NEW_DATA)


def _change_type(operation: ChangeType) -> OperationFacts:
    # The way back from an unbounded type or to a narrower one would have to read every row.
    narrows_back = operation.was.partition("(")[1] == "("
    return _instant(
        operation.table,
        f"turn {operation.table}.{operation.column.name} from {operation.was} into {operation.column.type}, in place",
        Hazard.INVALIDATES_PREPARED_STATEMENTS,
        Hazard.LOSES_STATISTICS,
        reversible=Reversibility.LOSES_NEW_DATA if narrows_back else Reversibility.YES,
    )


def _drop(operation: DropColumn) -> OperationFacts:
    return _instant(
        operation.table,
        f"drop {operation.table}.{operation.column} with its values",
        Hazard.DELETES_DATA,
        Hazard.BREAKS_RUNNING_CODE,
        phase=Phase.CONTRACT,
        reversible=Reversibility.NO,
    )


def _sync(operation: SyncColumns) -> OperationFacts:
    return OperationFacts(
        summary=f"keep {operation.table}.{operation.sync.old} and {operation.sync.new} equal",
        phase=Phase.EXPAND,
        locks=locks(Lock.SHARE_ROW_EXCLUSIVE, operation.table),
        hazards=(Hazard.QUEUES_WRITES,),
    )


def _stop_sync(operation: StopSync) -> OperationFacts:
    return _instant(
        operation.table,
        f"no longer keep {operation.table}.{operation.sync.old} and {operation.sync.new} equal",
        Hazard.BREAKS_RUNNING_CODE,
        phase=Phase.CONTRACT,
        reversible=Reversibility.LOSES_NEW_DATA,
    )
