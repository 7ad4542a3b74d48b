"""Whose the rows of an entity are: a campaign's or everybody's, campaigns themselves, parts of another row."""

from generator.frontend.mastery import lower_master
from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.frontend.sharing import lower_shared
from generator.frontend.tenant import lower_tenant
from generator.frozen import replace
from generator.ir import Entity


def with_ownership(lowering: Lowering, node: Node, entity: Entity) -> Entity:
    """The entity with what `shared`, `tenant` and `master` say of it."""
    return replace(
        entity,
        shared=lower_shared(lowering, node, entity.scope),
        tenant=lower_tenant(lowering, node, entity),
        master=lower_master(lowering, node, entity.parent),
    )
