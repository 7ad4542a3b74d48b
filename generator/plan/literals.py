"""SQL literals: the only way a value of a spec gets into SQL text.

Strings are written with doubled quotes under `standard_conforming_strings` (on by default since PostgreSQL 9.1, and
set by every migration), so a backslash is only a backslash and no value can end its literal.
"""

import re

from generator.catalog import FieldType
from generator.ir import Field, Literal

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?", re.ASCII)

_BARE = frozenset({"string", "text", "enum"})
"""Types whose literal needs no cast: an unadorned string takes the column's type."""


def quoted(text: str) -> str:
    """`text` as a string literal: `it's` -> `'it''s'`.

    Raises ValueError for U+0000, which PostgreSQL cannot store; the frontend has refused it long before.
    """
    if "\0" in text:
        message = "PostgreSQL text cannot hold U+0000"
        raise ValueError(message)
    return "'" + text.replace("'", "''") + "'"


def number(text: str, cast: str) -> str:
    """A number as SQL: the digits if `text` is a plain number, else a quoted literal of the type `cast`."""
    return text if _NUMBER.fullmatch(text) else f"{quoted(text)}::{cast}"


def default(field: Field) -> str | None:
    """The DEFAULT expression of the field's column, or None. A list always has one, because it is never null."""
    if field.element is not None:
        items = field.default if isinstance(field.default, tuple) else ()
        return _array(items, field.element, field.sql_type)
    if field.default is None:
        return None
    return _scalar(field.default, field.type, field.type.cast)


def value(field: Field, said: Literal | None) -> str:
    """A value of the field, with the type of its column where PostgreSQL would not see it by itself."""
    if said is None:
        return f"NULL::{field.sql_type}"
    if field.element is not None:
        return _array(said if isinstance(said, tuple) else (), field.element, field.sql_type)
    return _scalar(said, field.type, field.type.cast)


def _array(items: tuple[str | int | float | bool, ...], element: FieldType, type_: str) -> str:
    if not items:
        return "'{}'"
    spelled = ", ".join(_scalar(item, element, type_.removesuffix("[]")) for item in items)
    return f"ARRAY[{spelled}]::{type_}"


def _scalar(value: Literal, type_: FieldType, cast: str) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    text = str(value)
    if type_.number:
        return number(text, cast)
    return quoted(text) if type_.kind in _BARE else f"{quoted(text)}::{cast}"
