"""What a search can do beyond finding words (`filters`), lowered."""

from generator.frontend.node import Node
from generator.frontend.outline import Lowering


def lower_filtered(lowering: Lowering, entity: Node, search: Node) -> bool:
    """Whether a search takes the entity's filters; SG391 if it has none."""
    asked = search.flag("filters")
    if asked and not any(entity.entries("filters")):
        message = f"`{entity.name}` has no filters to narrow a search by"
        hint = "Write `filters: [status]` beside `search`, or leave this out."
        lowering.refuse("SG391", message, search.at("filters").span, hint)
    return asked
