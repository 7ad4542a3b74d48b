"""Rows that obey the checks between their fields, and rows that break one: found by trying while tests are made."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from generator.frozen import frozen
from generator.ir import Entity, Field, RowCheck
from generator.ir.expressions import constants_of
from generator.ir.truth import READERS, UNKNOWN, Row, breaks, constant, holds
from generator.targets.tests.values import EXACT, accepts, decimal_range, evaluated

_MOST: Final = 50_000
"""How many rows are tried for one group of checks."""
_MOMENT: Final = datetime(2024, 2, 28, 12, tzinfo=UTC)
_STEPS: Final = (timedelta(0), timedelta(hours=1), timedelta(days=1), timedelta(days=40), timedelta(days=400))
_USUAL: Final[Mapping[str, tuple[object, ...]]] = {
    "timestamp": tuple(_MOMENT + step for step in _STEPS),
    "date": tuple((_MOMENT + step).date() for step in (*_STEPS[:1], *_STEPS[2:])),
    "time": (time(8), time(12, 30), time(20)),
    "duration": tuple(step + timedelta(minutes=1) for step in _STEPS),
    "uuid": (UUID(int=1), UUID(int=2)),
    "boolean": (True, False),
}
_NUMBERS: Final = (1, 2, 3, 0, 10, 100, 1000, -1)
_TEXTS: Final = ("plain", "Plain", "a", "x" * 8, "")


@frozen
class Breach:
    """Values that break one check and no other."""

    check: RowCheck
    values: Row
    """Of the columns that it shares a check with, and of its own."""


def witness(entity: Entity) -> dict[str, object]:
    """Values of the columns that checks are about, with which every check holds whatever transitions do.

    UNKNOWN stands for a value that the factories choose. Where no such row is found, all values are theirs.
    """
    found: dict[str, object] = {}
    for checks in _groups(entity.checks):
        fields = _fields(checks)
        free = [field for field in fields if field.name not in entity.governed]
        states = [field for field in fields if field.name in entity.governed]
        reached = list(_combined(states, {field.column: _candidates(field, checks) for field in states}))
        rows = _rows(entity, checks, free)
        row = next((row for row in rows if all(_hold(checks, row | state) for state in reached)), None)
        found |= row or {}
    return found


def breaches(entity: Entity) -> Iterator[Breach]:
    """Rows that break exactly one check, for each check for which one is found."""
    for checks in _groups(entity.checks):
        fields = [field for field in _fields(checks) if field.name not in entity.governed and not field.target]
        rest = _started_row(entity) | witness(entity)
        for check in checks:
            others = [item for item in checks if item is not check]
            rows = (rest | row for row in _combined(fields, {field.column: _known(field, checks) for field in fields}))
            row = next((row for row in rows if breaks(check.condition, row) and _hold(others, row)), None)
            if row is not None:
                yield Breach(check=check, values={field.column: row[field.column] for field in fields})


def attempts(entity: Entity, checks: Sequence[RowCheck], fields: Sequence[Field]) -> Iterator[dict[str, object]]:
    """Values of the fields to try, those near the constants of the checks among them.

    What has to differ from row to row, and what refers to a row, keeps what the factories chose, or has no value.
    """
    unique = {name for item in entity.unique for name in item.fields}
    none = {field.column: [None] if field.nullable else [] for field in fields}
    values = {field.column: [UNKNOWN] if field.name in unique else _candidates(field, checks) for field in fields}
    return _combined(fields, {column: [*found, *none[column]] for column, found in values.items()})


def keeps(entity: Entity, found: Row, values: Row) -> bool:
    """Whether every check holds of the witness that was `found`, with these values in it."""
    row = _started_row(entity) | dict(found) | dict(values)
    return all(holds(check.condition, row) for check in entity.checks)


def minimum(entity: Entity, found: Row) -> frozenset[str]:
    """The columns of the witness that a creation has to give for every check to hold, though none is required."""
    checked = {field.column: field for check in entity.checks for field in check.fields}
    least = {column: value if checked[column].required else started(checked[column]) for column, value in found.items()}
    return frozenset() if keeps(entity, found, least) else frozenset(found)


def _started_row(entity: Entity) -> dict[str, object]:
    return {
        field.column: started(field) if field.name in entity.governed else UNKNOWN
        for check in entity.checks
        for field in check.fields
    }


def started(field: Field) -> object:
    """The value that a row begins with where the creation says nothing."""
    if field.element is not None:
        return list(field.default) if isinstance(field.default, tuple) else []
    read = READERS.get(field.type.name)
    return read(str(field.default)) if read and field.default is not None else field.default


def _groups(checks: Sequence[RowCheck]) -> list[list[RowCheck]]:
    """The checks put together that share a field."""
    groups: list[list[RowCheck]] = []
    for check in checks:
        names = {field.name for field in check.fields}
        near = [group for group in groups if names & {field.name for item in group for field in item.fields}]
        groups = [group for group in groups if group not in near]
        groups.append([item for group in near for item in group] + [check])
    return groups


def _fields(checks: Sequence[RowCheck]) -> list[Field]:
    return list({field.name: field for check in checks for field in check.fields}.values())


def _rows(entity: Entity, checks: Sequence[RowCheck], fields: Sequence[Field]) -> Iterator[dict[str, object]]:
    """Rows to try: first those that leave to the factories what has to differ from row to row."""
    unique = {name for item in entity.unique for name in item.fields}
    usual = {field.column: _lasting(entity, field) or _candidates(field, checks) for field in fields}
    chosen = {field.column: [UNKNOWN] if field.name in unique else usual[field.column] for field in fields}
    nullable = {f.column: [*chosen[f.column], *([None] if f.nullable else [])] for f in fields}
    yield from _combined(fields, chosen)
    yield from _combined(fields, nullable)
    yield from _combined(fields, usual)


def _lasting(entity: Entity, field: Field) -> list[object]:
    """For the moment at which a row expires, one that no test lives to see: expired rows are not read back."""
    is_end = entity.expires is not None and entity.expires.column == field.column
    return [_MOMENT + timedelta(days=365_000)] if is_end else []


def _combined(fields: Sequence[Field], values: Mapping[str, Sequence[object]]) -> Iterator[dict[str, object]]:
    columns = [field.column for field in fields]
    rows = itertools.product(*(values[column] for column in columns))
    return (dict(zip(columns, row, strict=True)) for row in itertools.islice(rows, _MOST))


def _hold(checks: Sequence[RowCheck], row: Row) -> bool:
    return all(holds(check.condition, row) for check in checks)


def _known(field: Field, checks: Sequence[RowCheck]) -> list[object]:
    values = [item for item in _candidates(field, checks) if item is not UNKNOWN]
    return [*values, *([None] if field.nullable else [])] or [UNKNOWN]


def _candidates(field: Field, checks: Sequence[RowCheck]) -> list[object]:
    """Values that the field's own limits allow, the usual ones first; UNKNOWN where none is known to be."""
    if field.target is not None:
        return [UNKNOWN]
    if field.values:
        return list(field.values)
    if field.element is not None:
        return [UNKNOWN] if field.fields else [[evaluated(field.element.samples[0])], []]
    found = [*_usual(field), *_near_constants(field, checks)]
    allowed = [_kept(field, value) for value in found if accepts(field, value)]
    return list({repr(value): value for value in allowed}.values()) or [UNKNOWN]


