"""Operations, lowered: transitions of a state machine, and custom verbs."""

from collections.abc import Mapping
from typing import Final

from generator.diagnostics import Span
from generator.frontend import descriptions, naming, once
from generator.frontend.choices import lower_choices
from generator.frontend.evolution import deprecation, former_name
from generator.frontend.fields import Owner, lower_fields
from generator.frontend.guards import lower_guard
from generator.frontend.http import lower_rule
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frontend.references import refuse_unknown_entity
from generator.ir import Entity, EntityKey, Event, Field, Operation, Scope, Stream, Transition

Entities = Mapping[str, Entity]
"""The entities of the service by name."""

_NOTHING_TAKEN: Final = frozenset[str]()


def governed_fields(service: Node) -> Mapping[str, frozenset[str]]:
    """By entity, the fields that only transitions change; the entities need to know before they are lowered."""
    governed: dict[str, frozenset[str]] = {}
    for operation in service.entries("operations"):
        transition = operation.get("transition")
        entity = operation.text("entity")
        if transition is not None:
            governed[entity] = governed.get(entity, frozenset()) | {transition.text("field")}
    return governed


def lower_operations(lowering: Lowering, service: Node, entities: Entities, scope: Scope) -> tuple[Operation, ...]:
    """The operations in file order, without those whose entity or transition is refused."""
    lowered = []
    for node in service.entries("operations"):
        naming.check_operation(lowering, node.name, node.key_span)
        entity = _entity(lowering, service, node, entities)
        if node.get("transition") is None:
            lowered.append(_custom(lowering, service, node, entities, entity.scope if entity else scope))
        elif entity is not None:
            lowered.append(_transition_operation(lowering, service, node, entities, entity))
    return tuple(lowered)


def _entity(lowering: Lowering, service: Node, node: Node, entities: Entities) -> Entity | None:
    named = node.get("entity")
    if named is None:
        return None
    own = service.text("service")
    if named.string not in entities:
        refuse_unknown_entity(lowering, EntityKey(service=own, entity=named.string), own, named.span)
    return entities.get(named.string)


def _custom(lowering: Lowering, service: Node, node: Node, entities: Entities, scope: Scope) -> Operation:
    entity, stream = node.get("entity"), node.get("stream")
    request = _message(lowering, service, node, "request", scope)
    response = _message(lowering, service, node, "response", scope)
    return Operation(
        name=node.name,
        description=node.text("description") or descriptions.operation(node.name),
        entity=entity.string if entity else None,
        emits=_emitted(lowering, service, node, entities),
        request=request,
        response=response,
        choices=lower_choices(lowering, node, (request, response)),
        stream=Stream(stream.string) if stream else None,
        idempotent=once.lower_idempotent(lowering, node),
        http=lower_rule(lowering, node),
        renamed_from=_former(lowering, service, node),
        deprecated=deprecation(node),
        span=node.key_span,
    )


def _message(lowering: Lowering, service: Node, node: Node, key: str, scope: Scope) -> tuple[Field, ...]:
    taken = naming.MESSAGE_FIELD_NAMES if key == "request" else _NOTHING_TAKEN
    if key == "request" and node.flag("idempotent"):
        taken |= {"request_id"}
    name = f"{node.name}_{key}"
    told = key == "response"
    owner = Owner(service=service.text("service"), name=name, scope=scope, stored=False, told=told, taken=taken)
    return lower_fields(lowering, node.entries(key), owner)


def _transition_operation(
    lowering: Lowering, service: Node, node: Node, entities: Entities, entity: Entity
) -> Operation:
    emits = _emitted(lowering, service, node, entities)
    transition = _transition(lowering, node.at("transition"), entity)
    if emits is not None:
        _check_emitted(lowering, node.at("emits"), entity, emits, transition)
    return Operation(
        name=node.name,
        description=node.text("description") or descriptions.operation(node.name),
        entity=entity.name,
        transition=transition,
        emits=emits,
        request=emits.payload if emits else (),
        idempotent=once.lower_idempotent(lowering, node),
        http=lower_rule(lowering, node),
        renamed_from=_former(lowering, service, node),
        deprecated=deprecation(node),
        span=node.key_span,
    )


def _former(lowering: Lowering, service: Node, node: Node) -> str | None:
    return former_name(lowering, node, frozenset(item.name for item in service.entries("operations")))


def _transition(lowering: Lowering, node: Node, entity: Entity) -> Transition:
    name = node.at("field")
    field = next((item for item in entity.fields if item.name == name.string), None)
    lowered = Transition(
        field=name.string,
        sources=tuple(item.string for item in node.entries("from")),
        to=node.at("to").string,
        guard=lower_guard(lowering, node, entity),
    )
    if field is None:
        known = [item.name for item in entity.fields]
        hint = did_you_mean(name.string, known, otherwise=f"The fields of `{entity.name}` are {listed(known)}.")
        lowering.refuse("SG312", f"`{entity.name}` has no field `{name.string}`", name.span, hint)
    elif field.type.name != "enum" or field.default is None:
        message = f"`{field.name}` cannot hold states: it is not an enum with a default"
        hint = "Make it `{type: enum, values: [...], default: ...}`; the default is the state at creation."
        lowering.refuse("SG314", message, name.span, hint)
    else:
        for item in (*node.entries("from"), node.at("to")):
            _check_state(lowering, field, item.string, item.span)
        if lowered.to in lowered.sources:
            hint = "Remove it from `from`."
            lowering.refuse("SG315", f"`{lowered.to}` leads to itself", node.at("to").span, hint)
    return lowered


def _check_state(lowering: Lowering, field: Field, state: str, span: Span) -> None:
    if state not in field.values:
        hint = did_you_mean(state, field.values, otherwise=f"The values are {listed(field.values)}.")
        lowering.refuse("SG315", f"`{state}` is not a value of `{field.name}`", span, hint)


def _emitted(lowering: Lowering, service: Node, node: Node, entities: Entities) -> Event | None:
    named = node.get("emits")
    if named is None:
        return None
    declared = [item.name for item in service.entries("events")]
    if named.string not in declared:
        otherwise = f"Declare it: `events: {{{named.string}: {{}}}}`."
        hint = did_you_mean(named.string, declared, otherwise=otherwise)
        lowering.refuse("SG316", f"there is no declared event `{named.string}`", named.span, hint)
        return None
    entity, _, verb = named.string.partition(".")
    events = entities[entity].events if entity in entities else ()
    return next((event for event in events if event.name == verb), None)


def _check_emitted(lowering: Lowering, node: Node, entity: Entity, event: Event, transition: Transition) -> None:
    if event.entity != entity.name:
        hint = f"Declare an event of `{entity.name}` and emit that."
        message = f"a transition of `{entity.name}` cannot emit an event of `{event.entity}`"
        lowering.refuse("SG316", message, node.span, hint)
    for field in event.payload:
        if field.column == transition.field:
            hint = "Remove it from the payload; the event carries the new state by itself."
            lowering.refuse("SG304", f"`{field.name}` is in every event of this transition", field.span, hint)
