"""The facts about operations on functions that find rows."""

from typing import Final, assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import FinderOperation
from generator.plan.operations import DropFinder, Lock, Phase, SetFinder
from generator.plan.searching import FinderKind

_FINDS: Final = {FinderKind.SUGGEST: "suggest rows", FinderKind.FUZZY: "find alike rows"}
"""What the functions are for."""


def facts(operation: FinderOperation) -> OperationFacts:
    """The facts about an operation on such a function."""
    match operation:
        case SetFinder(table=table, finder=finder):
            # The body is checked against the table.
            return OperationFacts(
                summary=f"{_FINDS[finder.kind]} of {table.name} by {', '.join(finder.columns)}",
                phase=Phase.EXPAND,
                locks=locks(Lock.ACCESS_SHARE, table.name),
            )
        case DropFinder(table=table, finder=finder):
            return OperationFacts(
                summary=f"no longer {_FINDS[finder.kind]} of {table.name}",
                phase=Phase.CONTRACT,
                hazards=(Hazard.BREAKS_RUNNING_CODE,),
            )
        case _:
            assert_never(operation)
