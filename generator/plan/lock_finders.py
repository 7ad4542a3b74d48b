"""The functions that find rows of a table, in a lock."""

from collections.abc import Iterator, Mapping

from generator.plan import notation
from generator.plan.lock_nodes import Node
from generator.plan.notation import Value
from generator.plan.searching import Finder, FinderKind


def written(finders: tuple[Finder, ...]) -> Iterator[str]:
    """The lines of the section; none where there is no function."""
    if finders:
        yield "    finders:"
    for item in finders:
        line: Mapping[str, Value | None] = {
            "kind": item.kind.value,
            "columns": item.columns,
            "hides": item.hides or None,
        }
        yield f"      {notation.key(item.function)}: {notation.flow(line)}"


def read(table: Node) -> tuple[Finder, ...]:
    """The functions of a table's node."""
    return tuple(_finder(name, node) for name, node in table.child("finders").children())


def _finder(name: str, node: Node) -> Finder:
    node.only("kind columns hides")
    return Finder(
        kind=node.choice("kind", FinderKind),
        function=name,
        columns=node.names("columns"),
        hides=node.names("hides"),
    )
