"""From one column type to another: what PostgreSQL changes in place, and what values can be carried over row by row.

Measured on PostgreSQL 15, 16 and 18: only a change between types of the same bytes leaves the table as it is.
"""

import re
from typing import Final

from generator.frozen import frozen

_NUMERIC: Final = re.compile(r"NUMERIC\((\d+),(\d+)\)")
_DIGITS: Final = {"SMALLINT": 5, "INTEGER": 10, "BIGINT": 19}
"""Of the widest value, in order of width."""
_BITS: Final = {"SMALLINT": 15, "INTEGER": 31, "BIGINT": 63}
_QUOTED: Final = re.compile(r"'((?:[^']|'')*)'(?:::[a-z ]+)?")
_TEXTS: Final = frozenset({"VARCHAR", "TEXT"})
_SPELLED: Final = frozenset({"BOOLEAN", "UUID", "DATE", "TIME"})
"""Types that have one spelling as text, whatever the session is set to."""
_FLOATS: Final = {
    ("REAL", "DOUBLE PRECISION"),
    ("SMALLINT", "DOUBLE PRECISION"),
    ("INTEGER", "DOUBLE PRECISION"),
}
_WIRE: Final = {
    "SMALLINT": "int32",
    "INTEGER": "int32",
    "BIGINT": "int64",
    "REAL": "float",
    "DOUBLE PRECISION": "double",
    "BOOLEAN": "bool",
    "BYTEA": "bytes",
    "TIMESTAMPTZ": "timestamp",
    "INTERVAL": "duration",
    "JSONB": "struct",
    "POINT": "point",
}
"""What clients see of a type; all others travel as text."""


@frozen
class Conversion:
    """How a value becomes one of another type, and back: SQL with `{}` for the value."""

    forward: str
    backward: str


def is_free(was: str, now: str) -> bool:
    """Whether ALTER TYPE neither rewrites the table nor rebuilds an index."""
    if {was, now} <= _TEXTS:
        return True
    before, after = _NUMERIC.fullmatch(was), _NUMERIC.fullmatch(now)
    return bool(before and after and before[2] == after[2] and int(before[1]) <= int(after[1]))


def holds(type_: str, literal: str) -> bool:
    """Whether a column of the type can have the default of another that takes its place, and leads back to it.

    `literal` is SQL: `'never'`, `40000`, `'2024-02-29'::date`. True for types whose values all lead back.
    """
    quoted = _QUOTED.fullmatch(literal)
    said = quoted[1].replace("''", "'") if quoted else literal
    try:
        return _leads_back(type_, said, as_text=bool(quoted))
    except (ValueError, ArithmeticError):
        return False


def _leads_back(type_: str, said: str, *, as_text: bool) -> bool:
    """The same of a value as it is written; raises ValueError or ArithmeticError if the type cannot read it at all."""
    # Few runs change a type and a default.
    from datetime import date, time
    from decimal import Decimal
    from ipaddress import ip_address
    from uuid import UUID

    if type_ in _BITS:
        number = int(said)
        return str(number) == said and -(1 << _BITS[type_]) <= number < 1 << _BITS[type_]
    if numeric := _NUMERIC.fullmatch(type_):
        exact, scale = Decimal(said), int(numeric[2])
        spelled = not as_text or f"{exact:.{scale}f}" == said
        return spelled and exact == round(exact, scale) and abs(exact) < Decimal(10) ** (int(numeric[1]) - scale)
    if type_ == "BOOLEAN":
        return said in {"true", "false"}
    readers = {"DATE": date.fromisoformat, "TIME": time.fromisoformat, "UUID": UUID, "INET": ip_address}
    return type_ not in readers or str(readers[type_](said)) == said


def same_on_the_wire(was: str, now: str) -> bool:
    """Whether clients see the same type before and after."""
    lists = {was.endswith("[]"), now.endswith("[]")}
    first, second = (_WIRE.get(item.removesuffix("[]"), "string") for item in (was, now))
    return len(lists) == 1 and first == second


def conversion(was: str, now: str) -> Conversion | None:
    """How every value of type `was` becomes one of type `now`; None if some value could not."""
    if was == now or is_free(was, now):
        return Conversion(forward="{}", backward="{}")
    if (was, now) == ("DATE", "TIMESTAMPTZ"):
        return Conversion(forward="({}::timestamp AT TIME ZONE 'UTC')", backward="({} AT TIME ZONE 'UTC')::date")
    if was == "INET" and now in _TEXTS:
        return Conversion(forward="host({})", backward="{}::inet")
    if _widens(was.removesuffix("[]"), now.removesuffix("[]")) and was.endswith("[]") == now.endswith("[]"):
        return Conversion(forward=f"{{}}::{now.lower()}", backward=f"{{}}::{was.lower()}")
    if now in _TEXTS and (was in _SPELLED or was in _DIGITS or _NUMERIC.fullmatch(was)):
        return Conversion(forward="{}::text", backward=f"{{}}::{was.lower()}")
    return None


def _widens(was: str, now: str) -> bool:
    if was in _DIGITS and now in _DIGITS:
        return _DIGITS[was] <= _DIGITS[now]
    if (was, now) in _FLOATS:
        return True
    before, after = _whole_and_scale(was), _NUMERIC.fullmatch(now)
    if before is None or after is None:
        return False
    return int(after[1]) - int(after[2]) >= before[0] and int(after[2]) >= before[1]


def _whole_and_scale(type_: str) -> tuple[int, int] | None:
    """How many digits a value may have before and after the point."""
    if type_ in _DIGITS:
        return _DIGITS[type_], 0
    found = _NUMERIC.fullmatch(type_)
    return (int(found[1]) - int(found[2]), int(found[2])) if found else None
