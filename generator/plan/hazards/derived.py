"""The facts about operations on the trigger that computes columns."""

from typing import assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import DerivedOperation
from generator.plan.operations import Derive, Lock, Phase, StopDeriving


def facts(operation: DerivedOperation) -> OperationFacts:
    """The facts about an operation on such a trigger."""
    match operation:
        case Derive(table=table, subjects=subjects):
            computed = " and ".join(f"{table}.{name}" for name in subjects)
            return OperationFacts(
                summary=f"compute {computed}" if subjects else f"compute what is left of {table}",
                phase=Phase.EXPAND,
                locks=locks(Lock.SHARE_ROW_EXCLUSIVE, table),
                hazards=(Hazard.QUEUES_WRITES,),
            )
        case StopDeriving(table=table):
            return OperationFacts(
                summary=f"compute nothing more of {table}",
                phase=Phase.CONTRACT,
                # DROP TRIGGER stops readers, too.
                locks=locks(Lock.ACCESS_EXCLUSIVE, table),
                hazards=(Hazard.QUEUES_READS,),
            )
        case _:
            assert_never(operation)
