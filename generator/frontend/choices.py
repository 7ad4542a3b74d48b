"""`one_of` of an operation: fields of its request, or of its response, of which a message has one."""

from collections.abc import Iterator
from typing import Final

from generator.frontend import naming
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.ir import Choice, Field

_REPEATED: Final = frozenset({"list", "map"})

_Messages = tuple[tuple[Field, ...], tuple[Field, ...]]
"""The fields of the request, and of the response."""


def lower_choices(lowering: Lowering, operation: Node, messages: _Messages) -> tuple[Choice, ...]:
    """The groups in file order, without those that are refused.

    A group holds in the request, in the response, or in both: wherever its fields are.
    """
    taken: dict[str, str] = {}
    return tuple(
        Choice(name=node.name, fields=names, optional=node.flag("optional"), span=node.key_span)
        for node in operation.entries("one_of")
        if (names := _members(lowering, node, messages, taken))
    )


def _members(lowering: Lowering, node: Node, messages: _Messages, taken: dict[str, str]) -> tuple[str, ...]:
    """The names of the group's fields; none if it is refused. `taken` says in which group a field already is."""
    items = tuple((node if isinstance(node.data, list) else node.at("fields")).values())
    naming.check_choice(lowering, node.name, node.key_span)
    findings = len(lowering.findings)
    for item in items:
        _check_member(lowering, item, messages)
        other = taken.setdefault(item.string, node.name)
        if other != node.name:
            message = f"`{item.string}` is already one of `{other}`"
            lowering.refuse("SG342", message, item.span, "A field belongs to one group at most.")
    names = tuple(item.string for item in items)
    if len(set(names)) != len(names):
        lowering.refuse("SG322", f"`{node.name}` lists a field twice", node.key_span, "Remove one of the two.")
    elif len(lowering.findings) == findings:
        _check_whole(lowering, node, names, messages)
    return names if len(lowering.findings) == findings else ()


def _check_member(lowering: Lowering, item: Node, messages: _Messages) -> None:
    found = tuple(_named(item.string, messages))
    if not found:
        known = [field.name for fields in messages for field in fields]
        hint = did_you_mean(item.string, known, otherwise=f"The fields are {listed(dict.fromkeys(known))}.")
        lowering.refuse("SG340", f"neither request nor response has a field `{item.string}`", item.span, hint)
    for field in found:
        if field.required:
            message = f"`{field.name}` is required, so none of the others could ever be given"
            hint = "Remove `required`; the group says that one of them is there."
            lowering.refuse("SG341", message, item.span, hint)
            return
        if field.type.name in _REPEATED:
            message = f"`{field.name}` of type `{field.type.name}` cannot be one of several"
            lowering.refuse("SG341", message, item.span, "Nobody could tell an empty one from none; leave it out.")
            return


def _named(name: str, messages: _Messages) -> Iterator[Field]:
    return (field for fields in messages for field in fields if field.name == name)


def _check_whole(lowering: Lowering, node: Node, names: tuple[str, ...], messages: _Messages) -> None:
    """Refuses a group that has only some of its fields in a message, or the name of a field beside it."""
    if node.name in naming.MESSAGE_FIELD_NAMES:
        message = f"`{node.name}` is a name that the platform gives itself"
        lowering.refuse("SG302", message, node.key_span, naming.ANOTHER)
    for kind, fields in zip(("request", "response"), messages, strict=True):
        here = {field.name for field in fields}
        missing = [name for name in names if name not in here]
        if missing and len(missing) < len(names):
            message = f"`{node.name}` has fields in the {kind}, but {listed(missing)} is not one of them"
            lowering.refuse("SG340", message, node.key_span, "Name fields that are in one message.")
            return
        if node.name in {field.column for field in fields}:
            message = f"`{node.name}` is a field of the {kind}, too"
            lowering.refuse("SG304", message, node.key_span, "Choose another name for the group.")
