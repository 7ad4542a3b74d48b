"""The CHECK expressions of types that hold more in PostgreSQL than they may: networks, any JSON, places nowhere."""

from collections.abc import Iterator
from typing import Final

from generator.catalog import DEGREES, FieldType
from generator.ir import Field
from generator.plan.literals import quoted
from generator.plan.schema import CheckKind

_JSON_KINDS: Final = {"str": "string", "bool": "boolean"}
"""What jsonpath calls a Python type; all others are numbers."""


_SERVICE: Final = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
"""What a service may be called."""


def expressions(field: Field) -> Iterator[tuple[CheckKind, str]]:
    """The kind and the expression of each CHECK of the field."""
    match field.type.name:
        case "inet":
            yield from _inet(field.column)
        case "map" if field.element is not None:
            yield from _map(field, field.element)
        case "json":
            yield from _json(field)
        case "point":
            yield CheckKind.RANGE, " AND ".join(_within(field.column, place) for place in range(len(DEGREES)))
        case _:
            return


def _json(field: Field) -> Iterator[tuple[CheckKind, str]]:
    column = field.column
    yield CheckKind.OBJECT, f"jsonb_typeof({column}) = 'object'"
    if field.max_bytes is not None:
        # Not pg_column_size: that depends on how the value happens to be compressed, and nobody else can compute it.
        yield CheckKind.SIZE, f"octet_length({column}::text) <= {field.max_bytes}"
    if field.parts:
        # Which services there are is left to Python: a new one would have to change the table of another.
        parts = f"({column} -> 'service_specific')"
        wrong = ('strict $.* ? (@.type() != "object")', f'strict $.keyvalue() ? (!(@.key like_regex "{_SERVICE}"))')
        right = " AND ".join(f"NOT jsonb_path_exists({parts}, '{path}')" for path in wrong)
        yield CheckKind.PARTS, f"CASE jsonb_typeof({parts}) WHEN 'object' THEN {right} ELSE {parts} IS NULL END"


def of_items(column: str, element: FieldType) -> Iterator[tuple[CheckKind, str]]:
    """That each item of a list has the form of its type; a CHECK can hold no query that would go through them."""
    if element.pattern is not None:
        # No address has a line break in it, so one expression can go over all of them.
        pattern = quoted(rf"^(?:{element.pattern})(?:\n(?:{element.pattern}))*$")
        yield CheckKind.PATTERN, f"cardinality({column}) = 0 OR array_to_string({column}, chr(10)) ~ {pattern}"
    elif element.name == "inet":
        # As text, networks have a slash and machines have none.
        yield CheckKind.PATTERN, f"strpos({column}::text, '/') = 0"


def _inet(column: str) -> Iterator[tuple[CheckKind, str]]:
    # The type holds networks, too: `192.0.2.0/24` is no machine.
    yield CheckKind.PATTERN, f"masklen({column}) = CASE family({column}) WHEN 4 THEN 32 ELSE 128 END"


def _within(column: str, place: int) -> str:
    # PostgreSQL sorts NaN above infinity, so the upper bound refuses both.
    _, most, _ = DEGREES[place]
    return f"{column}[{place}] >= -{most} AND {column}[{place}] <= {most}"


def _map(field: Field, element: FieldType) -> Iterator[tuple[CheckKind, str]]:
    yield CheckKind.OBJECT, f"jsonb_typeof({field.column}) = 'object'"
    wrong = [f'@.type() != "{_JSON_KINDS.get(element.python.annotation, "number")}"']
    if element.range is not None:
        least, most = element.range
        wrong += [f"@ < {least}", f"@ > {most}", "@.floor() != @"]
    yield CheckKind.ITEMS, f"NOT jsonb_path_exists({field.column}, '$.* ? ({' || '.join(wrong)})')"
    if field.max_items is not None:
        # A CHECK can hold no query that would count the keys.
        values = f"jsonb_path_query_array({field.column}, '$.*')"
        yield CheckKind.CARDINALITY, f"jsonb_array_length({values}) <= {field.max_items}"
