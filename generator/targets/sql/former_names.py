"""The views of the names that a table had before it was renamed, for code that still runs."""

from generator import names
from generator.frozen import frozen
from generator.plan.schema import Table
from generator.targets.sql.quoting import identifier


@frozen
class FormerNameView:
    """CREATE VIEW under a former name of the table."""

    plain: str
    """The name, not quoted."""
    name: str
    table: str
    columns: tuple[str, ...]
    """With the comma that follows each."""


def former_name_views(table: Table) -> tuple[FormerNameView, ...]:
    """One per name, the oldest first."""
    columns = [_shown(term) for term in table.former_columns or [column.name for column in table.columns]]
    lines = (*(f"{column}," for column in columns[:-1]), columns[-1])
    return tuple(
        FormerNameView(plain=name, name=identifier(name), table=identifier(table.name), columns=lines)
        for name in table.former_names
    )


def _shown(term: str) -> str:
    """`title`, or `title_until_0007 AS title`, with quotes where they are needed."""
    return " AS ".join(identifier(name) for name in term.split(" AS "))


def former_searches(table: Table) -> tuple[str, ...]:
    """The names that the search function had, as many as the table, if it has one."""
    if table.search is None or not table.search.search_function:
        return ()
    return tuple(identifier(former_search(name)) for name in table.former_names)


def former_search(name: str) -> str:
    """The search function of a table of that name."""
    return names.shortened(f"{name}_search")
