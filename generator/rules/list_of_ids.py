"""A list of ids stands where a relation belongs.

## What

A field is a list of whole numbers, uuids or strings and called `<something>_ids` or `<something>_uuids`.

## Why

No foreign key can look into a list: it can name rows that never were, that were deleted, or that are another
campaign's, and a deletion leaves dead ids behind. It cannot be read from the other side without reading every row, it
is rewritten whole for each id that comes or goes, and two writers lose each other's change.

## Instead

Relate the two: `relations: {article_topics: {many_to_many: [article, topic]}}`. Each pair is a row of its own, with
both foreign keys, listed from either side; it can carry values (`fields: {weight: integer}`). Ids of a system
elsewhere, which no row here stands for, can be called `<something>_keys`.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.names import plural
from generator.rules import Finding, Rule

_TYPES: Final = frozenset({"smallint", "integer", "bigint", "string", "uuid"})
_ENDINGS: Final = ("_ids", "_uuids")


def check(platform: Platform) -> Iterator[Finding]:
    """Finds lists that are named like the keys of rows."""
    for entity in platform.entities():
        for field in entity.fields:
            if field.element and field.element.name in _TYPES and field.name.endswith(_ENDINGS):
                other = field.name.removesuffix("_ids").removesuffix("_uuids")
                pairs = f"{plural(f'{entity.name}_{other}')}: {{many_to_many: [{entity.name}, {other}]}}"
                yield Finding(
                    span=field.span,
                    message=f"`{field.name}` is a list of ids, which nothing checks",
                    hint=f"Write `relations: {{{pairs}}}` in the service.",
                )


RULE: Final = Rule(
    code="SG411",
    name="list-of-ids",
    severity=Severity.ERROR,
    practices=("P05", "P24"),
    check=check,
    page=__doc__,
)
