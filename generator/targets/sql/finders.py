"""The views of functions that find rows by other means than words."""

from generator.frozen import frozen
from generator.plan.finders import Asked, function_name, query
from generator.plan.schema import Table
from generator.plan.searching import Finder, FinderKind
from generator.targets.sql.quoting import identifier
from generator.targets.sql.views import CURRENT_CAMPAIGN


@frozen
class FinderView:
    """The function of a table, and those that called it so under the table's former names."""

    name: str
    returns: str
    """What it says of each row beside its id."""
    query: tuple[str, ...]
    """Lines."""
    formers: tuple[str, ...]


def finder_views(table: Table) -> tuple[FinderView, ...]:
    """All of the table."""
    return tuple(finder_view(table, item) for item in table.finders)


def finder_view(table: Table, finder: Finder) -> FinderView:
    """One of them."""
    asked = Asked(
        table=f"public.{identifier(table.name)}",
        within=("found.campaign_id = p_campaign_id", f"p_campaign_id = {CURRENT_CAMPAIGN}"),
        text="p_query",
        limit="p_limit",
    )
    return FinderView(
        name=identifier(finder.function),
        returns="words text",
        query=query(finder.columns, finder.hides, asked),
        formers=tuple(identifier(function_name(name, finder.kind)) for name in table.former_names),
    )


def signatures(table: Table) -> tuple[str, ...]:
    """The functions of the table with their arguments, to be dropped by."""
    return tuple(signature(item.function) for item in table.finders)


def former_signatures(view: str, kinds: tuple[FinderKind, ...]) -> tuple[str, ...]:
    """Those of a former name."""
    return tuple(signature(function_name(view, kind)) for kind in kinds)


def signature(function: str) -> str:
    """The function with its arguments."""
    return f"{identifier(function)}(bigint, text, integer)"
