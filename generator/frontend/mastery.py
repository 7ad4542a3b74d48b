"""`master`: whose row of `master` the rows of an entity have."""

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Mastery, OnDelete, Platform, Target


def lower_master(lowering: Lowering, entity: Node, parent: Target | None) -> Mastery:
    """Whose row it is; SG375 where there is no parent to share one with."""
    mastery = Mastery(entity.text("master", Mastery.OWN))
    if mastery is Mastery.PARENT and parent is None:
        node = entity.at("master")
        message = f"`{entity.name}` has no parent whose row of `master` it could share"
        lowering.refuse("SG375", message, node.span, "Give it a `belongs_to`, or remove `master`.")
        return Mastery.OWN
    return mastery


def check_links(lowering: Lowering, platform: Platform) -> None:
    """Refuses links to what has no row of its own in `master`, and deletions that would mark another's (SG376)."""
    entities = {entity.key: entity for entity in platform.known_entities()}
    for entity in platform.entities():
        for field in entity.fields:
            target = entities.get(field.target.key) if field.target else None
            if field.type.name == "master" and target is not None and not target.owns_master:
                message = f"a row of `{target.key}` is no master: it shares that of its parent"
                hint = f"Link to the parent of `{target.name}`, or refer to the row itself: `{{type: ref, ...}}`."
                lowering.refuse("SG376", message, field.span, hint)
        if not entity.owns_master and any(item.on_delete is OnDelete.CASCADE for item in entity.references):
            message = f"`{entity.name}` shares the master row of its parent, which a cascade would mark as deleted"
            lowering.refuse("SG376", message, entity.span, "Use `on_delete: restrict`, or give it a row of its own.")
