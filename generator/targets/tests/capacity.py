"""How many rows the unique groups of an entity leave room for: an enum of two values, alone and unique, for two."""

import math

from generator.ir import Entity, Field

MANY = 1_000_000
"""Stands for more rows than any test makes."""

_COUNTED = frozenset("smallint integer bigint decimal float double date time timestamp duration".split())
"""Types of which a sample may be what a number gives."""

_ROWS_OF_A_TEST = 8
_ROWS_OF_A_MODULE = 200


def capacity(entity: Entity) -> int:
    """The most rows at a time: in one campaign, or of a global entity."""
    groups = ([_cardinality(entity, entity.field(name)) for name in item.fields] for item in entity.unique)
    return min((math.prod(group) for group in groups), default=MANY)


def is_tight(entity: Entity) -> bool:
    """Whether tests must be sparing with rows; those of a global entity stay until the end of a module."""
    return capacity(entity) < (_ROWS_OF_A_TEST if entity.scoped else _ROWS_OF_A_MODULE)


def is_in_the_way(entity: Entity) -> bool:
    """Whether a value that one test writes may be that which another numbers its row by: both stay in the table.

    Campaigns keep the rows of tests apart; texts and the like are told from samples by themselves.
    """
    alone = (entity.field(item.fields[0]) for item in entity.unique if len(item.fields) == 1)
    return not entity.scoped and any(field.type.name in _COUNTED for field in alone)


def _cardinality(entity: Entity, field: Field) -> int:
    if field.name in entity.governed or (entity.parent and field.name == entity.parent.key.entity):
        return 1  # rows that a test makes have one parent
    match field.type.name:
        case "enum":
            return len(field.values)
        case "boolean":
            return 2
        case "smallint" | "integer" | "bigint" if field.minimum is not None and field.maximum is not None:
            return int(field.maximum) - int(field.minimum) + 1
        case _:
            return MANY
