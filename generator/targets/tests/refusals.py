"""Values that a field must refuse: for each CHECK constraint an SQL assignment that violates it, and a Python value."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from generator.catalog import INTEGER_RANGES, FieldType
from generator.ir import Entity, Field
from generator.plan.checks import field_checks
from generator.plan.literals import quoted
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests import documents
from generator.targets.tests.values import EXACT, largest_decimal, numbered


@view
class Refusal:
    """A value that violates one limit of one column."""

    kind: str
    """Of the CHECK constraint: `length`."""
    sql: str
    """An SQL expression of the value."""
    python: str | None
    """The same in Python, None where Python's type cannot hold it."""


@view
class RefusedColumn:
    """What the tests of one CHECK constraint are told."""

    constraint: str
    column: str
    sql: str
    python: str | None


def refused(entity: Entity) -> Iterator[RefusedColumn]:
    """A value or two for every CHECK of the entity's table that a value of the column's type can violate.

    PostgreSQL checks constraints in the order of their names, so a value that breaks several is reported for the first.
    """
    for field in entity.fields:
        constraints = {check.kind.value: check.name for check in field_checks(entity.table, field)}
        for item in _of_field(field):
            if constraint := constraints.get(item.kind):
                yield RefusedColumn(constraint=constraint, column=field.column, sql=item.sql, python=item.python)


_ALWAYS = {
    "decimal": (Refusal(kind="finite", sql="'NaN'", python='Decimal("NaN")'),),
    "float": (
        Refusal(kind="finite", sql="'NaN'", python='float("nan")'),
        Refusal(kind="finite", sql="'-Infinity'", python='float("-inf")'),
    ),
    "enum": (Refusal(kind="values", sql="'~'", python=None),),
    "timestamp": (Refusal(kind="finite", sql="'infinity'", python=None),),
    "date": (Refusal(kind="finite", sql="'infinity'", python=None),),
    "duration": (Refusal(kind="months", sql="'1 month'", python=None),),
    "json": (Refusal(kind="object", sql="'[]'", python="[]"),),
    "point": (
        Refusal(kind="range", sql="'(180.5,0)'", python="points.Point(longitude=180.5, latitude=0.0)"),
        Refusal(kind="range", sql="'(0,-90.5)'", python="points.Point(longitude=0.0, latitude=-90.5)"),
        Refusal(kind="range", sql="'(0,NaN)'", python='points.Point(longitude=0.0, latitude=float("nan"))'),
    ),
    "inet": (Refusal(kind="pattern", sql="'192.0.2.0/24'", python=None),),
}
"""What a type refuses whatever the field's options; `double` refuses what `float` does."""


_ITEMS = {
    "string": "'x'::text",
    "uuid": "gen_random_uuid()",
    "email": "'ada@example.org'::text",
    "url": "'https://example.org'::text",
    "inet": "'192.0.2.1'::inet",
}
"""SQL of an item of a list by its type; of all others it is a number."""


def unstorable(field: Field) -> Iterator[str]:
    """Python expressions of values that no constraint need refuse, because no column of the type can hold them."""
    if field.fields:
        return
    element = field.element or field.type
    if field.dimensions is not None:
        yield f"[0.5] * {field.dimensions + 1}"
        yield f'[float("nan")] * {field.dimensions}'
        yield f"[1e39] * {field.dimensions}"
    if field.type.name == "map":
        yield from _unstorable_entries(element)
        return
    match element.kind:
        case "string" | "text":
            yield r'"nul \x00"' if field.element is None else r'["nul \x00"]'
        case "inet":
            yield 'IPv6Address("fe80::1%eth0")' if field.element is None else '[IPv6Address("fe80::1%eth0")]'
        case "timestamp":
            yield "datetime(2024, 1, 1)"
        case "json":
            yield '{"number": float("nan")}'
        case _:
            pass  # the other types' values are all storable, or have a constraint


def _unstorable_entries(element: FieldType) -> Iterator[str]:
    yield rf'{{"nul \x00": {element.samples[0]}}}'
    if element.name == "string":
        yield r'{"key": "nul \x00"}'
    if element.name == "double":
        yield '{"key": float("nan")}'


def _of_field(field: Field) -> Iterator[Refusal]:
    if field.fields:
        yield from _document(field)
        return
    yield from _ALWAYS.get("float" if field.type.name == "double" else field.type.name, ())
    match field.type.kind:
        case "string" | "text":
            yield from _text(field)
        case "smallint" | "integer" | "bigint":
            yield from _whole(field)
        case "decimal":
            yield from _decimal(field)
        case "float" | "double":
            yield from _real(field)
        case "bytes" if field.max_length is not None:
            size = field.max_length + 1
            yield Refusal(kind="length", sql=f"decode(repeat('00', {size}), 'hex')", python=f'b"\\x00" * {size}')
        case "list":
            yield from _list(field)
        case "map":
            yield from _map(field)
        case "json":
            yield from _json(field)
        case _:
            pass  # the other types have no options that limit them


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
    least, most = INTEGER_RANGES[field.type.name]
    if field.minimum is not None and int(field.minimum) > least:
        yield _range(str(int(field.minimum) - 1))
    if field.maximum is not None and int(field.maximum) < most:
        yield _range(str(int(field.maximum) + 1))


