"""Typed json on the wire: a message of its own for each, and what may become of its fields."""

from collections.abc import Callable, Iterator

from generator import names
from generator.diagnostics import Diagnostic
from generator.ir import Field
from generator.plan.compatibility import REQUIRED
from generator.plan.records import Record
from generator.plan.shapes import Message, MessageField, WireShapes
from generator.plan.wire_kinds import Part

Member = Callable[[Field, str], MessageField]
"""Makes the message field that carries a field of an owner."""


def message_name(field: Field, owner: str) -> str:
    """`ArticleRetryPolicy`; the empty text for what is no typed json."""
    return names.pascal(f"{owner}_{field.wire}") if field.fields else ""


def messages(owner: str, fields: tuple[Field, ...], member: Member) -> Iterator[Message]:
    """The messages of the typed json among the fields, each before what is in it."""
    for field in fields:
        if not field.fields:
            continue
        name = f"{owner}_{field.wire}"
        yield Message(
            name=names.pascal(name),
            part=Part.DOCUMENT,
            document=field,
            fields=tuple(member(item, name) for item in field.fields),
            span=field.span,
        )
        yield from messages(name, field.fields, member)


def refused(record: Record, shapes: WireShapes) -> Iterator[Diagnostic]:
    """SG584 for each field of a stored json that is required from now on: what rows hold already may lack it."""
    for message in stored(shapes):
        before = record.wire.get(shapes.full_name(message.name))
        if before is None:
            continue
        for field in message.fields:
            source = field.source
            if source is None or not source.must_be_given:
                continue
            if REQUIRED not in before.limits.get(field.name, ()):
                yield Diagnostic(
                    code="SG584",
                    message=f"`{source.name}` of `{message.name}` becomes required, but rows that exist may lack it",
                    span=source.span,
                    hint="Leave out `required`, and let your code treat what has none.",
                )


def stored(shapes: WireShapes) -> tuple[Message, ...]:
    """The messages of typed json that columns hold, not only requests and responses."""
    return tuple(item for message in shapes.entities for item in _below(message, shapes))


def _below(message: Message, shapes: WireShapes) -> Iterator[Message]:
    """The messages that the fields of a message hold, at any depth."""
    by_name = {item.name: item for item in shapes.documents}
    for field in message.fields:
        if (inner := by_name.get(field.type)) is not None:
            yield inner
            yield from _below(inner, shapes)
