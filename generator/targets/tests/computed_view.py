"""What tests are told of an entity's computed fields: rows, and what follows from them."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from generator.catalog import INTEGER_RANGES
from generator.ir import Computed, Entity, Field
from generator.ir.expressions import fields_of
from generator.ir.truth import UNKNOWN, Row, Unsure, evaluated
from generator.targets.source.layout import Call, Entry, braces, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.row_checks_view import spelled
from generator.targets.tests.source import lined
from generator.targets.tests.values import EXACT, largest_decimal, sampled_range
from generator.targets.tests.witness import attempts, keeps, started

_CASES: Final = 4
_TRIED: Final = 400


@view
class ComputedView:
    """The computed fields of one entity."""

    columns: tuple[str, ...]
    cases: tuple[str, ...]
    """Finished cases: the values that a creation gives, the field that follows, its value."""
    head: str


def computed_view(entity: Entity, found: Row) -> ComputedView:
    """The view of what the entity computes; `found` is the row with which every check holds."""
    cases = tuple(case for item in entity.computed for case in _cases(entity, item, found))
    campaign = ("campaign: int",) if entity.scoped else ()
    parameters = ("database: Database", *campaign, "values: dict[str, object]", "field: str", "expected: object")
    return ComputedView(
        columns=tuple(entity.field(item.field).column for item in entity.computed),
        cases=tuple(dict.fromkeys(cases)),
        head=lined("async def test_fields_are_computed", parameters, " -> None:"),
    )


def computed_with(entity: Entity) -> frozenset[str]:
    """Columns into which no test writes what they refuse: computed ones, and those of which others are calculated.

    What follows from such a value, as from NaN or from infinity, may be refused first.
    """
    own = {entity.field(item.field).column for item in entity.computed}
    calculated = (item for item in entity.computed if entity.field(item.field).type.cast not in {"text", "boolean"})
    return frozenset(own | {field.column for item in calculated for field in fields_of(item.value)})


def has_room(entity: Entity, values: Row) -> bool:
    """Whether every computed field can hold what follows from the values, whatever samples stand beside them."""
    concerned = (item for item in entity.computed if any(field.column in values for field in fields_of(item.value)))
    return all(_fits(entity, item, row) for item in concerned for row in _beside(entity, item, values))


def _beside(entity: Entity, item: Computed, values: Row) -> Iterator[Row]:
    """The values with the least and the greatest samples of what else is read: sums and products are between them."""
    others = [field for field in fields_of(item.value) if field.column not in values]
    choices = [_extremes(entity, field) for field in others]
    for row in itertools.product(*choices):
        yield dict(values) | {field.column: value for field, value in zip(others, row, strict=True)}


def _extremes(entity: Entity, field: Field) -> Sequence[object]:
    if field.name in entity.governed:
        return (started(field),)
    return sampled_range(field) or (UNKNOWN,)


def _fits(entity: Entity, item: Computed, row: Row) -> bool:
    field = entity.field(item.field)
    try:
        value = evaluated(item.value, row)
    except Unsure:
        return field.type.name not in {*INTEGER_RANGES, "decimal"}
    return _held(field, value)


def _held(field: Field, value: object) -> bool:
    """Whether the column has room for the value."""
    if field.type.name in INTEGER_RANGES and isinstance(value, int):
        least, most = INTEGER_RANGES[field.type.name]
        return least <= value <= most
    if isinstance(value, int | Decimal) and field.type.name == "decimal":
        return abs(_rounded(field, value)) <= largest_decimal(field)
    return True


def _rounded(field: Field, value: int | Decimal) -> Decimal:
    """As NUMERIC rounds what it is given: half of the last digit away from zero."""
    last = Decimal(1).scaleb(-(field.scale or 0))
    return Decimal(value).quantize(last, rounding=ROUND_HALF_UP, context=EXACT)


def _cases(entity: Entity, item: Computed, found: Row) -> Iterator[str]:
    """A few rows from which different values follow."""
    field, sources = entity.field(item.field), fields_of(item.value)
    free = [source for source in sources if source.name not in entity.governed and not source.target]
    begun = {source.column: started(source) for source in sources if source not in free}
    seen: dict[object, str] = {}
    for row in itertools.islice(attempts(entity, (), free), _TRIED):
        if len(seen) == _CASES:
            break
        known = {column: value for column, value in row.items() if value is not UNKNOWN}
        if not keeps(entity, found, known) or not has_room(entity, known):
            continue
        try:
            value = _as_read(field, evaluated(item.value, begun | row))
        except Unsure:
            continue
        seen.setdefault(value, _case(entity, field, known, value))
    yield from seen.values()


def _as_read(field: Field, value: object) -> object:
    if isinstance(value, int | Decimal) and field.type.name == "decimal":
        return _rounded(field, value)
    return float(value) if isinstance(value, int | Decimal) and field.type.name == "double" else value


def _case(entity: Entity, field: Field, values: Mapping[str, object], value: object) -> str:
    columns = {item.column: item for item in entity.writable}
    given = tuple(
        Entry(text_literal(column), spelled(entity, columns[column], item)) for column, item in values.items()
    )
    items = (braces(given), text_literal(field.column), spelled(entity, field, value))
    return laid_out(Call("", items), indent=8, suffix=",")
