"""Python expressions of valid values for a field: distinct ones by number, and the boundaries that must survive."""

import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal
from functools import cache, partial
from ipaddress import IPv4Address, IPv6Address
from re import fullmatch
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from generator import names
from generator.catalog import DEGREES, FIELD_TYPES, INTEGER_RANGES
from generator.ir import Entity, Field
from generator.targets.source.literals import float_literal, text_literal
from generator.targets.tests import documents
from generator.targets.tests.source import call

EXACT = Context(prec=3000)
"""Arithmetic that rounds no decimal of up to 1000 digits."""

_SPAN = 30_000
"""How many distinct numbers an unbounded field gets: fewer than SMALLINT has."""

_FUNCTIONS = {
    "string": "text",
    "text": "text",
    "secret": "text",
    "smallint": "whole",
    "integer": "whole",
    "bigint": "whole",
    "decimal": "decimal",
    "float": "real",
    "double": "real",
    "bytes": "octets",
    "timestamp": "moment",
    "date": "day",
    "time": "clock",
    "duration": "length",
    "uuid": "identifier",
    "json": "document",
}
"""Functions of the platform's `tests/generated/samples.py` by type."""

_NAMESPACE: dict[str, Any] = {
    "Decimal": Decimal,
    "IPv4Address": IPv4Address,
    "IPv6Address": IPv6Address,
    "UTC": UTC,
    "UUID": UUID,
    "date": date,
    "datetime": datetime,
    "points": SimpleNamespace(Point=dict),
    "time": time,
    "timedelta": timedelta,
}


def enum_class(entity: Entity, field: Field) -> str:
    """`models.ArticleStatus`: as Python calls it, also where it keeps a former name on the wire."""
    return f"models.{names.pascal(f'{entity.name}_{field.name}')}"


def numbered(field: Field, enum: str = "", *, number: str = "number", prefix: str = "") -> str:
    """`prefix` and the expression of a valid value, distinct for each number as far as the field's limits allow.

    `enum` is the class of an enum field; `number` the expression of the number, which is also what a reference gets.
    Laid out for column 8.
    """
    if field.values:
        return f"{prefix}samples.one_of(tuple({enum}), {number})"
    if field.target and not field.refers_by:
        return f"{prefix}{number}"
    if field.fields:
        return documents.numbered(field, partial(numbered, number=number), prefix)
    if field.element is None:
        return _scalar(field, field.type.name, number, prefix)
    if field.type.name == "map":
        return call(f"{prefix}dict", (_scalar(field, field.element.name, number, "key="),), indent=8)
    return f"{prefix}[{_scalar(field, field.element.name, number, '')}]"


def _scalar(field: Field, type_: str, number: str, prefix: str) -> str:
    if type_ == "boolean":
        return f"{prefix}{number} % 2 == 0"
    if type_ == "point":
        degrees = (f"{name}=float({number} % {most})" for name, most, _ in DEGREES)
        return call(f"{prefix}points.Point", degrees, indent=8)
    if spelled := FIELD_TYPES[type_].numbered:
        return f"{prefix}{spelled.format(number=number, dimensions=field.dimensions)}"
    if type_ in {"string", "text"} and field.element is None and field.pattern is not None:
        arguments = (text_literal(field.pattern), number, *_lengths(field))
        return call(f"{prefix}patterns.matching", arguments, indent=8)
    return call(f"{prefix}samples.{_FUNCTIONS[type_]}", (number, *_limited(field, type_)), indent=8)


def _limited(field: Field, type_: str) -> tuple[str, ...]:
    """The keyword arguments of the sample function for the type."""
    match type_:
        case "string" | "text" | "secret":
            return _lengths(field)
        case "smallint" | "integer" | "bigint":
            return _keywords(*_whole_range(field, type_))
        case "decimal":
            low, high = (f'Decimal("{limit}")' for limit in decimal_range(field))
            return (*_keywords(low, high), f"scale={field.scale}")
        case "float" | "double":
            return _keywords(*_real_range(field))
        case "bytes":
            return (f"maximum={min(field.max_length or 8, 8)}",)
        case _:
            return ()


def _lengths(field: Field) -> tuple[str, ...]:
    shortest = (f"minimum={field.min_length}",) if field.min_length else ()
    longest = (f"maximum={field.max_length}",) if field.max_length is not None else ()
    return (*shortest, *longest)


def _keywords(low: object, high: object) -> tuple[str, str]:
    return f"minimum={low}", f"maximum={high}"


def _whole_range(field: Field, type_: str) -> tuple[int, int]:
    """Limits of the field, narrowed to a span that starts at zero where it can."""
    least, most = INTEGER_RANGES[type_]
    maximum = int(field.maximum) if field.maximum is not None else most
    low = int(field.minimum) if field.minimum is not None else max(least, min(0, maximum - _SPAN))
    return low, min(maximum, low + _SPAN, most)


def sampled_range(field: Field) -> tuple[object, ...]:
    """The least and the greatest number that samples of the field have; None besides where it may be empty."""
    match field.type.name:
        case "smallint" | "integer" | "bigint":
            found: tuple[object, ...] = _whole_range(field, field.type.name)
        case "decimal":
            found = decimal_range(field)
        case "float" | "double":
            found = _real_range(field)
        case _:
            return ()
    return (*found, None) if field.nullable else found


