"""The triggers of a table that count its rows in the rows they refer to, in a lock."""

from collections.abc import Iterator

from generator.plan import notation
from generator.plan.kept import RowCount
from generator.plan.lock_nodes import Node
from generator.plan.schema import Table


def written(table: Table) -> Iterator[str]:
    """Their lines; none where nothing is counted."""
    if table.counts:
        yield "    counts:"
    for item in table.counts:
        line = {"parent": item.parent, "column": item.column, "reference": item.reference, "where": item.where}
        yield f"      {notation.key(item.name)}: {notation.flow(line)}"


def read(node: Node) -> tuple[RowCount, ...]:
    """What is counted of the table."""
    return tuple(_count(name, item) for name, item in node.child("counts").children())


def _count(name: str, node: Node) -> RowCount:
    node.only("parent column reference where")
    return RowCount(
        name=name,
        parent=node.text("parent"),
        column=node.text("column"),
        reference=node.text("reference"),
        where=node.optional("where"),
    )
