"""The facts about operations on whole tables."""

from typing import assert_never

from generator.plan.hazards.facts import Hazard, OperationFacts, Reversibility, locks
from generator.plan.hazards.subjects import TableOperation
from generator.plan.operations import (
    CreateTable,
    DropCompatibilityView,
    DropTable,
    Isolate,
    Lock,
    Phase,
    Release,
    RenameTable,
    RenewCompatibilityViews,
    RenewRoutines,
    SetPrivileges,
    SetSharing,
)


def facts(operation: TableOperation) -> OperationFacts:  # noqa: C901 - one branch per operation
    """The facts about an operation on a whole table."""
    match operation:
        case CreateTable():
            found = _create(operation)
        case RenameTable():
            found = _rename(operation)
        case RenewCompatibilityViews():
            found = _renew_views(operation)
        case RenewRoutines():
            found = _renew_routines(operation)
        case DropCompatibilityView():
            found = _drop_view(operation)
        case DropTable():
            found = _drop(operation)
        case Isolate():
            found = _isolate(operation)
        case Release():
            found = _release(operation)
        case SetPrivileges():
            found = _privileges(operation)
        case SetSharing():
            found = _sharing(operation)
        case _:
            assert_never(operation)
    return found


def _create(operation: CreateTable) -> OperationFacts:
    return OperationFacts(
        summary=f"create {operation.table.name} without its foreign keys",
        phase=Phase.EXPAND,
        # Nobody can see the table before the commit, and without foreign keys no other table is touched.
        locks=(),
        reversible=Reversibility.LOSES_NEW_DATA,
    )


def _rename(operation: RenameTable) -> OperationFacts:
    before, after = operation.before.name, operation.after.name
    return OperationFacts(
        summary=f"rename {before} to {after} with all it owns; {before} becomes a view",
        phase=Phase.EXPAND,
        # One table, seen under both names.
        locks=locks(Lock.ACCESS_EXCLUSIVE, before, after),
        hazards=(Hazard.QUEUES_READS,),
    )


def _renew_views(operation: RenewCompatibilityViews) -> OperationFacts:
    name, views = operation.table.name, operation.table.former_names
    return OperationFacts(
        summary=f"show the columns of {name} under {', '.join(views)} as well",
        phase=Phase.EXPAND,
        locks=(*locks(Lock.ACCESS_EXCLUSIVE, *views), *locks(Lock.ACCESS_SHARE, name)),
        hazards=(Hazard.QUEUES_READS,),
    )


def _renew_routines(operation: RenewRoutines) -> OperationFacts:
    return OperationFacts(
        summary=f"renew the functions and triggers of {operation.table.name}",
        phase=Phase.EXPAND,
        locks=locks(Lock.SHARE_ROW_EXCLUSIVE, operation.table.name),
        hazards=(Hazard.QUEUES_WRITES,),
    )


def _drop_view(operation: DropCompatibilityView) -> OperationFacts:
    return OperationFacts(
        summary=f"drop {operation.view}, the former name of {operation.table}",
        phase=Phase.CONTRACT,
        locks=locks(Lock.ACCESS_EXCLUSIVE, operation.view),
        hazards=(Hazard.BREAKS_RUNNING_CODE,),
    )


def _drop(operation: DropTable) -> OperationFacts:
    return OperationFacts(
        summary=f"drop {operation.table.name} with its rows",
        phase=Phase.CONTRACT,
        # Its foreign keys went before, or their parents would be locked as well.
        locks=locks(Lock.ACCESS_EXCLUSIVE, operation.table.name),
        hazards=(Hazard.DELETES_DATA, Hazard.BREAKS_RUNNING_CODE),
        reversible=Reversibility.NO,
    )


def _isolate(operation: Isolate) -> OperationFacts:
    return OperationFacts(
        summary=f"show each campaign only its own rows of {operation.table}",
        # Code that sets no campaign, or campaign 0, sees no row of another one from then on.
        phase=Phase.CONTRACT,
        locks=locks(Lock.ACCESS_EXCLUSIVE, operation.table),
        hazards=(Hazard.QUEUES_READS, Hazard.AUTHORIZATION_CHANGES, Hazard.BREAKS_RUNNING_CODE),
    )


def _release(operation: Release) -> OperationFacts:
    return OperationFacts(
        summary=f"show every campaign all rows of {operation.table}",
        phase=Phase.EXPAND,
        locks=locks(Lock.ACCESS_EXCLUSIVE, operation.table),
        hazards=(Hazard.QUEUES_READS, Hazard.AUTHORIZATION_CHANGES),
    )


def _sharing(operation: SetSharing) -> OperationFacts:
    shows = operation.is_shared
    return OperationFacts(
        summary=f"show {'every' if shows else 'no other'} campaign the rows of campaign 0 of {operation.table}",
        # Code that looks for them must find them, old or new.
        phase=Phase.EXPAND if shows else Phase.CONTRACT,
        locks=locks(Lock.ACCESS_EXCLUSIVE, operation.table),
        hazards=(
            Hazard.QUEUES_READS,
            Hazard.AUTHORIZATION_CHANGES,
            *(() if shows else (Hazard.BREAKS_RUNNING_CODE,)),
        ),
    )


def _privileges(operation: SetPrivileges) -> OperationFacts:
    gives = operation.may_delete
    return OperationFacts(
        summary=f"{'let services' if gives else 'no longer let services'} delete rows of {operation.table}",
        phase=Phase.EXPAND if gives else Phase.CONTRACT,
        # Which no reader or writer notices; PostgreSQL before 18 takes none at all.
        locks=locks(Lock.ACCESS_SHARE, operation.table),
        hazards=(Hazard.AUTHORIZATION_CHANGES, *(() if gives else (Hazard.BREAKS_RUNNING_CODE,))),
    )
