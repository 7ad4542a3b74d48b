"""Values of the spec judged by their field's type: defaults, list items, and literals in predicates."""

import json
import math
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from ipaddress import ip_address
from uuid import UUID

from generator.catalog import INTEGER_RANGES
from generator.ir import Field, Literal

_LARGEST_REAL = 3.4028234663852886e38
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")
_DURATION = re.compile(r"([0-9]{1,9}) (second|minute|hour|day|week)s?")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


class UnfitError(ValueError):
    """A value does not suit its type; the message completes "the default ..."."""


def fitted(field: Field, value: object, raw: str) -> Literal:
    """`value` as the IR keeps it: numbers, booleans and strings as they are; everything else as canonical text.

    `raw` is the value as written, which keeps the digits of a decimal. A timestamp becomes UTC ISO 8601, a duration
    `<n> seconds`, because PostgreSQL would keep `1 day` apart from `24 hours`. Raises UnfitError.
    """
    if field.element is not None:
        return _items(field, value)
    fitted_value = scalar(field.type.kind, value, raw, field.values)
    _check_options(field, fitted_value)
    return fitted_value


def scalar(type_name: str, value: object, raw: str, values: tuple[str, ...] = ()) -> str | int | float | bool:
    """`value` as the type keeps it, whatever the field's options say. Raises UnfitError."""
    match type_name:
        case "string" | "text":
            return _text(value)
        case "smallint" | "integer" | "bigint" | "float" | "double":
            return _integer(type_name, value) if type_name in INTEGER_RANGES else _float(type_name, value)
        case "decimal":
            return decimal_text(value, raw)
        case "boolean":
            if not isinstance(value, bool):
                raise UnfitError("must be `true` or `false`")
            return value
        case "enum":
            if value not in values:
                raise UnfitError(f"must be one of {', '.join(f'`{item}`' for item in values)}")
            return _text(value)
        case _:
            return _moment(type_name, _text(value))


def decimal_text(value: object, raw: str) -> str:
    """A number or numeric text as plain decimal digits: `1e2` -> `100`. Raises UnfitError."""
    text = value if isinstance(value, str) else raw
    if isinstance(value, bool) or not _DECIMAL.fullmatch(text):
        raise UnfitError("must be a number")
    return f"{Decimal(text):f}"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnfitError("must be text; put it in quotes")
    return value


def _integer(type_name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnfitError("must be a whole number")
    least, most = INTEGER_RANGES[type_name]
    if not least <= value <= most:
        raise UnfitError(f"must be between {least} and {most}, the range of `{type_name}`")
    return value


def _float(type_name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnfitError("must be a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number) or (type_name == "float" and abs(number) > _LARGEST_REAL):
        raise UnfitError(f"is beyond the range of `{type_name}`")
    return number


def _moment(type_name: str, text: str) -> str:
    try:
        match type_name:
            case "timestamp" if _TIMESTAMP.fullmatch(text):
                return _instant(text)
            case "date" if _DATE.fullmatch(text):
                return date.fromisoformat(text).isoformat()
            case "time" if _TIME.fullmatch(text):
                return time.fromisoformat(text).isoformat()
            case "duration" if found := _DURATION.fullmatch(text):
                return f"{int(found[1]) * _SECONDS[found[2]]} seconds"
            case "uuid":
                return str(UUID(text))
            case "inet" if "%" not in text:
                return str(ip_address(text))
            case _:
                pass
    except (ValueError, OverflowError):
        pass
    raise UnfitError(f"must be written like {_EXAMPLES[type_name]}")


_EXAMPLES = {
    "timestamp": "`2024-02-29T12:30:00Z`",
    "date": "`2024-02-29`",
    "time": "`08:30`",
    "duration": "`90 minutes`",
    "uuid": "`6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11`",
    "inet": "`192.0.2.1`",
}


def _instant(text: str) -> str:
    found = datetime.fromisoformat(text).astimezone(UTC)
    # The driver sends the first and the last of Python as infinity.
    if found in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        raise ValueError(text)
    return found.isoformat()


def _items(field: Field, value: object) -> tuple[str | int | float | bool, ...]:
    if not isinstance(value, list):
        raise UnfitError("must be a list")
    if field.max_items is not None and len(value) > field.max_items:
        raise UnfitError(f"has more than {field.max_items} items")
    element = field.element or field.type
    if element.name == "inet" and value:
        raise UnfitError("can only be empty: addresses of machines differ from one installation to the next")
    items = tuple(scalar(element.kind, item, json.dumps(item)) for item in value)
    if element.pattern and not all(re.fullmatch(element.pattern, str(item)) for item in items):
        raise UnfitError(f"must have items like `{element.example}`")
    return items


def _check_options(field: Field, value: str | float) -> None:
    if field.type.kind in {"string", "text"} and isinstance(value, str):
        _check_text(field, value)
    elif "minimum" in field.type.options:
        _check_number(field, Decimal(str(value)))


def _check_text(field: Field, value: str) -> None:
    if field.min_length is not None and len(value) < field.min_length:
        raise UnfitError(f"is shorter than {field.min_length} characters")
    if field.max_length is not None and len(value) > field.max_length:
        raise UnfitError(f"is longer than {field.max_length} characters")
    if field.pattern is not None and not re.fullmatch(field.pattern, value):
        example = field.type.example
        raise UnfitError(f"must be written like `{example}`" if example else "does not match the pattern")


def _check_number(field: Field, value: Decimal) -> None:
    if field.minimum is not None and value < Decimal(field.minimum):
        raise UnfitError(f"is less than {field.minimum}")
    if field.maximum is not None and value > Decimal(field.maximum):
        raise UnfitError(f"is more than {field.maximum}")
    if field.precision is not None and field.scale is not None and not fits(value, field.precision, field.scale):
        raise UnfitError(f"does not fit NUMERIC({field.precision},{field.scale})")


def fits(value: Decimal, precision: int, scale: int) -> bool:
    """Whether NUMERIC(precision, scale) holds the value without rounding."""
    if not value.is_finite() or not value:
        return value.is_finite()
    # normalize() would round to the 28 digits of the arithmetic context.
    _, digits, exponent = value.as_tuple()
    zeros = next(count for count, digit in enumerate(reversed(digits)) if digit)
    return -int(exponent) - zeros <= scale and value.adjusted() < precision - scale
