"""The facts about operations on search vectors."""

from typing import Final, assert_never

from generator.frozen import replace
from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import SearchOperation
from generator.plan.operations import AddSearch, DropSearch, Lock, Phase, ReplaceSearch
from generator.plan.schema import Table
from generator.plan.searching import SearchVector

_OTHERWISE: Final = {
    True: "; a row is found by its old words until it is filled in again",
    False: ", with other rows left out",
}
"""What is otherwise for a while, or from then on: whether the vectors are others."""


def facts(operation: SearchOperation) -> OperationFacts:
    """The facts about an operation on a search vector."""
    match operation:
        case AddSearch(table=table):
            return OperationFacts(
                summary=f"make {table.name} searchable; rows that exist are found once they are filled in",
                phase=Phase.EXPAND,
                locks=locks(Lock.ACCESS_EXCLUSIVE, table.name),
                hazards=(Hazard.QUEUES_READS,),
            )
        case ReplaceSearch(table=table, was=was):
            # The triggers stay, only the functions are made anew; the body of the one that searches is checked.
            asked = (table.name,) if table.search and table.search.search_function else ()
            what = "" if was == table.search else _OTHERWISE[_reads_others(table, was)]
            return OperationFacts(
                summary=f"search {table.name} anew{what}",
                phase=Phase.EXPAND,
                locks=locks(Lock.ACCESS_SHARE, *asked),
            )
        case DropSearch(table=table):
            return OperationFacts(
                summary=f"no longer search {table}",
                phase=Phase.CONTRACT,
                locks=locks(Lock.ACCESS_EXCLUSIVE, table),
                hazards=(Hazard.QUEUES_READS, Hazard.BREAKS_RUNNING_CODE),
            )
        case _:
            assert_never(operation)


def _reads_others(table: Table, was: SearchVector) -> bool:
    """Whether the vectors are made of something else than before."""
    hides = table.search.hides if table.search else ()
    return was.hides == hides or replace(was, hides=hides) != table.search
