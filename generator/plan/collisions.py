"""Names that would meet in the .proto file of a service although the spec keeps them apart."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from generator import names
from generator.diagnostics import Diagnostic, Span
from generator.plan.shapes import Message, MessageField, WireShapes

_Name = TypeVar("_Name", bound=Hashable)
_Owner = tuple[str, Span]
"""What of the spec asks for a name, and where that is."""


def collisions(shapes: WireShapes) -> tuple[Diagnostic, ...]:
    """Every finding, in the order of the file; two things of the spec that meet in many names are one.

    SG330: two declarations of one name. SG331: two fields of one message that share a name or a JSON name.
    SG332: a name that would hide the types of `google.protobuf`.
    """
    return (*_declarations(shapes), *_service_name(shapes), *_fields(shapes))


def _declarations(shapes: WireShapes) -> Iterator[Diagnostic]:
    """Messages, enums, the service and all enum values share one namespace: an enum's values lie beside it, as in C."""
    declared: list[tuple[str, _Owner]] = [(shapes.name, ("the service itself", shapes.service.span))]
    declared.extend((item.name, _owner(item)) for item in shapes.messages)
    for enum in shapes.enums:
        owner = (f"field `{enum.field.name}`", enum.field.span)
        declared.extend((name, owner) for name in (enum.name, *(value.name for value in enum.values)))
    for name, (first, _), (second, span) in _meetings(declared):
        yield Diagnostic(
            code="SG330",
            message=f"`{name}` would be declared twice in `{shapes.path}`: by {first} and by {second}",
            span=span,
            hint="Rename one of the two.",
        )


def _owner(message: Message) -> _Owner:
    """What of the spec a message is made for."""
    if message.document:
        return f"field `{message.document.name}`", message.span
    if message.operation:
        return f"operation `{message.operation.name}`", message.span
    if message.entity:
        return f"entity `{message.entity.name}`", message.span
    return "the service itself", message.span


def _fields(shapes: WireShapes) -> Iterator[Diagnostic]:
    """Two fields whose JSON names are equal are refused by protoc: `a_1` and `a1`."""
    placed = (
        ((number, message.name, names.camel(item.name)), _place(message, item))
        for number, message in enumerate(shapes.messages)
        if len({names.camel(item.name) for item in message.fields}) < len(message.fields)
        for item in message.fields
    )
    for (_, message, json_name), (first, _), (second, span) in _meetings(placed):
        yield Diagnostic(
            code="SG331",
            message=f"`{first}` and `{second}` of message `{message}` would share the JSON name `{json_name}`",
            span=span,
            hint="Rename the field; the system fields of messages keep their names.",
        )


def _place(message: Message, item: MessageField) -> _Owner:
    return item.name, item.source.span if item.source else message.span


def _service_name(shapes: WireShapes) -> Iterator[Diagnostic]:
    """A package segment `google` would capture every `google.protobuf.`: names are resolved from the inside out."""
    if "google" in shapes.package.split("."):
        yield Diagnostic(
            code="SG332",
            message=f"package `{shapes.package}` would hide the types of `google.protobuf`",
            span=shapes.service.span,
            hint="Give the service or the platform another name than `google`.",
        )


def _meetings(claims: Iterable[tuple[_Name, _Owner]]) -> Iterator[tuple[_Name, _Owner, _Owner]]:
    """The names that occur more than once, each with its first two owners; the same two owners are told of once."""
    grouped: dict[_Name, list[_Owner]] = defaultdict(list)
    for name, owner in claims:
        grouped[name].append(owner)
    told: set[tuple[_Owner, ...]] = set()
    for name, owners in grouped.items():
        pair = tuple(owners[:2])
        if len(pair) > 1 and pair not in told:
            told.add(pair)
            yield name, owners[0], owners[1]
