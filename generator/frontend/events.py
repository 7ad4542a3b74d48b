"""Events of an entity, lowered: those every entity has and those the spec declares."""

from collections.abc import Iterator
from typing import Final

from generator.frontend import descriptions, lifecycle, naming
from generator.frontend.evolution import deprecation, former_name
from generator.frontend.fields import Owner, lower_fields
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frontend.references import refuse_unknown_entity
from generator.frontend.relations import entity_nodes
from generator.ir import EntityKey, Event

_IMPLIED: Final = ("created", "updated", "deleted")
_IMPLIED_SOFT: Final = (*_IMPLIED, "restored")


def check_event_names(lowering: Lowering, service: Node) -> None:
    """Refuses events of entities that the service does not have, and those that every entity has anyway."""
    own = service.text("service")
    implied = {item.name: {*_IMPLIED_SOFT, *lifecycle.implied_events(item)} for item in entity_nodes(service)}
    for node in service.entries("events"):
        entity, _, verb = node.name.partition(".")
        key = EntityKey(service=own, entity=entity)
        if key not in lowering.outline.scopes:
            refuse_unknown_entity(lowering, key, own, node.key_span)
        elif verb in implied.get(entity, ()):
            which = "every entity" if verb in _IMPLIED_SOFT else "an entity that can be archived"
            message = f"`{node.name}` is written for {which} without being declared"
            lowering.refuse("SG317", message, node.key_span, "Remove it, or name the event after what caused it.")


def lower_events(lowering: Lowering, service: Node, entity: Node, owner: Owner) -> tuple[Event, ...]:
    """The events of one entity: the implied ones first."""
    return (*_implied(lowering, entity, owner), *_declared(lowering, service, entity, owner))


def _implied(lowering: Lowering, entity: Node, owner: Owner) -> Iterator[Event]:
    for verb in (*(_IMPLIED_SOFT if entity.flag("soft_delete") else _IMPLIED), *lifecycle.implied_events(entity)):
        yield Event(
            service=owner.service,
            entity=entity.name,
            name=verb,
            description=descriptions.event(entity.name, verb),
            retention=lowering.retention[0].name,
            implied=True,
            span=entity.key_span,
        )


def _declared(lowering: Lowering, service: Node, entity: Node, owner: Owner) -> Iterator[Event]:
    for node in service.entries("events"):
        name, _, verb = node.name.partition(".")
        if name != entity.name:
            continue
        payload_owner = Owner(
            service=owner.service,
            name=f"{name}_{verb}",
            scope=owner.scope,
            stored=False,
            told=True,
            taken=naming.PAYLOAD_FIELD_NAMES | {f"{name}_id"},
        )
        payload = lower_fields(lowering, node.entries("payload"), payload_owner)
        for field in payload:
            if field.fields:
                hint = "Leave out `fields`, or let the payload have what readers need of it."
                lowering.refuse("SG343", "the payload of an event has no typed json", field.span, hint)
        yield Event(
            service=owner.service,
            entity=name,
            name=verb,
            description=node.text("description") or descriptions.event(name, verb),
            payload=payload,
            retention=_retention(lowering, node),
            renamed_from=_former_verb(lowering, service, node),
            deprecated=deprecation(node),
            span=node.key_span,
        )


def _former_verb(lowering: Lowering, service: Node, node: Node) -> str | None:
    former = former_name(lowering, node, frozenset(item.name for item in service.entries("events")))
    return former.partition(".")[2] if former else None


def _retention(lowering: Lowering, event: Node) -> str:
    classes = [item.name for item in lowering.retention]
    node = event.get("retention")
    if node is None:
        return classes[0]
    if node.string not in classes:
        hint = did_you_mean(node.string, classes, otherwise=f"The classes in scaffold.yaml are {listed(classes)}.")
        lowering.refuse("SG318", f"there is no retention class `{node.string}`", node.span, hint)
    return node.string
