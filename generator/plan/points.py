"""Points on the wire: one message for all that a service has."""

from collections.abc import Iterable

from generator.catalog import DEGREES, FIELD_TYPES
from generator.diagnostics import Span
from generator.ir import Field
from generator.plan.shapes import Message, MessageField
from generator.plan.wire_kinds import FieldKind, Part, Presence


def messages(fields: Iterable[Field]) -> tuple[Message, ...]:
    """The message of the points among the fields; none if there are none."""
    first = next((field for field in fields if field.type.name == "point"), None)
    if first is None:
        return ()
    numbers = tuple(_number(name, most, text, first.span) for name, most, text in DEGREES)
    return (Message(name=first.type.proto.type, part=Part.VALUE, fields=numbers, span=first.span),)


def _number(name: str, most: int, description: str, span: Span) -> MessageField:
    source = Field(
        name=name,
        column=name,
        type=FIELD_TYPES["double"],
        description=description,
        required=True,
        minimum=str(-most),
        maximum=str(most),
        span=span,
    )
    type_ = source.type.proto.type
    return MessageField(name=name, type=type_, presence=Presence.IMPLICIT, kind=FieldKind.VALUE, source=source)
