"""From the intermediate representation to wire shapes: which messages, enums and RPCs a service has."""

import re
from collections.abc import Iterator
from functools import partial

from generator import names
from generator.catalog import FieldType
from generator.ir import Entity, Field, Operation, Platform, Service
from generator.plan import aggregates, documents, points, slots, views
from generator.plan.choices import chosen
from generator.plan.shapes import EnumShape, EnumValue, Message, MessageField, Rpc, WireShapes
from generator.plan.standard_rpcs import Standard, standard_rpcs
from generator.plan.wire_kinds import FieldKind, Part, Presence, Verb

_WORD_START = re.compile(r"(?<=[a-z])[A-Z]|(?<=[^_])[A-Z](?=[a-z])")
"""Where buf's ENUM_VALUE_PREFIX rule begins a new word; digits begin none: `Order2Status` is `ORDER2_STATUS`."""


def shapes(platform: Platform, service: Service) -> WireShapes:
    """The wire shapes of `service`: entities in spec order with their standard verbs, then the declared operations."""
    package = f"{platform.package}.{service.name}.v1"
    return WireShapes(
        service=service,
        package=package,
        name=f"{names.pascal(service.name)}Service",
        path=proto_path(platform.package, service.name),
        enums=tuple(_enums(service)),
        entities=tuple(entity_message(item) for item in service.entities),
        documents=tuple(
            message
            for owner, fields in _owned(service)
            for message in documents.messages(owner, fields, partial(value_field, optional=True))
        ),
        values=points.messages(field for _, fields in _owned(service) for field in fields),
        groups=tuple(
            aggregates.group_message(item, aggregate, partial(_grouped, item))
            for item in service.entities
            for aggregate in item.aggregates
        )
        + views.row_messages(service, value_field),
        rpcs=(
            *(_entity_rpc(standard) for item in service.entities for standard in standard_rpcs(item)),
            *(_operation_rpc(service, item) for item in service.operations),
        ),
    )


def proto_path(package: str, service: str) -> str:
    """The .proto file of a service below the platform root; buf wants the path to equal the proto package."""
    return f"proto/{package}/{service}/v1/{service}.proto"


def enum_name(owner: str, field: Field) -> str:
    """What the enum of `field` is called, after its owner: `article` and `status` make `ArticleStatus`."""
    return names.pascal(f"{owner}_{field.wire}")


def enum_shape(owner: str, field: Field) -> EnumShape:
    """The enum of `field`."""
    name = enum_name(owner, field)
    prefix = _WORD_START.sub(lambda found: f"_{found.group()}", name).upper()
    known = dict(field.wire_values)
    values = (
        EnumValue(name=f"{prefix}_{names.constant(known.get(value, value))}", value=value) for value in field.values
    )
    return EnumShape(name=name, field=field, values=(EnumValue(name=f"{prefix}_UNSPECIFIED", value=None), *values))


def value_field(field: Field, owner: str, *, kind: FieldKind = FieldKind.VALUE, optional: bool) -> MessageField:
    """The message field that carries a field of the spec; `optional` asks for presence where the type has a choice."""
    element = field.element or field.type
    enum = enum_shape(owner, field) if field.values else None
    if field.element is not None:
        presence = Presence.MAP if field.type.name == "map" else Presence.REPEATED
    elif field.dimensions is not None:
        presence = Presence.REPEATED
    elif element.message:
        presence = Presence.MESSAGE
    else:
        presence = Presence.OPTIONAL if optional else Presence.IMPLICIT
    return MessageField(
        name=field.wire,
        type=enum.name if enum else documents.message_name(field, owner) or _type(field, element),
        presence=presence,
        kind=kind,
        source=field,
        enum=enum,
        imports=element.proto.imports,
    )


def _type(field: Field, element: FieldType) -> str:
    return f"map<string, {element.proto.type}>" if field.type.name == "map" else element.proto.type


def entity_message(entity: Entity) -> Message:
    """The message of an entity: system fields in their slots, the parent, fields (`optional` if nullable)."""
    fields = (value_field(item, entity.wire, optional=item.nullable) for item in entity.shown)
    return Message(
        name=names.pascal(entity.wire),
        part=Part.ENTITY,
        entity=entity,
        slots=slots.ENTITY,
        fields=(*slots.entity(entity), *slots.parent(entity, Presence.IMPLICIT), *fields),
        span=entity.span,
    )


def _enums(service: Service) -> Iterator[EnumShape]:
    """Each enum once, by name: two transitions may emit one event."""
    found: dict[str, EnumShape] = {}
    for owner, fields in _owned(service):
        for item in fields:
            if item.values:
                shape = enum_shape(owner, item)
                found.setdefault(shape.name, shape)
    yield from found.values()