def _kept(field: Field, value: object) -> object:
    """The value as it is read back: a decimal with all the digits of its column."""
    return EXACT.quantize(value, Decimal(1).scaleb(-(field.scale or 0))) if isinstance(value, Decimal) else value


def _usual(field: Field) -> tuple[object, ...]:
    match field.type.name:
        case "smallint" | "integer" | "bigint":
            edges = (int(limit) for limit in (field.minimum, field.maximum) if limit is not None)
            return (*_NUMBERS, *edges)
        case "decimal":
            return (*map(Decimal, _NUMBERS[:4]), *decimal_range(field))
        case "float" | "double":
            return tuple(map(float, _NUMBERS))
        case name if field.type.cast == "text":
            return _TEXTS if name in {"string", "text"} else ()
        case name:
            return _USUAL.get(name, ())


def _near_constants(field: Field, checks: Sequence[RowCheck]) -> Iterator[object]:
    """The constants of the field's checks, and what lies beside them."""
    for check in checks:
        for item in constants_of(check.condition):
            value = constant(item)
            match value:
                case bool():
                    pass
                case int() if "number" in _family(field):
                    yield from (_as(field, value + step) for step in (0, 1, -1))
                case Decimal() if "number" in _family(field):
                    yield _as(field, value)
                case str() | date() | time() | timedelta() if type(value) is type(next(iter(_usual(field)), None)):
                    yield value


def _family(field: Field) -> str:
    return "number" if field.type.number else field.type.name


def _as(field: Field, value: int | Decimal) -> object:
    kinds = {"decimal": Decimal, "float": float, "double": float}
    return kinds.get(field.type.name, int)(value)
