"""The columns of a table that a trigger computes, in a lock."""

from collections.abc import Iterator, Mapping

from generator.plan import notation
from generator.plan.kept import Derivation, DerivedColumn
from generator.plan.lock_nodes import Node
from generator.plan.notation import Value
from generator.plan.schema import Table


def written(table: Table) -> Iterator[str]:
    """Their lines; none where nothing is computed."""
    if table.derivation is None:
        return
    yield f"    computed_by: {notation.scalar(table.derivation.name)}"
    yield "    computed:"
    for item in table.derivation.columns:
        yield f"      {notation.key(item.column)}: {notation.flow(_line(item))}"


def _line(item: DerivedColumn) -> Mapping[str, Value | None]:
    return {"expression": item.expression, "sources": item.sources}


def read(node: Node) -> Derivation | None:
    """What computes columns of the table."""
    if not node.has("computed_by"):
        return None
    columns = tuple(_column(name, item) for name, item in node.child("computed").children())
    return Derivation(name=node.text("computed_by"), columns=columns)


def _column(name: str, node: Node) -> DerivedColumn:
    node.only("expression sources")
    return DerivedColumn(column=name, expression=node.text("expression"), sources=node.names("sources"))
