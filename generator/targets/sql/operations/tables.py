"""The views of operations on whole tables."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from generator.frozen import frozen
from generator.plan import sharing, tenant
from generator.plan.hazards.subjects import TableOperation
from generator.plan.operations import (
    CreateTable,
    DropCompatibilityView,
    DropTable,
    Isolate,
    Release,
    RenameTable,
    RenewCompatibilityViews,
    RenewRoutines,
    SetPrivileges,
    SetSharing,
)
from generator.plan.schema import Table
from generator.targets.sql import tables
from generator.targets.sql.counts import count_names
from generator.targets.sql.finders import FinderView, finder_views, former_signatures, signatures
from generator.targets.sql.former_names import FormerNameView, former_name_views, former_search, former_searches
from generator.targets.sql.history import history_names
from generator.targets.sql.not_null import NotNullName, not_null_names
from generator.targets.sql.quoting import identifier
from generator.targets.sql.search import SearchView, search_view
from generator.targets.sql.sharing import Guards, guards
from generator.targets.sql.views import CURRENT_CAMPAIGN, Roles


@frozen
class Renaming:
    """Something of the table that has another name afterwards."""

    name: str
    to: str


@frozen
class RenamedTableView:
    """ALTER TABLE ... RENAME TO, the renaming of all that the table owns, and a view of its former name."""

    was: str
    table: str
    sequences: tuple[Renaming, ...]
    partitions: tuple[Renaming, ...]
    indexes: tuple[Renaming, ...]
    constraints: tuple[Renaming, ...]
    triggers: tuple[Renaming, ...]
    functions: tuple[Renaming, ...]
    """Those of triggers; without their arguments, of which they have none."""
    policies: tuple[Renaming, ...]
    not_null_names: tuple[NotNullName, ...]
    search: SearchView | None
    finders: tuple[FinderView, ...]
    former_names: tuple[FormerNameView, ...]
    """The new ones; the views of older names follow the table by themselves."""
    former_searches: tuple[str, ...]
    """All of them: they call the search function by its name."""
    privileges: str
    rw: str
    ro: str


@frozen
class DroppedTableView:
    """DROP TABLE, and the functions that were its own."""

    name: str
    history: str
    """The table of its former states; empty if there is none."""
    functions: tuple[str, ...]
    """With their arguments."""
    resumes: bool


@frozen
class DroppedCompatibilityView:
    """DROP VIEW of a former name, and the functions of that name that find rows."""

    name: str
    search_function: str
    finders: tuple[str, ...]


@frozen
class AccessView:
    """Policies and grants of a table that exists."""

    name: str
    policy: str
    """Empty where grants alone change."""
    may_delete: bool
    resumes: bool
    current_campaign: str = CURRENT_CAMPAIGN
    rw: str
    ro: str


@frozen
class SharingView:
    """The policies of a table that becomes shared, or ceases to be."""

    name: str
    policy: str
    guards: Guards
    is_shared: bool
    dropped: tuple[str, ...]
    resumes: bool
    current_campaign: str = CURRENT_CAMPAIGN
    rw: str
    ro: str


def spelled(operation: TableOperation, roles: Roles, *, resumes: bool) -> tuple[str, object]:  # noqa: C901 - one branch per operation
    """The template of the operation and its view."""
    view: object
    match operation:
        case CreateTable(table=table):
            template, view = "create_table", tables.table_view(table, roles)
        case RenameTable(before=before, after=after):
            template, view = "rename_table", _renamed(before, after, roles)
        case RenewCompatibilityViews(table=table):
            template, view = "renew_compatibility_views", tables.table_view(table, roles)
        case RenewRoutines(table=table):
            template, view = "renew_routines", tables.table_view(table, roles, renews=True)
        case DropCompatibilityView():
            template, view = "drop_compatibility_view", _dropped_compatibility(operation)
        case DropTable(table=table):
            template, view = "drop_table", _dropped(table, resumes=resumes)
        case Isolate(table=name, policy=policy):
            template, view = "isolate", _access(name, roles, policy=policy, resumes=resumes)
        case Release(table=name, policy=policy):
            template, view = "release", _access(name, roles, policy=policy, resumes=resumes)
        case SetPrivileges(table=name, may_delete=may_delete):
            template, view = "set_privileges", _access(name, roles, may_delete=may_delete)
        case SetSharing():
            template, view = "set_sharing", _sharing(operation, roles, resumes=resumes)
        case _:
            assert_never(operation)
    return template, view


def _access(
    name: str, roles: Roles, *, policy: str = "", may_delete: bool = False, resumes: bool = False
) -> AccessView:
    return AccessView(
        name=identifier(name),
        policy=identifier(policy) if policy else "",
        may_delete=may_delete,
        resumes=resumes,
        rw=roles.rw,
        ro=roles.ro,
    )


def _sharing(operation: SetSharing, roles: Roles, *, resumes: bool) -> SharingView:
    # What was interrupted may have dropped the old ones, and made some of the new.
    dropped = sharing.policies(operation.policy, shared=resumes or not operation.is_shared)
    return SharingView(
        name=identifier(operation.table),
        policy=identifier(operation.policy),
        guards=guards(operation.policy),
        is_shared=operation.is_shared,
        dropped=tuple(map(identifier, dropped)),
        resumes=resumes,
        rw=roles.rw,
        ro=roles.ro,
    )


def _dropped_compatibility(operation: DropCompatibilityView) -> DroppedCompatibilityView:
    return DroppedCompatibilityView(
        name=identifier(operation.view),
        search_function=identifier(former_search(operation.view)),
        finders=former_signatures(operation.view, operation.finders),
    )


def _dropped(table: Table, *, resumes: bool) -> DroppedTableView:
    search = table.search
    functions = [f"{identifier(search.trigger_function)}()"] if search else []
    if search and search.search_function:
        functions.append(f"{identifier(search.search_function)}(bigint, text, integer, integer)")
    functions.extend(signatures(table.finders))
    functions.extend(f"{identifier(sync.name)}()" for sync in table.syncs)
    functions.extend([f"{identifier(table.derivation.name)}()"] if table.derivation else [])
    functions.extend([f"{identifier(table.cascade.name)}()"] if table.cascade else [])
    functions.extend(f"{identifier(name)}()" for count in table.counts for name in count_names(count))
    if table.tenant:
        functions.append(f"{identifier(table.tenant.function)}()")
    if table.history and not table.history.stopped:
        functions.append(f"{identifier(history_names(table.history)['keep'])}()")
    return DroppedTableView(
        name=identifier(table.name),
        history=identifier(table.history.name) if table.history else "",
        functions=tuple(functions),
        resumes=resumes,
    )


def _renamed(before: Table, after: Table, roles: Roles) -> RenamedTableView:
    search = search_view(after, after.search, roles) if after.search and after.search.search_function else None
    return RenamedTableView(
        was=identifier(before.name),
        table=identifier(after.name),
        sequences=_renamings(zip(_sequences(before), _sequences(after), strict=True)),
        partitions=_renamings(zip(_partitions(before), _partitions(after), strict=True)),
        indexes=_renamings(zip(_indexes(before), _indexes(after), strict=True)),
        constraints=_renamings(zip(_constraints(before), _constraints(after), strict=True)),
        triggers=_renamings(zip(_triggers(before), _triggers(after), strict=True)),
        functions=_renamings(zip(_trigger_functions(before), _trigger_functions(after), strict=True)),
        policies=_renamings(zip(_policies(before), _policies(after), strict=True)),
        not_null_names=not_null_names(after),
        search=search,
        finders=finder_views(after),
        former_names=tuple(item for item in former_name_views(after) if item.plain not in before.former_names),
        former_searches=former_searches(after),
        privileges=tables.privileges(after),
        rw=roles.rw,
        ro=roles.ro,
    )


def _renamings(pairs: Iterable[tuple[str, str]]) -> tuple[Renaming, ...]:
    return tuple(Renaming(name=identifier(name), to=identifier(to)) for name, to in pairs if name != to)


def _sequences(table: Table) -> Iterator[str]:
    return (column.identity for column in table.columns if column.identity)


def _partitions(table: Table) -> Iterator[str]:
    return (item.name for item in (table.partitioning.partitions if table.partitioning else ()))


def _indexes(table: Table) -> Iterator[str]:
    """Those that no constraint stands on."""
    yield from (unique.name for unique in table.uniques if unique.is_index)
    yield from (index.name for index in table.indexes)


def _constraints(table: Table) -> Iterator[str]:
    """A constraint takes the index behind it along."""
    yield table.primary_key.name
    yield from (unique.name for unique in table.uniques if not unique.is_index)
    yield from (check.name for check in table.every_check)
    yield from (key.name for key in table.foreign_keys)


def _triggers(table: Table) -> Iterator[str]:
    yield table.updated_at_trigger
    if table.search:
        yield from (table.search.trigger, table.search.change_trigger)
    yield from (sync.name for sync in table.syncs)
    yield from (item.name for item in (table.derivation,) if item)
    yield from tenant.triggers(table)


def _policies(table: Table) -> Iterator[str]:
    return sharing.policies(table.policy, shared=table.shared)


def _trigger_functions(table: Table) -> Iterator[str]:
    if table.search:
        yield table.search.trigger_function
    yield from (sync.name for sync in table.syncs)
    yield from (item.name for item in (table.derivation,) if item)
    if table.tenant:
        yield table.tenant.function