def _range(number: str) -> Refusal:
    return Refusal(kind="range", sql=number, python=number)


def _decimal(field: Field) -> Iterator[Refusal]:
    scale = field.scale or 0
    step = Decimal((0, (1,), -scale))
    largest = largest_decimal(field)
    beyond = [EXACT.subtract(Decimal(field.minimum), step)] if field.minimum is not None else []
    beyond += [EXACT.add(Decimal(field.maximum), step)] if field.maximum is not None else []
    for number in beyond:
        if number.copy_abs() <= largest:
            yield Refusal(kind="range", sql=f"{number:f}", python=f'Decimal("{number:f}")')


def _real(field: Field) -> Iterator[Refusal]:
    # A tenth of the limit beyond it (at least one): more than REAL rounds away.
    if field.minimum is not None:
        yield _range(repr(float(field.minimum) - max(1.0, abs(float(field.minimum)) / 10)))
    if field.maximum is not None:
        yield _range(repr(float(field.maximum) + max(1.0, abs(float(field.maximum)) / 10)))


def _document(field: Field) -> Iterator[Refusal]:
    """What is inside is checked by Python alone."""
    if field.element is None:
        yield Refusal(kind="object", sql="'[]'", python=None)
        return
    yield Refusal(kind="items", sql="ARRAY[NULL]::jsonb[]", python=None)
    if field.max_items is not None:
        size = field.max_items + 1
        many = documents.too_many(field, partial(numbered, number="1"))
        yield Refusal(kind="cardinality", sql=f"array_fill('{{}}'::jsonb, ARRAY[{size}])", python=many)


def _list(field: Field) -> Iterator[Refusal]:
    assert field.element is not None  # noqa: S101 - a list has an element
    yield Refusal(kind="items", sql=f"ARRAY[NULL]::{field.sql_type}", python="[None]")
    if field.max_items is not None:
        size = field.max_items + 1
        item = _ITEMS.get(field.element.name, "1")
        many = f"array_fill({item}, ARRAY[{size}])::{field.sql_type}"
        yield Refusal(kind="cardinality", sql=many, python=f"[{field.element.samples[0]}] * {size}")
    if field.element.check is not None:
        wrong, python = ("192.0.2.0/24", None) if field.element.name == "inet" else ("nobody", '["nobody"]')
        yield Refusal(kind="pattern", sql=f"ARRAY['{wrong}']::{field.sql_type}", python=python)
    if field.element.name in {"float", "double"}:
        yield Refusal(kind="finite", sql=f"ARRAY['NaN']::{field.sql_type}", python='[float("nan")]')


def _json(field: Field) -> Iterator[Refusal]:
    if field.max_bytes is not None:
        size = field.max_bytes
        yield Refusal(kind="size", sql=f"jsonb_build_object('', repeat('x', {size}))", python=f'{{"": "x" * {size}}}')
    if field.parts:
        yield Refusal(kind="parts", sql="""'{"service_specific": []}'""", python='{"service_specific": []}')
        wrong = f'{{"service_specific": {{"{field.parts[0]}": [{{}}]}}}}'
        yield Refusal(kind="parts", sql=f"'{wrong}'", python=wrong)
        unnamed = '{"service_specific": {"No Name": {}}}'
        yield Refusal(kind="parts", sql=f"'{unnamed}'", python=unnamed)


def _map(field: Field) -> Iterator[Refusal]:
    assert field.element is not None  # noqa: S101 - a map has an element
    yield Refusal(kind="items", sql="""'{"key": null}'""", python='{"key": None}')
    yield Refusal(kind="object", sql="'[]'", python="[]")
    if field.element.range is not None:
        beyond = field.element.range[1] + 1
        yield Refusal(kind="items", sql=f"""'{{"key": {beyond}}}'""", python=f'{{"key": {beyond}}}')
        yield Refusal(kind="items", sql="""'{"key": 0.5}'""", python='{"key": 0.5}')
    if field.max_items is not None:
        size = field.max_items + 1
        many = f"(SELECT jsonb_object_agg(n, 1) FROM generate_series(1, {size}) AS n)"  # noqa: S608 - of a number
        yield Refusal(
            kind="cardinality", sql=many, python=f"dict.fromkeys(map(str, range({size})), {field.element.samples[0]})"
        )
