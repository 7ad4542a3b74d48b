"""`master`: whose row of `master` the rows of an entity have."""

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Entity, Mastery, OnDelete, Platform, Target


def lower_master(lowering: Lowering, entity: Node, parent: Target | None) -> Mastery:
    """Whose row it is; SG375 where there is no parent to share one with."""
    mastery = Mastery(entity.text("master", Mastery.OWN))
    if mastery is Mastery.PARENT and parent is None:
        node = entity.at("master")
        message = f"`{entity.name}` has no parent whose row of `master` it could share"
        lowering.refuse("SG375", message, node.span, "Give it a `belongs_to`, or remove `master`.")
        return Mastery.OWN
    return mastery


def _no_master(target: Entity) -> tuple[str, str]:
    """Why nobody can link to the rows of the target, and what to do instead."""
    if not target.has_master:
        hint = f"Refer to the row itself: `{{type: ref, to: {target.name}}}`; or let `{target.name}` have masters."
        return f"a row of `{target.key}` has no master (`master: none`)", hint
    hint = f"Link to the parent of `{target.name}`, or refer to the row itself: `{{type: ref, ...}}`."
    return f"a row of `{target.key}` is no master: it shares that of its parent", hint


def check_owners(lowering: Lowering, platform: Platform) -> None:
    """Refuses what needs a row of `master` where there is none: parts (SG375) and campaigns (SG377)."""
    entities = {entity.key: entity for entity in platform.known_entities()}
    for entity in platform.entities():
        whole = entities.get(entity.parent.key) if entity.parent else None
        if entity.master is Mastery.PARENT and whole is not None and not whole.has_master:
            message = f"`{entity.name}` would share the row of `master` of `{whole.key}`, which has none"
            lowering.refuse("SG375", message, entity.span, "Write `master: none` here, too, or remove it there.")
        if entity.tenant and not entity.has_master:
            message = "the campaigns of the platform have rows of `master`, by which every service can link to them"
            lowering.refuse("SG377", message, entity.span, "Remove `master: none`.")


def check_events(lowering: Lowering, platform: Platform) -> None:
    """Refuses events raised by hand of rows without a master row: the log could not tell which row it was (SG394)."""
    for service in platform.services:
        for entity in service.entities:
            if not entity.has_master:
                written = {step.emits.name for step, _ in service.transitions(entity) if step.emits}
                for event in entity.events:
                    if not event.implied and event.name not in written:
                        message = f"`{entity.name}` has no master rows, so nothing would say of which row this event is"
                        hint = "Let a transition emit it, which logs the row's id; or remove `master: none`."
                        lowering.refuse("SG394", message, event.span, hint)


def check_links(lowering: Lowering, platform: Platform) -> None:
    """Refuses links to what has no row of its own in `master`, and deletions that would mark another's (SG376)."""
    entities = {entity.key: entity for entity in platform.known_entities()}
    for entity in platform.entities():
        for field in entity.fields:
            target = entities.get(field.target.key) if field.target else None
            if field.type.name == "master" and target is not None and not target.owns_master:
                message, hint = _no_master(target)
                lowering.refuse("SG376", message, field.span, hint)
        if entity.master is Mastery.PARENT and any(item.on_delete is OnDelete.CASCADE for item in entity.references):
            message = f"`{entity.name}` shares the master row of its parent, which a cascade would mark as deleted"
            lowering.refuse("SG376", message, entity.span, "Use `on_delete: restrict`, or give it a row of its own.")
