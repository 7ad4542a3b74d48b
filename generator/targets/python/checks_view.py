"""The checks of `validate()`: each CHECK of a column again in Python, so that callers hear of all violations."""

from collections.abc import Iterator

from generator.catalog import INTEGER_RANGES
from generator.ir import Field
from generator.targets.python.core_modules import JSON_LIMITS
from generator.targets.source.layout import Call, Expression, Keyword, laid_out, parentheses
from generator.targets.source.literals import decimal_literal, float_literal, text_literal

INDENT = 8

_METHODS = {
    "string": "text",
    "text": "text",
    "smallint": "number",
    "integer": "number",
    "bigint": "number",
    "decimal": "decimal",
    "float": "number",
    "double": "number",
    "timestamp": "moment",
    "json": "document",
    "bytes": "octets",
    "list": "items",
}
"""Methods of `core.validation.Violations`; a type with a module of its own is checked by that, and values of the other
types cannot be wrong in themselves."""


_WHOLE = {name: (f"{low:_}", f"{high:_}") for name, (low, high) in INTEGER_RANGES.items()}
_RANGES = {name: (f"{low:_}", f"{high:_}") for name, (low, high) in INTEGER_RANGES.items() if name != "bigint"}
"""What the column can hold: a value beyond it never reaches PostgreSQL, because asyncpg cannot encode it."""


def checks(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """One finished call per attribute that can be wrong."""
    return tuple(
        laid_out(check(field, f"self.{field.column}"), indent=INDENT) for field in fields if can_be_wrong(field)
    )


def can_be_wrong(field: Field) -> bool:
    """Whether a value of the field's Python type can still be one that is not allowed."""
    return field.type.check is not None or field.type.kind in _METHODS


def has_decimal_limit(field: Field) -> bool:
    """Whether the check of the field names `Decimal`."""
    return field.type.name == "decimal" and (field.minimum, field.maximum) != (None, None)


def check(field: Field, value: Expression) -> Call:
    """The call that notes what is wrong with a value of the field; only for those that can be wrong."""
    if field.is_limited:
        return _limited(field, value)
    options = (Keyword(name, limit) for name, limit in _options(field) if limit is not None)
    if field.type.check is not None:
        return Call(
            f"{field.type.core}.{field.type.check}", ("violations", text_literal(field.column), value, *options)
        )
    return Call(f"violations.{_METHODS[field.type.kind]}", (text_literal(field.column), value, *options))


def _options(field: Field) -> Iterator[tuple[str, str | None]]:
    match field.type.kind:
        case "string" if field.type.check:
            yield "maximum", _whole(field.max_length)
        case "string" | "text":
            yield "minimum", _whole(field.min_length)
            yield "maximum", _whole(field.max_length)
            yield "pattern", None if field.pattern is None else text_literal(field.pattern)
        case "smallint" | "integer" | "bigint":
            low, high = _RANGES.get(field.type.name, (None, None))
            yield "minimum", field.minimum or low
            yield "maximum", field.maximum or high
        case "decimal":
            yield "precision", _whole(field.precision)
            yield "scale", _whole(field.scale)
            yield "minimum", _decimal(field.minimum)
            yield "maximum", _decimal(field.maximum)
        case "float" | "double":
            yield "minimum", _real(field.minimum)
            yield "maximum", _real(field.maximum)
        case "bytes":
            yield "maximum", _whole(field.max_length)
        case "list":
            yield "maximum", _whole(field.max_items)
        case "vector":
            yield "dimensions", _whole(field.dimensions)
        case "map" if field.element is not None:
            yield "of", field.element.python.annotation
            low, high = _WHOLE.get(field.element.name, (None, None))
            yield "least", low
            yield "most", high
            yield "maximum", _whole(field.max_items)
        case _:
            return


def _limited(field: Field, value: Expression) -> Call:
    """The call for a document that must be small, or have parts of known services only."""
    size = () if field.max_bytes is None else (Keyword("maximum", str(field.max_bytes)),)
    known = (Keyword("services", services(field)),) if field.parts else ()
    return Call(f"{JSON_LIMITS}.check_document", ("violations", text_literal(field.column), value, *size, *known))


def services(field: Field) -> Call:
    """The tuple of the services that have parts in the field's document."""
    return parentheses(tuple(map(text_literal, field.parts)))


def _whole(value: int | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> str | None:
    return None if value is None else decimal_literal(value)


def _real(value: str | None) -> str | None:
    return None if value is None else float_literal(float(value))
