"""What old clients will notice: buf compares shapes, and a request that is judged more strictly has the same shape.

A removed RPC, message or value is told by its own diagnostics; here it is the values that a request may carry.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.diagnostics import Diagnostic, Severity, Span
from generator.plan.blueprint import WireType
from generator.plan.choices import newly_demanded
from generator.plan.frozen_keys import frozen
from generator.plan.shapes import MessageField, WireShapes
from generator.plan.wire_kinds import FieldKind, Part

REQUIRED = "required"

ONE_OF = "one_of"
"""Of a field: one of its group is required."""

_UPPER = frozenset({"max_length", "maximum", "max_items", "max_bytes"})
_LOWER = frozenset({"min_length", "minimum"})


def limits(field: MessageField) -> tuple[str, ...] | None:
    """What a value of the request's field must satisfy, as the lock records it: `required`, `max_length 200`.

    None for the platform's own fields, which are the same in every request.
    """
    source = field.source
    if source is None or field.kind is FieldKind.KEY:
        return (REQUIRED,) if field.required else None
    known = (
        ("min_length", source.min_length),
        ("max_length", source.max_length),
        ("minimum", source.minimum),
        ("maximum", source.maximum),
        ("max_items", source.max_items),
        ("max_bytes", source.max_bytes),
        ("pattern", source.pattern),
    )
    stated = tuple([f"{name} {value}" for name, value in known if value is not None])
    if field.choice and not field.choice.optional:
        stated = (f"{ONE_OF} {field.choice.name}", *stated)
    return (REQUIRED, *stated) if field.required else stated


def tightened(recorded: Mapping[str, WireType], shapes: WireShapes) -> tuple[Diagnostic, ...]:
    """SG580 for whatever a request must satisfy that clients do not know of, once for each field; SG589 for keys."""
    found: dict[tuple[Span, str], Diagnostic] = {}
    for message in shapes.messages:
        before = recorded.get(shapes.full_name(message.name))
        if message.part not in {Part.REQUEST, Part.DOCUMENT} or before is None:
            continue
        for choice in newly_demanded(message, before):
            finding = _finding(f"{message.name}.{choice.name}", "is new and required", choice.span)
            found.setdefault((choice.span, ONE_OF), finding)
        for field in message.fields:
            is_new = field.name not in before.numbers
            span = field.source.span if field.source else message.span
            for change in _changes(before.limits.get(field.name), limits(field) or (), is_new=is_new):
                found.setdefault((span, change), _finding(f"{message.name}.{field.name}", change, span))
    return (*found.values(), *_gone_values(recorded, shapes), *frozen(recorded, shapes))


def _gone_values(recorded: Mapping[str, WireType], shapes: WireShapes) -> Iterator[Diagnostic]:
    for enum in shapes.enums:
        before = recorded.get(shapes.full_name(enum.name))
        present = {value.name for value in enum.values}
        for name in before.numbers if before else ():
            if name not in present:
                yield _finding(f"{enum.name}.{name}", "is gone", enum.field.span)


def _finding(subject: str, change: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code="SG580",
        message=f"`{subject}` {change}: calls of clients that do not know it will be refused",
        severity=Severity.WARNING,
        span=span,
        hint="Deploy the clients first, or loosen it again; this is said once, when the edit is recorded.",
    )


def _changes(before: tuple[str, ...] | None, after: tuple[str, ...], *, is_new: bool) -> Iterator[str]:
    """In words, each limit that is new or narrower.

    A new field has none that an old client could break, unless it is required; of one that was recorded without its
    limits, nothing is known.
    """
    if is_new or before is None:
        if is_new and REQUIRED in after:
            yield "is new and required"
        return
    was = dict(_split(item) for item in before)
    for name, value in map(_split, after):
        if name == REQUIRED and name not in was:
            yield "becomes required"
        elif name not in was:
            yield f"gets {name} {value}"
        elif _narrower(name, was[name], value):
            yield f"has {name} {value} instead of {was[name]}"


def _split(limit: str) -> tuple[str, str]:
    name, _, value = limit.partition(" ")
    return name, value


def _narrower(name: str, before: str, after: str) -> bool:
    if name in _UPPER:
        return Decimal(after) < Decimal(before)
    if name in _LOWER:
        return Decimal(after) > Decimal(before)
    return before != after
