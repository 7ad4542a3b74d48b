"""Fields that are computed of others of their row: written by a trigger, read by everybody."""

from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering

_SUITED: Final = frozenset("type computed required precision scale values description deprecated allow".split())


def is_computed(node: Node) -> bool:
    """Whether the field says what it is computed of."""
    return _computes(node.data)


def _computes(options: object) -> bool:
    return isinstance(options, dict) and options.get("computed") is not None


def computed_names(entity: Node) -> frozenset[str]:
    """The names of the fields that are computed."""
    return frozenset(name for name, options in entity.members("fields") if _computes(options))


def standing(lowering: Lowering, node: Node, *, stored: bool) -> Node:
    """The field without what makes it computed; SG384 for what means nothing beside that."""
    if not stored:
        hint = "Remove `computed`: only a row has others to compute it of."
        message = f"`{node.name}` is no field of an entity, and cannot be computed"
        lowering.refuse("SG384", message, node.at("computed").key_span, hint)
    options = {option.name: option for option in node.values()}
    for name, option in options.items():
        if name not in _SUITED:
            message = f"`{name}` means nothing for `{node.name}`, which the database computes"
            lowering.refuse("SG384", message, option.key_span, f"Remove `{name}`; its values follow from the others.")
    kept = {name: option.data for name, option in options.items() if name in _SUITED - {"computed"}}
    return node.standing_for(node.name, kept)
