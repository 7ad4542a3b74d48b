"""`shared`: whether the rows of campaign 0 are everybody's to read."""

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Scope


def lower_shared(lowering: Lowering, entity: Node, scope: Scope) -> bool:
    """Whether the entity is shared; SG370 where it cannot be."""
    node = entity.get("shared")
    if node is None or node.data is not True:
        return False
    if scope is Scope.GLOBAL:
        message = f"the rows of `{entity.name}` belong to no campaign, so every campaign reads them already"
        lowering.refuse("SG370", message, node.span, "Remove `shared`, or give the entity `scope: campaign`.")
        return False
    return True
