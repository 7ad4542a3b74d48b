"""Fields that callers can add to, beside giving them a value."""

from collections.abc import Collection, Iterator

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Field


def lower_increments(
    lowering: Lowering, entity: Node, fields: Collection[Field], governed: Collection[str]
) -> tuple[str, ...]:
    """The names of the fields with `increment: true`; SG395 for what has nothing to add to, or is not the callers'."""
    nodes = (node for node in entity.entries("fields") if isinstance(node.data, dict) and not node.get("computed"))
    named = {node.name for node in nodes if node.flag("increment")}
    return tuple(_suited(lowering, (field for field in fields if field.name in named), governed))


def _suited(lowering: Lowering, fields: Iterator[Field], governed: Collection[str]) -> Iterator[str]:
    for field in fields:
        if field.nullable:
            message = f"`{field.name}` may have no value, and nothing can be added to that"
            lowering.refuse("SG395", message, field.span, "Give it `default: 0`, or make it required.")
        elif field.name in governed:
            message = f"`{field.name}` is not for callers to add to"
            lowering.refuse("SG395", message, field.span, "Leave `increment` out.")
        else:
            yield field.name
