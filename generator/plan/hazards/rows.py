"""The facts about operations on rows."""

from typing import assert_never

from generator.plan.events import EVENT_TABLE
from generator.plan.hazards.facts import Hazard, OperationFacts, locks
from generator.plan.hazards.subjects import RowOperation
from generator.plan.keys import MASTER_TABLE
from generator.plan.operations import (
    Backfill,
    Lock,
    Phase,
    PlantSeeds,
    RefuseDuplicates,
    RefuseLoss,
    RefuseOrphans,
    RefuseViolations,
)


def facts(operation: RowOperation) -> OperationFacts:
    """The facts about an operation on rows."""
    match operation:
        case Backfill(table=table, values=values):
            return OperationFacts(
                summary=f"fill in {', '.join(column for column, _ in values)} of {table}, in batches",
                phase=Phase.BACKFILL,
                transactional=False,
                locks=locks(Lock.SHARE_UPDATE_EXCLUSIVE, table),
                scans=(table,),
                hazards=(Hazard.REWRITES_ROWS,),
            )
        case PlantSeeds():
            return OperationFacts(
                summary=f"seed {len(operation.rows)} rows of {operation.table.name}",
                phase=Phase.EXPAND,
                locks=locks(Lock.ROW_EXCLUSIVE, operation.table.name, *_masters(operation), EVENT_TABLE),
            )
        case RefuseDuplicates(table=table, key=key):
            return _question(f"stop if rows of {table} share ({', '.join(key.columns)})", table)
        case RefuseLoss(table=table, column=column):
            return OperationFacts(
                summary=f"stop if {f'{table}.{column.name}' if column else table} holds anything that would be lost",
                phase=Phase.CONTRACT,
                # From before it looks until what it looked at is gone.
                locks=locks(Lock.ACCESS_EXCLUSIVE, table),
                scans=(table,),
                hazards=(Hazard.QUEUES_READS, Hazard.FAILS_ON_BAD_ROWS),
            )
        case RefuseOrphans(table=table, key=key):
            return _question(f"stop if {table}.{key.columns[-1]} refers to nothing", table, key.parent)
        case RefuseViolations(table=table, check=check):
            return _question(f"stop if rows of {table} break {check.name}", table)
        case _:
            assert_never(operation)


def _question(summary: str, *tables: str) -> OperationFacts:
    return OperationFacts(
        summary=summary,
        phase=Phase.EXPAND,
        locks=locks(Lock.ACCESS_SHARE, *tables),
        scans=tuple(dict.fromkeys(tables)),
        hazards=(Hazard.FAILS_ON_BAD_ROWS,),
    )


def _masters(operation: PlantSeeds) -> tuple[str, ...]:
    """The table of what each new row gets beside itself, if it does."""
    return (MASTER_TABLE,) if any(column.name == "master_id" for column in operation.table.columns) else ()
