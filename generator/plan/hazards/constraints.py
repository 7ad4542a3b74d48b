"""The facts about operations on constraints."""

from typing import assert_never

from generator.frozen import replace
from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import ConstraintOperation
from generator.plan.operations import (
    AddCheck,
    AddForeignKey,
    AttachPrimaryKey,
    AttachUnique,
    DropConstraint,
    Lock,
    Phase,
    RenameConstraint,
    ValidateConstraint,
)


def facts(operation: ConstraintOperation) -> OperationFacts:
    """The facts about an operation on a constraint."""
    match operation:
        case AddForeignKey():
            found = _add_foreign_key(operation)
        case AddCheck(table=table, check=check, stricter=stricter):
            found = _instant(f"check {check.name} for new rows, not yet validated", table)
            found = replace(found, hazards=(*found.hazards, Hazard.REFUSES_OLD_WRITES)) if stricter else found
        case ValidateConstraint():
            found = _validate(operation)
        case DropConstraint(table=table, name=name, parent=parent):
            found = _instant(f"drop {name}", table, *_given(parent))
        case RenameConstraint(table=table, name=name, to=to):
            found = _instant(f"rename {name} to {to}", table)
        case AttachUnique(table=table, key=key):
            found = _instant(f"make {key.name} a constraint", table)
        case AttachPrimaryKey(table=table, key=key):
            found = _instant(f"make ({', '.join(key.columns)}) the primary key of {table}", table)
        case _:
            assert_never(operation)
    return found


def _instant(summary: str, *tables: str) -> OperationFacts:
    """An ALTER TABLE that changes the catalogue only."""
    return OperationFacts(
        summary=summary,
        phase=Phase.EXPAND,
        locks=locks(Lock.ACCESS_EXCLUSIVE, *tables),
        hazards=(Hazard.QUEUES_READS,),
    )


def _add_foreign_key(operation: AddForeignKey) -> OperationFacts:
    parent, key = operation.key.parent, operation.key.name
    if operation.led_to:
        others = locks(Lock.SHARE_ROW_EXCLUSIVE, *(name for name in (parent,) if name != operation.table))
        return OperationFacts(
            summary=f"lead {key} to {parent}, not yet validated",
            phase=Phase.EXPAND,
            locks=(*locks(Lock.ACCESS_EXCLUSIVE, operation.table, operation.led_to), *others),
            hazards=(Hazard.QUEUES_READS, Hazard.QUEUES_WRITES),
        )
    if operation.proven:
        # The keys of the partitions become one, and lose the triggers that each had on both sides.
        return OperationFacts(
            summary=f"reference {parent} by {key}, as every partition does",
            phase=Phase.EXPAND,
            locks=locks(Lock.ACCESS_EXCLUSIVE, operation.table, parent),
            hazards=(Hazard.QUEUES_READS, Hazard.QUEUES_WRITES),
        )
    return OperationFacts(
        summary=f"reference {parent} by {key}{'' if operation.table_is_new else ', not yet validated'}",
        phase=Phase.EXPAND,
        locks=locks(Lock.SHARE_ROW_EXCLUSIVE, operation.table, parent),
        hazards=(Hazard.QUEUES_WRITES, *((Hazard.REFUSES_OLD_WRITES,) if operation.stricter else ())),
    )


def _validate(operation: ValidateConstraint) -> OperationFacts:
    own = locks(Lock.SHARE_UPDATE_EXCLUSIVE, operation.table)
    others = (parent for parent in _given(operation.parent) if parent != operation.table)
    return OperationFacts(
        summary=f"validate {operation.name}",
        phase=Phase.VALIDATE,
        locks=(*own, *locks(Lock.ROW_SHARE, *others)),
        scans=(operation.table,),
        hazards=(Hazard.FAILS_ON_BAD_ROWS,),
    )


def _given(parent: str | None) -> tuple[str, ...]:
    return () if parent is None else (parent,)
