"""A number or uuid stands where a reference belongs.

## What

A field called `<entity>_id` or `<entity>_uuid` is a whole number, a uuid or a text, and the platform has an entity of
that name.

## Why

Nothing checks such a value: it can name a row that never was, one that was deleted, or one of another campaign. It has
no index, no type in the diagrams, and no error when it is wrong.

## Instead

Use `<entity>: {type: ref, to: <service>.<entity>}`: the column is called `<entity>_id` all the same, and has its
foreign key and its index.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule

_TYPES: Final = frozenset({"smallint", "integer", "bigint", "string", "uuid"})


def check(platform: Platform) -> Iterator[Finding]:
    """Finds plain fields that are named like the key of an entity."""
    keys = {entity.name: entity.key for entity in platform.entities()}
    for entity in platform.entities():
        for field in entity.fields:
            name = field.name.removesuffix("_id").removesuffix("_uuid")
            if field.type.name in _TYPES and name != field.name and name in keys:
                yield Finding(
                    span=field.span,
                    message=f"`{field.name}` looks like a reference to `{keys[name]}`, and nothing checks it",
                    hint=f"Write `{name}: {{type: ref, to: {keys[name]}}}`.",
                )


RULE: Final = Rule(
    code="SG410",
    name="unlinked-reference",
    severity=Severity.WARNING,
    practices=("P05", "P07", "P24"),
    check=check,
    page=__doc__,
)
