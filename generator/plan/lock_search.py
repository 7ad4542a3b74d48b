"""The search of a table in a lock: its vector and where that comes from."""

from collections.abc import Iterator, Mapping

from generator.plan import notation
from generator.plan.lock_nodes import Node
from generator.plan.notation import Value
from generator.plan.searching import RowLanguage, SearchColumn, SearchVector


def written(search: SearchVector) -> Iterator[str]:
    """The lines of the search."""
    names: Mapping[str, Value | None] = {
        "language": search.language,
        "language_of": search.by_row.column if search.by_row else None,
        "trigger_function": search.trigger_function,
        "trigger": search.trigger,
        "change_trigger": search.change_trigger,
        "search_function": search.search_function or None,
        "campaign_in_index": search.campaign_in_index,
        "hides": search.hides or None,
    }
    yield f"    search: {notation.flow(names)}"
    if search.by_row:
        yield "    search_languages:"
        for value, name in search.by_row.configurations:
            yield f"      {notation.key(value)}: {notation.flow({'configuration': name})}"
    if search.columns:
        yield "    search_columns:"
        for item in search.columns:
            line: Mapping[str, Value | None] = {"weight": item.weight, "array": item.array}
            yield f"      {notation.key(item.column)}: {notation.flow(line)}"


def read(table: Node) -> SearchVector | None:
    """The search of a table's node; None where it has none."""
    if not table.has("search"):
        return None
    search = table.child("search")
    return SearchVector(
        language=search.text("language"),
        by_row=_by_row(table, search),
        columns=tuple(
            SearchColumn(column=name, weight=item.text("weight"), array=item.flag("array"))
            for name, item in table.child("search_columns").children()
        ),
        trigger_function=search.text("trigger_function"),
        trigger=search.text("trigger"),
        change_trigger=search.text("change_trigger"),
        search_function=search.optional("search_function") or "",
        campaign_in_index=search.flag("campaign_in_index"),
        hides=search.names("hides"),
    )


def _by_row(table: Node, search: Node) -> RowLanguage | None:
    column = search.optional("language_of")
    if column is None:
        return None
    known = table.child("search_languages").children()
    return RowLanguage(
        column=column, configurations=tuple((value, node.text("configuration")) for value, node in known)
    )
