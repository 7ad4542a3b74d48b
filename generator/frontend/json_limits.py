"""What a free json is held to: its size, and the parts that services have in it."""

from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.frozen import replace
from generator.ir import Field

_OPTIONS: Final = ("max_bytes", "service_specific")


def limited(lowering: Lowering, options: Node, field: Field, *, stored: bool) -> Field:
    """The field with its limits; SG353 where it is no free json of an entity."""
    asked = [item for name in _OPTIONS if (item := options.get(name)) and item.data is not False]
    if not asked or field.type.name != "json":
        return field
    if not stored or options.get("fields"):
        hint = "Write it of a `json` without `fields` among the fields of an entity."
        for item in asked:
            lowering.refuse("SG353", f"`{item.name}` is about a free json that is a column", item.key_span, hint)
        return field
    parts = tuple(sorted(lowering.services)) if options.flag("service_specific") else ()
    return replace(field, max_bytes=options.number("max_bytes"), parts=parts)
