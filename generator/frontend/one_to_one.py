"""One-to-one extensions: an entity that `extends` another has a required reference to it that no two rows share."""

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Unique


def extension_fields(entity: Node) -> tuple[Node, ...]:
    """The field that `extends` stands for, called like the entity that is extended; none without it."""
    said = entity.get("extends")
    if said is None:
        return ()
    to = said if isinstance(said.data, str) else said.at("entity")
    options = {key: value for key, value in said.data.items() if key != "entity"} if isinstance(said.data, dict) else {}
    field = {"type": "ref", "to": to.string, "required": True} | options
    return (said.standing_for(to.string.rpartition(".")[2], field),)


def extension_unique(lowering: Lowering, entity: Node, declared: tuple[Unique, ...]) -> tuple[Unique, ...]:
    """The unique groups with that of the extension in front; SG322 where the spec declares it again."""
    own = tuple(Unique(fields=(node.name,), span=node.key_span) for node in extension_fields(entity))
    for item in declared:
        if any(item.fields == other.fields for other in own):
            message = f"`extends` makes `{item.fields[0]}` unique already"
            lowering.refuse("SG322", message, item.span, "Remove this group.")
    return (*own, *declared)
