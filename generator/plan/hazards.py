"""What each operation does to a live database: locks, scans, what can go wrong, whether it can be taken back.

The facts were measured on PostgreSQL 15, 16 and 18 (reference migrations.md, 1.1); they do not depend on the data.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    CreateIndex,
    CreateTable,
    CreateUniqueIndex,
    Lock,
    Operation,
    Phase,
    ValidateConstraint,
)


class Hazard(StrEnum):
    """What to know before an operation runs on a busy database."""

    QUEUES_READS = "queues-reads"
    """Instant, but while it waits for ACCESS EXCLUSIVE every later reader waits behind it: lock_timeout and retry."""
    QUEUES_WRITES = "queues-writes"
    """Instant, but while it waits every later writer waits behind it: lock_timeout and retry."""
    SCANS_TABLE = "scans-table"
    """Reads every row; readers and writers go on."""
    WAITS_FOR_SNAPSHOTS = "waits-for-snapshots"
    """Waits for every older transaction of the database; a forgotten one keeps it waiting."""
    CAN_LEAVE_INVALID_INDEX = "can-leave-invalid-index"
    """Interrupted, it leaves an INVALID index, which the runner drops before it tries again."""
    FAILS_ON_BAD_ROWS = "fails-on-bad-rows"
    """Fails if a row breaks the rule; nothing is changed then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLock:
    """A lock an operation takes."""

    table: str
    lock: Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationFacts:
    """All there is to know about an operation before it runs."""

    summary: str
    """What it does, in a few words."""
    phase: Phase
    transactional: bool
    """Whether it may run inside a transaction."""
    locks: tuple[TableLock, ...]
    """On tables that others can see; parents too."""
    scans: tuple[str, ...] = ()
    """The tables it reads from end to end."""
    rewrites: tuple[str, ...] = ()
    """The tables it writes anew; no operation of ours does."""
    reversible: bool = True
    """Whether undoing it loses nothing but what was written since."""
    hazards: tuple[Hazard, ...] = ()


def describe(operation: Operation) -> OperationFacts:
    """The facts about `operation`."""
    match operation:
        case CreateTable():
            return _create_table(operation)
        case AddForeignKey():
            return _add_foreign_key(operation)
        case AddColumn():
            return _add_column(operation)
        case AddCheck():
            return _add_check(operation)
        case ValidateConstraint():
            return _validate(operation)
        case CreateIndex() | CreateUniqueIndex():
            return _concurrent(operation)
        case _:
            assert_never(operation)


def _create_table(operation: CreateTable) -> OperationFacts:
    return OperationFacts(
        summary=f"create {operation.table.name} without its foreign keys",
        phase=Phase.EXPAND,
        transactional=True,
        # Nobody can see the table before the commit, and without foreign keys no other table is touched.
        locks=(),
    )


def _add_foreign_key(operation: AddForeignKey) -> OperationFacts:
    parent = operation.key.parent
    return OperationFacts(
        summary=f"reference {parent} by {operation.key.name}{'' if operation.table_is_new else ', not yet validated'}",
        phase=Phase.EXPAND,
        transactional=True,
        locks=_locks(Lock.SHARE_ROW_EXCLUSIVE, operation.table, parent),
        hazards=(Hazard.QUEUES_WRITES,),
    )


def _add_column(operation: AddColumn) -> OperationFacts:
    return OperationFacts(
        summary=f"add {operation.table}.{operation.column.name}",
        phase=Phase.EXPAND,
        transactional=True,
        locks=_locks(Lock.ACCESS_EXCLUSIVE, operation.table),
        hazards=(Hazard.QUEUES_READS,),
    )


def _add_check(operation: AddCheck) -> OperationFacts:
    return OperationFacts(
        summary=f"check {operation.check.name} for new rows, not yet validated",
        phase=Phase.EXPAND,
        transactional=True,
        locks=_locks(Lock.ACCESS_EXCLUSIVE, operation.table),
        hazards=(Hazard.QUEUES_READS,),
    )


def _validate(operation: ValidateConstraint) -> OperationFacts:
    parent = () if operation.parent is None else _locks(Lock.ROW_SHARE, operation.parent)
    return OperationFacts(
        summary=f"validate {operation.name}",
        phase=Phase.VALIDATE,
        transactional=True,
        locks=(*_locks(Lock.SHARE_UPDATE_EXCLUSIVE, operation.table), *parent),
        scans=(operation.table,),
        hazards=(Hazard.SCANS_TABLE, Hazard.FAILS_ON_BAD_ROWS),
    )


def _concurrent(operation: CreateIndex | CreateUniqueIndex) -> OperationFacts:
    table = operation.table
    unique = isinstance(operation, CreateUniqueIndex)
    name = operation.key.name if isinstance(operation, CreateUniqueIndex) else operation.index.name
    more = (Hazard.FAILS_ON_BAD_ROWS,) if unique else ()
    return OperationFacts(
        summary=f"build {name} concurrently",
        phase=Phase.EXPAND,
        transactional=False,
        locks=_locks(Lock.SHARE_UPDATE_EXCLUSIVE, table),
        scans=(table,),
        hazards=(Hazard.SCANS_TABLE, Hazard.WAITS_FOR_SNAPSHOTS, Hazard.CAN_LEAVE_INVALID_INDEX, *more),
    )


def _locks(lock: Lock, *tables: str) -> tuple[TableLock, ...]:
    """The lock on each table once: a table may refer to itself."""
    return tuple(TableLock(table=table, lock=lock) for table in dict.fromkeys(tables))
