"""The views of operations on search vectors."""

from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import SearchOperation
from generator.plan.operations import AddSearch, DropSearch, ReplaceSearch
from generator.plan.schema import Table
from generator.plan.searching import SearchVector
from generator.targets.sql.quoting import identifier
from generator.targets.sql.search import SearchView, search_view
from generator.targets.sql.views import Roles


@frozen
class SearchedTableView:
    """A table that exists, and its search as it will be."""

    name: str
    search: SearchView
    obsolete_function: str
    """A search function that has no successor of its name; empty for none."""


@frozen
class EndedSearchView:
    """What is dropped; `search_function` is empty for a global table."""

    table: str
    trigger: str
    change_trigger: str
    trigger_function: str
    search_function: str


def spelled(operation: SearchOperation, roles: Roles) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    match operation:
        case AddSearch(table=table):
            template, view = "add_search", _searched(table, None, roles)
        case ReplaceSearch(table=table, was=was):
            template, view = "replace_search", _searched(table, was, roles)
        case DropSearch(table=name, search=search):
            template, view = "drop_search", _ended(name, search)
        case _:
            assert_never(operation)
    return template, view


def _searched(table: Table, was: SearchVector | None, roles: Roles) -> SearchedTableView:
    """Raises ValueError for a table without search."""
    if table.search is None:
        raise ValueError(f"{table.name} has no search")
    is_obsolete = was is not None and was.search_function != table.search.search_function
    return SearchedTableView(
        name=identifier(table.name),
        search=search_view(table, table.search, roles, replaces=True),
        obsolete_function=identifier(was.search_function) if was and is_obsolete and was.search_function else "",
    )


def _ended(table: str, search: SearchVector) -> EndedSearchView:
    return EndedSearchView(
        table=identifier(table),
        trigger=identifier(search.trigger),
        change_trigger=identifier(search.change_trigger),
        trigger_function=identifier(search.trigger_function),
        search_function=identifier(search.search_function) if search.search_function else "",
    )
