"""What the template of a service spells: finished lines of TypeScript."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import names
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.plan.shapes import EnumShape, Message, MessageField, Part, Presence, Rpc, WireShapes

from scaffold_typescript.types import decoder, is_message, json_name, may_lack, may_leave_out, spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A field of a message."""

    declaration: str
    """`title?: string;`."""
    reading: str
    """How the reader fills it: `title: (json.title ?? "") as string,`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message."""

    name: str
    is_read: bool
    """Whether it comes from the server, and needs a reader."""
    decoder: str
    parameter: str
    """Of the reader; with an underscore if no field needs it."""
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """A method of the client."""

    name: str
    rpc: str
    request: str
    response: str
    decoder: str
    default: str
    """` = {}` where no field of the request is required."""
    many_requests: bool
    """Whether the caller sends a stream."""
    many_responses: bool
    """Whether the server answers with one."""
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumView:
    """An enum, as the union of the names of its values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformView:
    """What the modules of all services share."""

    package: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """One module."""

    spec: str
    client: str
    full_name: str
    description: str
    enums: tuple[EnumView, ...]
    messages: tuple[MessageView, ...]
    methods: tuple[MethodView, ...]
    collects: bool
    """Whether a method sends a stream and waits for one answer, for which it needs the transport's code."""


def platform_view(blueprint: PlatformBlueprint) -> PlatformView:
    """The view of what exists once."""
    services = tuple(item.service.name for item in blueprint.services)
    return PlatformView(package=blueprint.platform.package.replace("_", "-"), services=services)


def service_view(blueprint: Blueprint) -> ServiceView:
    """The view of one service's module."""
    wire = blueprint.shapes
    methods = tuple(_methods(wire))
    return ServiceView(
        spec=blueprint.service.path,
        client=f"{names.pascal(blueprint.service.name)}Client",
        full_name=wire.full_name(wire.name),
        description=_comment(blueprint.service.description),
        enums=tuple(map(_enum, wire.enums)),
        messages=tuple(map(_message, wire.messages)),
        methods=methods,
        collects=any(method.many_requests and not method.many_responses for method in methods),
    )


def _enum(shape: EnumShape) -> EnumView:
    return EnumView(name=shape.name, values=tuple(f'"{item.name}"' for item in shape.values))


def _message(message: Message) -> MessageView:
    is_request = message.part is Part.REQUEST
    fields = tuple(
        _field(field, is_optional=may_leave_out(field, message.verb) if is_request else may_lack(field))
        for field in message.fields
    )
    return MessageView(
        name=message.name,
        is_read=not is_request,
        decoder=decoder(message.name),
        parameter="json" if fields else "_json",
        fields=fields,
    )


def _field(field: MessageField, *, is_optional: bool) -> FieldView:
    """A field; ProtoJSON leaves out zero values, so what cannot be absent is filled in when it is read."""
    name, value = json_name(field.name), spelling(field)
    json = f"json.{name}"
    if field.presence is Presence.REPEATED:
        type_ = f"readonly {value.type}[]"
        items = f"({json} ?? []) as readonly {'rpc.JsonObject' if is_message(field) else value.type}[]"
        reading = f"({items}).map({decoder(value.type)})" if is_message(field) else items
    elif is_message(field):
        type_, reading = value.type, f"{decoder(value.type)}(({json} ?? {{}}) as rpc.JsonObject)"
    else:
        read = json if is_optional else f"({json} ?? {value.zero})"
        type_, reading = value.type, f"{read} as {value.type}"
    if is_optional and field.presence is not Presence.REPEATED:
        line = f"...({json} === undefined ? {{}} : {{ {name}: {reading} }}),"
    else:
        line = f"{name}: {reading},"
    return FieldView(declaration=f"{name}{'?' if is_optional else ''}: {type_};", reading=line)


def _methods(wire: WireShapes) -> Iterator[MethodView]:
    for rpc in wire.rpcs:
        yield MethodView(
            name=json_name(rpc.method),
            rpc=rpc.name,
            request=rpc.request.name,
            response=rpc.response.name,
            decoder=decoder(rpc.response.name),
            many_requests=rpc.many_requests,
            many_responses=rpc.many_responses,
            default=" = {}" if all(may_leave_out(item, rpc.verb) for item in rpc.request.fields) else "",
            summary=_comment(_summary(rpc)),
        )


def _summary(rpc: Rpc) -> str:
    if rpc.operation is not None:
        return rpc.operation.description
    return f"{names.words(rpc.method).capitalize()}."


def _comment(text: str) -> str:
    """One line that cannot end its comment."""
    return " ".join(text.split()).replace("*/", "*\\/")
