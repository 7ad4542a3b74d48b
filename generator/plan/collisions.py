"""Names that would meet in the .proto file of a service although the spec keeps them apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator import names
from generator.diagnostics import Diagnostic, Span
from generator.plan.shapes import Message, WireShapes

_Owner = tuple[str, Span]


def collisions(shapes: WireShapes) -> tuple[Diagnostic, ...]:
    """Every finding, in the order of the file.

    SG330: two declarations of one name. SG331: two fields of one message that share a name or a JSON name.
    SG332: a name that would hide the types of `google.protobuf`.
    """
    found = [*_declarations(shapes), *_service_name(shapes)]
    for message in shapes.messages:
        found.extend(_fields(message))
    return tuple(found)


def _declarations(shapes: WireShapes) -> Iterator[Diagnostic]:
    """Messages, enums, the service and all enum values share one namespace: an enum's values lie beside it, as in C."""
    declared: list[tuple[str, str, Span]] = [(shapes.name, "the service", shapes.service.span)]
    declared.extend((item.name, f"message `{item.name}`", item.span) for item in shapes.messages)
    for enum in shapes.enums:
        declared.append((enum.name, f"the enum of `{enum.field.name}`", enum.field.span))
        declared.extend((value.name, f"a value of `{enum.name}`", enum.field.span) for value in enum.values)
    for name, owners in _repeated((name, (what, span)) for name, what, span in declared):
        (first, _), (second, span) = owners[:2]
        yield Diagnostic(
            code="SG330",
            message=f"`{name}` would be declared twice in `{shapes.path}`: by {first} and by {second}",
            span=span,
            hint="Rename one of the two in the spec.",
        )


def _fields(message: Message) -> Iterator[Diagnostic]:
    """Two fields whose JSON names are equal are refused by protoc: `a_1` and `a1`."""
    placed = (
        (names.camel(item.name), (item.name, item.source.span if item.source else message.span))
        for item in message.fields
    )
    for json_name, owners in _repeated(placed):
        (first, _), (second, span) = owners[:2]
        yield Diagnostic(
            code="SG331",
            message=f"`{first}` and `{second}` of message `{message.name}` would share the JSON name `{json_name}`",
            span=span,
            hint="Rename the field; the system fields of messages keep their names.",
        )


def _service_name(shapes: WireShapes) -> Iterator[Diagnostic]:
    """A package segment `google` would capture every `google.protobuf.`: names are resolved from the inside out."""
    if "google" in shapes.package.split("."):
        yield Diagnostic(
            code="SG332",
            message=f"package `{shapes.package}` would hide the types of `google.protobuf`",
            span=shapes.service.span,
            hint="Give the service or the platform another name than `google`.",
        )


def _repeated(pairs: Iterable[tuple[str, _Owner]]) -> Iterator[tuple[str, list[_Owner]]]:
    """The names that occur more than once, each with all its owners, in order."""
    grouped: dict[str, list[_Owner]] = defaultdict(list)
    for name, owner in pairs:
        grouped[name].append(owner)
    return ((name, owners) for name, owners in grouped.items() if len(owners) > 1)
