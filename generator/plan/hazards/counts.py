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
        case StartCounting(was=was):
            # To make a trigger stops writers, to drop one stops readers, too.
            lock, hazard = (
                (Lock.SHARE_ROW_EXCLUSIVE, Hazard.QUEUES_WRITES)
                if was is None
                else (Lock.ACCESS_EXCLUSIVE, Hazard.QUEUES_READS)
            )
            return OperationFacts(
                summary=f"count rows of {place}",
                phase=Phase.EXPAND,
                locks=locks(lock, operation.table),
                hazards=(hazard,),
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
