"""The facts about operations on the triggers that count rows."""

from typing import assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import CountOperation
from generator.plan.operations import Lock, Phase, StartCounting, StopCounting


def facts(operation: CountOperation) -> OperationFacts:
    """The facts about an operation on such triggers."""
    count = operation.count
    place = f"{operation.table} in {count.parent}.{count.column}"
    match operation:
        case StartCounting():
            return OperationFacts(
                summary=f"count rows of {place}",
                phase=Phase.EXPAND,
                locks=locks(Lock.SHARE_ROW_EXCLUSIVE, operation.table),
                hazards=(Hazard.QUEUES_WRITES,),
            )
        case StopCounting():
            return OperationFacts(
                summary=f"no longer count rows of {place}",
                phase=Phase.CONTRACT,
                # DROP TRIGGER stops readers, too.
                locks=locks(Lock.ACCESS_EXCLUSIVE, operation.table),
                hazards=(Hazard.QUEUES_READS,),
            )
        case _:
            assert_never(operation)
