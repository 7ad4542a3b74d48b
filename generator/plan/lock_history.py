"""The history of a table in a lock."""

from collections.abc import Mapping

from generator.plan.kept import RowHistory
from generator.plan.lock_nodes import Node
from generator.plan.notation import Value


def line(history: RowHistory) -> Mapping[str, Value | None]:
    """What the lock says of it, on one line."""
    return {
        "name": history.name,
        "scoped": history.scoped,
        "ignores": history.ignores or None,
        "stopped": history.stopped,
    }


def read(node: Node) -> RowHistory:
    """The history of a line."""
    node.only("name scoped ignores stopped")
    return RowHistory(
        name=node.text("name"),
        scoped=node.flag("scoped"),
        ignores=node.names("ignores"),
        stopped=node.flag("stopped"),
    )