def _owned(service: Service) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """The fields of each message that carries some of the spec, with what their enums and documents are named after."""
    yield from ((item.wire, item.fields) for item in service.entities)
    for operation in service.operations:
        yield _request_owner(operation), operation.request
        yield f"{operation.wire}_response", operation.response


def _request_owner(operation: Operation) -> str:
    """Who the enums of an operation's request are named after.

    A transition's request is the payload of the event it emits, so they are the event's; others belong to the request.
    """
    if operation.transition and operation.emits:
        return operation.emits.wire_owner or operation.emits.owner
    return f"{operation.wire}_request"


def _entity_rpc(standard: Standard) -> Rpc:
    """A standard verb: its request is the verb's slots and then what it carries.

    It asks for presence of whatever it carries, so that what was left out is not taken for zero or empty.
    """
    entity, verb, name = standard.entity, standard.verb, standard.name
    parent = slots.parent(entity, Presence.OPTIONAL) if standard.of_parent else ()
    carried = (value_field(item, entity.wire, kind=kind, optional=True) for kind, item in standard.carried)
    archived = (*slots.archived(entity), *slots.window(entity)) if verb is Verb.LIST else ()
    return Rpc(
        name=name,
        method=standard.method,
        verb=verb,
        entity=entity,
        operation=None,
        unique=standard.unique,
        aggregate=standard.aggregate,
        view=standard.view,
        field=standard.field,
        scoped=entity.scoped,
        request=Message(
            name=f"{name}Request",
            part=Part.REQUEST,
            verb=verb,
            entity=entity,
            slots=slots.REQUEST[verb],
            fields=(*slots.request(entity, verb), *parent, *carried, *archived),
            span=entity.span,
        ),
        response=_response(f"{name}Response", standard),
    )


def _response(name: str, standard: Standard) -> Message:
    if standard.aggregate:
        return aggregates.response(name, standard.entity, standard.aggregate)
    if standard.view:
        return views.response(name, standard.entity, standard.view)
    return _entity_response(name, standard.entity, standard.verb, None)


def _grouped(entity: Entity, field: Field) -> MessageField:
    """A field of a group."""
    return value_field(field, entity.wire, optional=field.nullable)


def _entity_response(name: str, entity: Entity, verb: Verb, operation: Operation | None) -> Message:
    """The response of a verb that works on an entity."""
    return Message(
        name=name,
        part=Part.RESPONSE,
        verb=verb,
        entity=entity,
        operation=operation,
        slots=slots.LISTED if verb is Verb.LIST else slots.RESPONSE,
        fields=slots.response(entity, verb),
        span=operation.span if operation else entity.span,
    )


def _operation_rpc(service: Service, operation: Operation) -> Rpc:
    """A declared operation: a transition of an entity, or a custom verb."""
    entity = service.entity(operation.entity) if operation.entity else None
    verb = Verb.TRANSITION if operation.transition else Verb.CUSTOM
    scope = entity.scope if entity else service.scope
    kind = FieldKind.PAYLOAD if operation.transition else FieldKind.VALUE
    owner = _request_owner(operation)
    fields = chosen(operation, (value_field(item, owner, kind=kind, optional=True) for item in operation.request))
    system = slots.request(entity, verb) if entity and operation.transition else slots.campaign(scope)
    once = slots.request_id(4 if operation.transition else None, asked=operation.idempotent)
    name = names.pascal(operation.wire)
    request = Message(
        name=f"{name}Request",
        part=Part.REQUEST,
        verb=verb,
        entity=entity,
        operation=operation,
        slots=slots.REQUEST[verb],
        fields=(*system, *once, *fields) if operation.transition else (*system, *fields, *once),
        span=operation.span,
    )
    if entity and operation.transition:
        response = _entity_response(f"{name}Response", entity, verb, operation)
    else:
        response = _custom_response(f"{name}Response", entity, operation)
    return Rpc(
        name=name,
        method=operation.name,
        verb=verb,
        entity=entity,
        operation=operation,
        scoped=bool(slots.campaign(scope)),
        request=request,
        response=response,
    )


def _custom_response(name: str, entity: Entity | None, operation: Operation) -> Message:
    """The response of a custom verb: the spec's fields and nothing else."""
    fields = (value_field(item, f"{operation.wire}_response", optional=item.nullable) for item in operation.response)
    return Message(
        name=name,
        part=Part.RESPONSE,
        verb=Verb.CUSTOM,
        entity=entity,
        operation=operation,
        fields=tuple(chosen(operation, fields)),
        span=operation.span,
    )
