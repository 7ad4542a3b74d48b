"""The facts about operations on the triggers that log what goes with the rows it refers to."""

from typing import assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import CascadeOperation
from generator.plan.operations import Lock, LogCascades, Phase, StopCascades


def facts(operation: CascadeOperation) -> OperationFacts:
    """The facts about an operation on such a trigger."""
    match operation:
        case LogCascades(table=table, was=was):
            # To make a trigger stops writers, to drop one stops readers, too.
            lock, hazard = (
                (Lock.SHARE_ROW_EXCLUSIVE, Hazard.QUEUES_WRITES)
                if was is None
                else (Lock.ACCESS_EXCLUSIVE, Hazard.QUEUES_READS)
            )
            return OperationFacts(
                summary=f"log the rows of {table} that go with those they refer to",
                phase=Phase.EXPAND,
                locks=locks(lock, table),
                hazards=(hazard,),
            )
        case StopCascades(table=table):
            return OperationFacts(
                summary=f"no longer log rows of {table} that go with others: none does",
                phase=Phase.CONTRACT,
                locks=locks(Lock.ACCESS_EXCLUSIVE, table),
                hazards=(Hazard.QUEUES_READS,),
            )
        case _:
            assert_never(operation)
