"""A text repeats what a referred entity already says.

## What

Beside a reference `author` to an entity, a text field is called `author_<x>`, where `<x>` is a field of that entity, as
`author_email` beside `author` to an account with an `email`.

## Why

The copy is right until the original changes; then the two contradict each other, and nobody knows which one to believe.
It is also stored once per row instead of once.

## Instead

Read it through the reference. If the value at the time matters (the address on an invoice), say so in its name:
`billed_email`.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Entity, Field, Platform
from generator.rules import Finding, Rule

_TEXTS: Final = frozenset({"string", "text"})


def check(platform: Platform) -> Iterator[Finding]:
    """Finds text fields named after a reference of the same entity and a field of its target."""
    for entity in platform.entities():
        references = [field for field in entity.fields if field.target is not None]
        for field in entity.fields:
            if field.type.name in _TEXTS and field.target is None:
                yield from _copies(platform, field, references)


def _copies(platform: Platform, field: Field, references: list[Field]) -> Iterator[Finding]:
    for reference in references:
        target = platform.entity(reference.target.key) if reference.target else None
        copied = field.name.removeprefix(f"{reference.name}_")
        if target is not None and copied != field.name and _has(target, copied):
            yield Finding(
                span=field.span,
                message=f"`{field.name}` repeats `{target.key}.{copied}`, which `{reference.name}` refers to",
                hint="Remove it and read it through the reference.",
            )


def _has(entity: Entity, name: str) -> bool:
    return any(field.name == name for field in entity.fields)


RULE: Final = Rule(
    code="SG405",
    name="copied-text",
    severity=Severity.WARNING,
    practices=("P23",),
    check=check,
    page=__doc__,
)
