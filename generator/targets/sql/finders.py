"""The views of functions that find rows by other means than words."""

from collections.abc import Iterable
from typing import Final

from generator.frozen import frozen
from generator.plan.finders import Asked, alike, function_name, query
from generator.plan.schema import Table
from generator.plan.searching import Finder, FinderKind
from generator.targets.sql.quoting import identifier
from generator.targets.sql.views import CURRENT_CAMPAIGN

_RETURNS: Final = {FinderKind.SUGGEST: "words text", FinderKind.FUZZY: "likeness real"}


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
    is_fuzzy = finder.kind is FinderKind.FUZZY
    asked = Asked(
        table=f"public.{identifier(table.name)}",
        campaigns=("found.campaign_id = p_campaign_id", *(("found.campaign_id = 0",) if table.shared else ())),
        within=(f"p_campaign_id = {CURRENT_CAMPAIGN}",),
        text="p_query",
        limit="p_limit",
    )
    return FinderView(
        name=identifier(finder.function),
        returns=_RETURNS[finder.kind],
        query=(alike if is_fuzzy else query)(finder.columns, finder.hides, asked),
        formers=tuple(identifier(function_name(name, finder.kind)) for name in table.former_names),
    )


def signatures(finders: Iterable[Finder]) -> tuple[str, ...]:
    """The functions with their arguments, to be dropped by."""
    return tuple(f"{identifier(item.function)}(bigint, text, integer)" for item in finders)


def former_signatures(view: str, finders: Iterable[Finder]) -> tuple[str, ...]:
    """Those of a former name of the table."""
    return tuple(f"{identifier(function_name(view, item.kind))}(bigint, text, integer)" for item in finders)
