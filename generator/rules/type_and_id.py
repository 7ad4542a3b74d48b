"""A type and an id stand where a reference to one of several entities belongs.

## What

An entity has the plain fields `<something>_type` and `<something>_id` (or `_uuid`), such as `target_type` and
`target_id`.

## Why

Which table the id is of is written in a row, so no foreign key can check it: it can name a row that never was, one that
was deleted, or one of another campaign, and a type can name no table at all. To join them takes a query for each type.

## Instead

Use one field with several targets: `target: {type: ref, to: [article, shop.product], required: true}`. Each target is a
column with its own foreign key and index, a constraint sees to it that a row has exactly one, and the row's
`target_type` still says which. What is kept by another system can be called `<something>_key`.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule

_KINDS: Final = frozenset({"string", "text", "enum"})
_IDS: Final = frozenset({"smallint", "integer", "bigint", "string", "uuid"})


def check(platform: Platform) -> Iterator[Finding]:
    """Finds pairs of plain fields that name a row of some table."""
    for entity in platform.entities():
        types = {item.name: item.type.name for item in entity.fields}
        for field in entity.fields:
            what = field.name.removesuffix("_type")
            ids = (f"{what}_id", f"{what}_uuid")
            if what != field.name and field.type.name in _KINDS and any(types.get(name) in _IDS for name in ids):
                yield Finding(
                    span=field.span,
                    message=f"`{field.name}` and the id beside it name a row of some table, and nothing checks it",
                    hint=f"Write `{what}: {{type: ref, to: [...]}}` with every entity that it can be.",
                )


RULE: Final = Rule(
    code="SG451",
    name="type-and-id",
    severity=Severity.WARNING,
    practices=("P05", "P24"),
    check=check,
    page=__doc__,
)
