"""The facts about operations on the history of rows."""

from typing import assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, Reversibility, locks
from generator.plan.hazards.subjects import HistoryOperation
from generator.plan.operations import DropHistory, Lock, Phase, StartHistory, StopHistory


def facts(operation: HistoryOperation) -> OperationFacts:
    """The facts about an operation on the history of rows."""
    match operation:
        case StartHistory(table=table):
            return OperationFacts(
                summary=f"keep every state that rows of {table} had",
                phase=Phase.EXPAND,
                locks=locks(Lock.SHARE_ROW_EXCLUSIVE, table),
                hazards=(Hazard.QUEUES_WRITES,),
            )
        case StopHistory(table=table):
            return OperationFacts(
                summary=f"keep no more states of rows of {table}",
                phase=Phase.CONTRACT,
                locks=locks(Lock.ACCESS_EXCLUSIVE, table),
                hazards=(Hazard.QUEUES_READS,),
            )
        case DropHistory(history=history):
            return OperationFacts(
                summary=f"drop {history.name} with all that it kept",
                phase=Phase.CONTRACT,
                locks=locks(Lock.ACCESS_EXCLUSIVE, history.name),
                hazards=(Hazard.DELETES_DATA,),
                reversible=Reversibility.NO,
            )
        case _:
            assert_never(operation)
