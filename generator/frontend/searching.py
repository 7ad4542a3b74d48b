"""What a search can do beyond finding words (`filters`, `suggest`), lowered."""

from collections.abc import Iterable, Iterator
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Field

LONGEST_SUGGESTED: Final = 600
"""A row of a B-tree has room for 2,704 bytes; measured: 660 characters of four bytes fit in beside both keys."""


def lower_filtered(lowering: Lowering, entity: Node, search: Node) -> bool:
    """Whether a search takes the entity's filters; SG391 if it has none."""
    asked = search.flag("filters")
    if asked and not any(entity.entries("filters")):
        message = f"`{entity.name}` has no filters to narrow a search by"
        hint = "Write `filters: [status]` beside `search`, or leave this out."
        lowering.refuse("SG391", message, search.at("filters").span, hint)
    return asked


def lower_suggested(lowering: Lowering, found: Iterable[tuple[Node, Field | None]]) -> tuple[str, ...]:
    """The fields whose beginnings are looked for; SG322, SG313 and SG392 for those that cannot be."""
    return tuple(_suggested(lowering, found))


def _suggested(lowering: Lowering, found: Iterable[tuple[Node, Field | None]]) -> Iterator[str]:
    seen: set[str] = set()
    for node, field in found:
        if field is None:
            continue
        if field.name in seen:
            lowering.refuse("SG322", f"`{field.name}` is listed twice", node.span, "Remove one of the two.")
        elif field.type.name != "string":
            message = f"`{field.name}` of type `{field.type.name}` cannot be suggested"
            lowering.refuse("SG313", message, node.span, "That works for `string`.")
        elif field.max_length is None or field.max_length > LONGEST_SUGGESTED:
            message = f"`{field.name}` may be too long for the index that suggestions come from"
            hint = f"Give it a `max_length` of {LONGEST_SUGGESTED} at most, or search it by words alone."
            lowering.refuse("SG392", message, node.span, hint)
        else:
            yield field.name
        seen.add(field.name)
