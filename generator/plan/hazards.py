"""What each operation does to a live database: locks, scans, what can go wrong.

The facts were measured on PostgreSQL 15, 16 and 18; they do not depend on the data.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from generator.plan.events import EVENT_TABLE
from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddRetentionClass,
    CreateIndex,
    CreateTable,
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
    """The tables it reads from end to end, while readers and writers go on."""
    hazards: tuple[Hazard, ...] = ()


def describe(operation: Operation) -> OperationFacts:
    """The facts about `operation`."""
    match operation:
        case CreateTable():
            facts = _create_table(operation)
        case AddForeignKey():
            facts = _add_foreign_key(operation)
        case AddColumn():
            facts = _add_column(operation)
        case AddCheck():
            facts = _add_check(operation)
        case ValidateConstraint():
            facts = _validate(operation)
        case CreateIndex():
            facts = _create_index(operation)
        case AddRetentionClass():
            facts = _add_retention_class(operation)
        case _:
            assert_never(operation)
    return facts


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
        hazards=(Hazard.FAILS_ON_BAD_ROWS,),
    )


def _create_index(operation: CreateIndex) -> OperationFacts:
    return OperationFacts(
        summary=f"build {operation.index.name} concurrently",
        phase=Phase.EXPAND,
        transactional=False,
        locks=_locks(Lock.SHARE_UPDATE_EXCLUSIVE, operation.table),
        scans=(operation.table,),
        hazards=(Hazard.WAITS_FOR_SNAPSHOTS, Hazard.CAN_LEAVE_INVALID_INDEX),
    )


def _add_retention_class(operation: AddRetentionClass) -> OperationFacts:
    return OperationFacts(
        summary=f"add retention class {operation.name} to the event log",
        phase=Phase.EXPAND,
        transactional=True,
        # ATTACH PARTITION. Readers and writers go on, and nothing waits behind it but other changes of the schema.
        locks=_locks(Lock.SHARE_UPDATE_EXCLUSIVE, EVENT_TABLE),
    )


def _locks(lock: Lock, *tables: str) -> tuple[TableLock, ...]:
    """The lock on each table once: a table may refer to itself."""
    return tuple(TableLock(table=table, lock=lock) for table in dict.fromkeys(tables))
