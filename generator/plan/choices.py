"""Oneofs: which fields of an operation's messages are in one, and what clients notice of a new one."""

from collections.abc import Iterable, Iterator

from generator.frozen import replace
from generator.ir import Choice, Operation
from generator.plan.blueprint import WireType
from generator.plan.shapes import Message, MessageField
from generator.plan.wire_kinds import Part


def chosen(operation: Operation, fields: Iterable[MessageField]) -> Iterator[MessageField]:
    """The fields, each with the group that it is in."""
    groups = {name: choice for choice in operation.choices for name in choice.fields}
    for field in fields:
        choice = groups.get(field.source.name) if field.source else None
        yield replace(field, choice=choice) if choice else field


def demanded(message: Message) -> tuple[Choice, ...]:
    """The groups of which a request must have one."""
    if message.part is not Part.REQUEST:
        return ()
    choices = dict.fromkeys(field.choice for field in message.fields if field.choice)
    return tuple(choice for choice in choices if not choice.optional)


def newly_demanded(message: Message, before: WireType) -> Iterator[Choice]:
    """The groups that no client can know, because all of their fields are new."""
    for choice in demanded(message):
        if not any(field.name in before.numbers for field in message.fields if field.choice is choice):
            yield choice