def largest_decimal(field: Field) -> Decimal:
    """The largest number that the precision of a decimal field leaves: nothing but nines."""
    return Decimal((0, (9,) * (field.precision or 0), -(field.scale or 0)))


def decimal_range(field: Field) -> tuple[Decimal, Decimal]:
    """Limits of a decimal field: those of the spec, else those that its precision leaves, within a thousand of zero."""
    assert field.precision is not None  # noqa: S101 - the schema requires both for a decimal
    assert field.scale is not None  # noqa: S101
    largest = largest_decimal(field)
    maximum = Decimal(field.maximum) if field.maximum is not None else largest
    low = Decimal(field.minimum) if field.minimum is not None else min(Decimal(0), maximum)
    return low, min(maximum, EXACT.add(low, Decimal(1000)), largest)


def _real_range(field: Field) -> tuple[float, float]:
    maximum = float(field.maximum) if field.maximum is not None else None
    low = float(field.minimum) if field.minimum is not None else min(0.0, 0.0 if maximum is None else maximum - 1)
    return low, low + 1000 if maximum is None else maximum


def boundaries(field: Field, enum: str) -> Iterator[str]:
    """Expressions of values at the edges of what the field may hold, each once."""
    yield from dict.fromkeys(_boundaries(field, enum))
    if field.nullable:
        yield "None"


def _boundaries(field: Field, enum: str) -> Iterator[str]:
    if field.fields:
        yield from documents.boundaries(field, partial(numbered, number="1"))
    elif field.dimensions is not None:
        yield from (f"[{number}] * {field.dimensions}" for number in ("0.5", "-1.7014118346046923e38"))
    elif field.element is not None:
        yield from _maps(field) if field.type.name == "map" else _lists(field)
    elif field.values:
        yield from (f"{enum}.{names.constant(value)}" for value in field.values)
    elif field.target is None:
        yield from (item for item in field.type.samples if accepts(field, evaluated(item)))
        yield from _limits(field)


def _lists(field: Field) -> Iterator[str]:
    assert field.element is not None  # noqa: S101 - a list has an element
    limit = len(field.element.samples) if field.max_items is None else field.max_items
    if not field.default:  # on the wire an empty list is none, and takes the default
        yield "[]"
    yield f"[{', '.join(field.element.samples[:limit])}]"
    if field.max_items is not None:
        yield f"[{field.element.samples[0]}] * {field.max_items}"


def _maps(field: Field) -> Iterator[str]:
    assert field.element is not None  # noqa: S101 - a map has an element
    samples = field.element.samples[: field.max_items]
    yield "{}"
    entries = (f'"key {place} \N{SNOWMAN}": {item}' for place, item in enumerate(samples))
    yield f"{{{', '.join(entries)}}}"
    if field.max_items is not None:
        yield f"dict.fromkeys(map(str, range({field.max_items})), {field.element.samples[0]})"


_LEAST_DOCUMENT = '{"": ""}'
"""What is around the text of the largest document."""


def _limits(field: Field) -> Iterator[str]:
    match field.type.name:
        case "string" | "text" if field.pattern is None:
            yield from (f'"x" * {length}' for length in (field.min_length, field.max_length) if length)
        case "smallint" | "integer" | "bigint":
            yield from (limit for limit in (field.minimum, field.maximum) if limit is not None)
        case "decimal":
            low, high = decimal_range(field)
            largest = largest_decimal(field)
            lowest = low if field.minimum is not None else largest.copy_negate()
            candidates = (lowest, high if field.maximum is not None else largest)
            yield from (f'Decimal("{limit}")' for limit in candidates if accepts(field, limit))
        case "float" | "double":
            limits = (float(limit) for limit in (field.minimum, field.maximum) if limit is not None)
            yield from (float_literal(limit) for limit in limits if field.type.name == "double" or _is_single(limit))
        case "bytes" if field.max_length is not None:
            yield f'b"\\x00" * {field.max_length}'
        case "json":
            yield from _documents(field)
        case _:
            pass  # the other types have no options that limit them


def _documents(field: Field) -> Iterator[str]:
    if field.max_bytes is not None:
        yield f'{{"": "x" * {field.max_bytes - len(_LEAST_DOCUMENT)}}}'
    if field.parts:
        yield f'{{"service_specific": {{{text_literal(field.parts[0])}: {{"key": [1]}}}}}}'


@cache
def evaluated(expression: str) -> Any:
    """The value of a sample of the catalog."""
    return eval(expression, {"__builtins__": {}}, dict(_NAMESPACE))  # noqa: S307 - a constant of our own


def accepts(field: Field, value: Any) -> bool:
    """Whether the field's limits allow the value, which is of its type."""
    match value:
        case str():
            in_length = (field.min_length or 0) <= len(value) <= (field.max_length or len(value))
            return in_length and (field.pattern is None or fullmatch(field.pattern, value) is not None)
        case bytes():
            return field.max_length is None or len(value) <= field.max_length
        case bool():
            return True
        case int() | float() | Decimal():
            exact = Decimal(str(value))
            low = field.minimum is None or exact >= Decimal(field.minimum)
            return low and (field.maximum is None or exact <= Decimal(field.maximum))
        case _:
            return True


def _is_single(value: float) -> bool:
    """Whether a REAL column gives the value back unchanged."""
    return bool(struct.unpack("f", struct.pack("f", value))[0] == value)
