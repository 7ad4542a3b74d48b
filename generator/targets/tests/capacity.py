"""How many rows the unique groups of an entity leave room for: an enum of two values, alone and unique, for two."""

import math
from collections.abc import Iterator

from generator.ir import Entity, EntityKey, Field, Platform, Unique
from generator.ir.truth import UNKNOWN
from generator.targets.tests.witness import witness

MANY = 1_000_000
"""Stands for more rows than any test makes."""

_COUNTED = frozenset("smallint integer bigint decimal float double date time timestamp duration".split())
"""Types of which a sample may be what a number gives."""
_LETTERS = 20
"""How many texts of one letter the factories make, at least."""

_ROWS_OF_A_TEST = 8
_ROWS_OF_A_MODULE = 200


def capacity(platform: Platform, entity: Entity) -> int:
    """The most rows at a time: in one campaign, or of a global entity."""
    return _capacity(platform, entity, frozenset())


def is_tight(platform: Platform, entity: Entity) -> bool:
    """Whether tests must be sparing with rows; those of a global entity stay until the end of a module."""
    return _is_tight(platform, entity, frozenset())


def told_apart_by(entity: Entity) -> Iterator[str]:
    """The columns without which rows that only have what they must would have the same values in a unique group."""
    for unique in entity.unique:
        fields = [entity.field(name) for name in unique.fields]
        free = [item for item in fields if item.name not in entity.governed]
        if free and not any(_differs(unique, item) for item in free):
            yield free[0].column


def _differs(unique: Unique, field: Field) -> bool:
    """Whether rows that only have what they must differ in the field: it is given, or null, which equals nothing."""
    return field.required or (field.nullable and field.default is None and not unique.nulls_same)


def _capacity(platform: Platform, entity: Entity, asking: frozenset[EntityKey]) -> int:
    # A field of a unique group that checks hold to one value is the same in every row that the factories make.
    held = {column for column, value in witness(entity).items() if value is not UNKNOWN} if entity.checks else set()
    groups = (
        [entity.field(name) for name in item.fields if entity.field(name).column not in held] for item in entity.unique
    )
    rooms = (
        math.prod(_cardinality(platform, entity, field, asking | {entity.key}) for field in group) for group in groups
    )
    return min(rooms, default=MANY)


def _is_tight(platform: Platform, entity: Entity, asking: frozenset[EntityKey]) -> bool:
    return _capacity(platform, entity, asking) < (_ROWS_OF_A_TEST if entity.scoped else _ROWS_OF_A_MODULE)


def is_in_the_way(entity: Entity) -> bool:
    """Whether a value that one test writes may be that which another numbers its row by: both stay in the table.

    Campaigns keep the rows of tests apart; texts and the like are told from samples by themselves.
    """
    alone = (entity.field(item.fields[0]) for item in entity.unique if len(item.fields) == 1)
    return not entity.scoped and any(field.type.name in _COUNTED for field in alone)


def _cardinality(platform: Platform, entity: Entity, field: Field, asking: frozenset[EntityKey]) -> int:
    if field.name in entity.governed or (entity.parent and field.name == entity.parent.key.entity):
        return 1  # rows that a test makes have one parent
    if field.target:
        # Of a tight entity, the row that is there is taken again. Entities may refer to each other in a circle.
        known = field.target.key not in asking
        return 1 if known and _is_tight(platform, platform.entity(field.target.key), asking) else MANY
    return _values(field)


def _values(field: Field) -> int:
    match field.type.name:
        case "enum":
            return len(field.values)
        case "boolean":
            return 2
        case "string" | "text" if field.max_length == 1 and field.pattern is None:
            return _LETTERS
        case "smallint" | "integer" | "bigint" if field.minimum is not None and field.maximum is not None:
            return int(field.maximum) - int(field.minimum) + 1
        case _:
            return MANY
