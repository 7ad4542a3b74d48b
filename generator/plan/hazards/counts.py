"""The facts about operations on the triggers that count rows."""

from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import CountOperation
from generator.plan.operations import Lock, Phase


def facts(operation: CountOperation) -> OperationFacts:
    """The facts about an operation on such triggers."""
    count = operation.count
    return OperationFacts(
        summary=f"no longer count rows of {operation.table} in {count.parent}.{count.column}",
        phase=Phase.CONTRACT,
        # DROP TRIGGER stops readers, too.
        locks=locks(Lock.ACCESS_EXCLUSIVE, operation.table),
        hazards=(Hazard.QUEUES_READS,),
    )
