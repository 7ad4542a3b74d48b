"""Values that a field must refuse: for each CHECK constraint an SQL assignment that violates it, and a Python value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator import names
from generator.ir import Entity, Field
from generator.plan.checks import field_checks
from generator.plan.literals import quoted
from generator.targets.tests.source import text_literal
from generator.targets.tests.values import INTEGERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A value that violates one limit of one column."""

    kind: str
    """Of the CHECK constraint: `length`."""
    sql: str
    """An SQL expression of the value."""
    python: str | None
    """The same in Python, None where Python's type cannot hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedColumn:
    """What the tests of one CHECK constraint are told."""

    constraint: str
    column: str
    sql: str
    python: str | None


def refused(entity: Entity) -> Iterator[RefusedColumn]:
    """For every CHECK of the entity's table that a value of the column's type can violate: one such value, or two for a range.

    PostgreSQL checks constraints in the order of their names, so a value that breaks several is reported for the first.
    """
    for field in entity.fields:
        existing = {check.name for check in field_checks(entity.table, field)}
        for item in _of_field(field):
            constraint = names.shortened(f"{entity.table}_{field.column}_{item.kind}_check")
            if constraint in existing:
                yield RefusedColumn(constraint=constraint, column=field.column, sql=item.sql, python=item.python)


def _of_field(field: Field) -> Iterator[Refusal]:
    match field.type.name:
        case "string" | "text":
            yield from _text(field)
        case "smallint" | "integer" | "bigint":
            yield from _whole(field)
        case "decimal":
            yield Refusal(kind="finite", sql="'NaN'", python='Decimal("NaN")')
            yield from _decimal(field)
        case "float" | "double":
            yield Refusal(kind="finite", sql="'NaN'", python='float("nan")')
            yield Refusal(kind="finite", sql="'-Infinity'", python='float("-inf")')
            yield from _real(field)
        case "enum":
            yield Refusal(kind="values", sql="'~'", python=None)
        case "timestamp" | "date":
            yield Refusal(kind="finite", sql="'infinity'", python=None)
        case "duration":
            yield Refusal(kind="months", sql="'1 month'", python=None)
        case "json":
            yield Refusal(kind="object", sql="'[]'", python="[]")
        case "bytes" if field.max_length is not None:
            size = field.max_length + 1
            yield Refusal(kind="length", sql=f"decode(repeat('00', {size}), 'hex')", python=f'b"\\x00" * {size}')
        case "list":
            yield from _list(field)


def _text(field: Field) -> Iterator[Refusal]:
    if field.max_length is not None:
        size = field.max_length + 1
        yield Refusal(kind="length", sql=f"repeat('x', {size})", python=f'"x" * {size}')
    if field.min_length:
        size = field.min_length - 1
        yield Refusal(kind="length", sql=f"repeat('x', {size})", python=f'"x" * {size}')
    if field.pattern is not None and (wrong := _mismatch(field, field.pattern)) is not None:
        yield Refusal(kind="pattern", sql=quoted(wrong), python=text_literal(wrong))


def _mismatch(field: Field, pattern: str) -> str | None:
    """A text within the field's lengths that the pattern does not match."""
    shortest, longest = field.min_length or 0, field.max_length
    for size in dict.fromkeys((max(shortest, 1), shortest, shortest + 3)):
        for character in "!~ \n\u00e9aA0":
            text = character * size
            if (longest is None or size <= longest) and not re.fullmatch(pattern, text):
                return text
    return None


def _whole(field: Field) -> Iterator[Refusal]:
    least, most = INTEGERS[field.type.name]
    if field.minimum is not None and int(field.minimum) > least:
        yield _range(str(int(field.minimum) - 1))
    if field.maximum is not None and int(field.maximum) < most:
        yield _range(str(int(field.maximum) + 1))


def _range(number: str) -> Refusal:
    return Refusal(kind="range", sql=number, python=number)


def _decimal(field: Field) -> Iterator[Refusal]:
    scale = field.scale or 0
    step = Decimal(1).scaleb(-scale)
    largest = (Decimal(10) ** (field.precision or 0) - 1).scaleb(-scale)
    beyond = [Decimal(field.minimum) - step] if field.minimum is not None else []
    beyond += [Decimal(field.maximum) + step] if field.maximum is not None else []
    for number in beyond:
        if abs(number) <= largest:
            yield Refusal(kind="range", sql=f"{number:f}", python=f'Decimal("{number:f}")')


def _real(field: Field) -> Iterator[Refusal]:
    # A tenth of the limit beyond it (at least one): more than REAL rounds away.
    if field.minimum is not None:
        yield _range(repr(float(field.minimum) - max(1.0, abs(float(field.minimum)) / 10)))
    if field.maximum is not None:
        yield _range(repr(float(field.maximum) + max(1.0, abs(float(field.maximum)) / 10)))


def _list(field: Field) -> Iterator[Refusal]:
    assert field.element is not None  # noqa: S101 - a list has an element
    yield Refusal(kind="items", sql=f"ARRAY[NULL]::{field.sql_type}", python="[None]")
    if field.max_items is not None:
        size = field.max_items + 1
        item = {"string": "'x'", "uuid": "gen_random_uuid()"}.get(field.element.name, "1")
        many = f"ARRAY(SELECT {item} FROM generate_series(1, {size}))::{field.sql_type}"
        yield Refusal(kind="cardinality", sql=many, python=f"[{field.element.samples[0]}] * {size}")
    if field.element.name in {"float", "double"}:
        yield Refusal(kind="finite", sql=f"ARRAY['NaN']::{field.sql_type}", python='[float("nan")]')
