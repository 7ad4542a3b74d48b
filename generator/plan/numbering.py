"""Wire numbers: given once, never moved, never used for anything else.

Keep what is recorded, reserve what vanished, give new names the number after the highest ever used: the algorithm by
which Google turns its discovery documents into protos.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from generator.diagnostics import DiagnosedError, Diagnostic, Span
from generator.plan.blueprint import Reserved, WireType
from generator.plan.compatibility import limits
from generator.plan.shapes import WireShapes
from generator.plan.wire_kinds import Part

PROTOC_FIRST = 19_000
PROTOC_LAST = 19_999
"""protoc keeps the field numbers from PROTOC_FIRST to PROTOC_LAST for itself."""

_UNUSED = WireType(numbers={})
_RESTORE = "Restore the service's file in scaffold.lock/ from version control."


class _Member(NamedTuple):
    """What needs a number: a message's field or an enum's value."""

    name: str
    slot: int | None
    type: str | None
    span: Span
    limits: tuple[str, ...] | None = None


def allocate(recorded: Mapping[str, WireType] | None, shapes: WireShapes) -> Mapping[str, WireType]:
    """The numbers of every message and enum of `shapes`, by full name.

    `recorded` is what the lock holds, None for a new service. What vanished from a message or enum becomes reserved,
    number and name; what vanished from a fixed slot stays, deprecated and empty. A message or enum that vanished as a
    whole keeps its record as it was, so that its numbers are its own again if it returns. Raises DiagnosedError with
    every SG520 (a retired name is used again), SG521 (a name has another type than its number was given for) and SG522
    (the record cannot be right, e.g. after a merge by hand).
    """
    findings: dict[tuple[str, Span | None], Diagnostic] = {}
    allocated: dict[str, WireType] = {}
    for name, slots, members in _numbered(shapes):
        full_name = shapes.full_name(name)
        before = (recorded or {}).get(full_name)
        if before is None:
            allocated[full_name] = _extended(_UNUSED, slots, members)
            continue
        if _is_as_recorded(before, members):
            allocated[full_name] = before
            continue
        problems = tuple(_problems(full_name, before, members))
        for problem in problems:
            # A field of the spec is in the requests that carry it, too.
            findings.setdefault((problem.code, problem.span), problem)
        if not problems:
            allocated[full_name] = _extended(before, slots, members)
    if findings:
        raise DiagnosedError(tuple(findings.values()))
    gone = {name: wire_type for name, wire_type in (recorded or {}).items() if name not in allocated}
    return allocated | gone


def _is_as_recorded(before: WireType, members: Sequence[_Member]) -> bool:
    """Whether nothing is new, gone or wrong: so it is with almost all messages of almost all runs."""
    numbers = before.numbers
    used = (*numbers.values(), *before.reserved.numbers)
    if len(numbers) != len(members) or len(set(used)) != len(used) or numbers.keys() & set(before.reserved.names):
        return False
    return all(
        name in numbers
        and slot in {None, numbers[name]}
        and before.types.get(name) == type_
        and before.limits.get(name) == limits_
        for name, slot, type_, _, limits_ in members
    )


def _numbered(shapes: WireShapes) -> Iterable[tuple[str, int, Sequence[_Member]]]:
    """Each message and enum with its last slot and what it numbers."""
    for message in shapes.messages:
        asked = message.part in {Part.REQUEST, Part.DOCUMENT}
        fields = [
            _Member(
                item.name,
                item.slot,
                item.signature,
                item.source.span if item.source else message.span,
                limits(item) if asked else None,
            )
            for item in message.fields
        ]
        yield message.name, message.slots, fields
    for enum in shapes.enums:
        zero, *values = (item.name for item in enum.values)
        span = enum.field.span
        members = (_Member(name=name, slot=None, type=None, span=span) for name in values)
        yield enum.name, 0, (_Member(name=zero, slot=0, type=None, span=span), *members)


def _extended(before: WireType, slots: int, members: Sequence[_Member]) -> WireType:
    """The record after this run; `before` has been checked against `members`.

    A fixed slot that is filled no longer keeps its field: it may be filled again, and a reservation can never be taken
    back without a finding of buf.
    """
    last = max((slots, *before.numbers.values(), *before.reserved.numbers))
    numbers: dict[str, int] = {}
    for member in members:
        number = member.slot if member.slot is not None else before.numbers.get(member.name)
        if number is None:
            number = last = _after(last)
        numbers[member.name] = number
    absent = {name: number for name, number in before.numbers.items() if name not in numbers}
    emptied = {name: number for name, number in absent.items() if number <= slots}
    numbers |= emptied
    types = {name: before.types[name] for name in emptied}
    return WireType(
        numbers=dict(sorted(numbers.items(), key=itemgetter(1))),
        reserved=_reserving(before.reserved, {name: absent[name] for name in absent if name not in emptied}),
        types=types | {member.name: member.type for member in members if member.type is not None},
        limits={member.name: member.limits for member in members if member.limits is not None},
    )


def _reserving(before: Reserved, gone: Mapping[str, int]) -> Reserved:
    """What was reserved, and `gone`, names with their numbers."""
    if not gone:
        return before
    return Reserved(
        numbers=tuple(sorted({*before.numbers, *gone.values()})), names=tuple(sorted({*before.names, *gone}))
    )


def _after(number: int) -> int:
    """The next number that may be given."""
    return PROTOC_LAST + 1 if PROTOC_FIRST <= number + 1 <= PROTOC_LAST else number + 1


def _problems(full_name: str, before: WireType, members: Sequence[_Member]) -> Iterable[Diagnostic]:
    """Why `members` cannot be numbered after `before`."""
    yield from _corruption(full_name, before, members[0].span if members else None)
    taken = {*before.numbers.values(), *before.reserved.numbers}
    for member in members:
        recorded = before.numbers.get(member.name)
        if member.name in before.reserved.names:
            yield Diagnostic(
                code="SG520",
                message=f"`{member.name}` was removed from `{full_name}` and its name cannot be used again",
                span=member.span,
                hint="Give it another name; old clients still know this one by what it meant before.",
            )
        elif member.slot is not None and recorded != member.slot and (recorded is not None or member.slot in taken):
            yield Diagnostic(
                code="SG522",
                message=f"`{member.name}` of `{full_name}` must have number {member.slot}, but the lock says otherwise",
                span=member.span,
                hint=_RESTORE,
            )
        elif member.type is not None and before.types.get(member.name, member.type) != member.type:
            yield Diagnostic(
                code="SG521",
                message=(
                    f"`{member.name}` of `{full_name}` would change from `{before.types[member.name]}` "
                    f"to `{member.type}` on number {recorded}"
                ),
                span=member.span,
                hint="Keep the type and add a field with another name for the new one.",
            )


def _corruption(full_name: str, before: WireType, span: Span | None) -> Iterable[Diagnostic]:
    """Whether the record gives one number, or one name, twice."""
    counted = Counter((*before.numbers.values(), *before.reserved.numbers))
    repeated = sorted(number for number, times in counted.items() if times > 1)
    for number in repeated:
        yield Diagnostic(
            code="SG522",
            message=f"number {number} of `{full_name}` is recorded more than once",
            span=span,
            hint=_RESTORE,
        )
