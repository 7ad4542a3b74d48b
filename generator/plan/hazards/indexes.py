"""The facts about operations on indexes."""

from typing import assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import IndexOperation
from generator.plan.operations import CreateIndex, CreateUniqueIndex, DropIndex, Lock, Phase, RenameIndex


def facts(operation: IndexOperation) -> OperationFacts:
    """The facts about an operation on an index."""
    match operation:
        case CreateIndex(table=table, index=index):
            return _build(table, index.name)
        case CreateUniqueIndex(table=table, key=key, stricter=stricter):
            refuses = (Hazard.REFUSES_OLD_WRITES,) if stricter else ()
            return _build(table, key.name, Hazard.FAILS_ON_BAD_ROWS, *refuses)
        case RenameIndex(name=name, to=to):
            # Locks the index only, and in a mode that neither readers nor writers notice.
            return OperationFacts(summary=f"rename {name} to {to}", phase=Phase.EXPAND)
        case DropIndex(table=table, name=name):
            return OperationFacts(
                summary=f"drop {name} concurrently",
                phase=Phase.CONTRACT,
                transactional=False,
                locks=locks(Lock.SHARE_UPDATE_EXCLUSIVE, table),
                hazards=(Hazard.WAITS_FOR_SNAPSHOTS, Hazard.CAN_LEAVE_INVALID_INDEX),
            )
        case _:
            assert_never(operation)


def _build(table: str, name: str, *hazards: Hazard) -> OperationFacts:
    return OperationFacts(
        summary=f"build {name} concurrently",
        phase=Phase.EXPAND,
        transactional=False,
        locks=locks(Lock.SHARE_UPDATE_EXCLUSIVE, table),
        scans=(table,),
        hazards=(Hazard.WAITS_FOR_SNAPSHOTS, Hazard.CAN_LEAVE_INVALID_INDEX, *hazards),
    )
