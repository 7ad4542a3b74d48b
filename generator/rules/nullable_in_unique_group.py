"""A unique group has a field that may be null.

## What

One of several fields that are unique together is neither required nor defaulted.

## Why

NULL is not equal to NULL: two rows with the same other values and no value here are not duplicates to PostgreSQL, so
the group does not hold what it seems to promise. (A single nullable field is fine: the rows that have a value differ.)

## Instead

Make the field `required`, give it a `default`, or leave it out of the group.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule


def check(platform: Platform) -> Iterator[Finding]:
    """Finds nullable fields in unique groups of two or more."""
    for entity in platform.entities():
        for unique in entity.unique:
            for name in unique.fields if len(unique.fields) > 1 and not unique.nulls_same else ():
                if entity.field(name).nullable:
                    yield Finding(
                        span=unique.span,
                        message=f"`{name}` may be null, and rows without it are never duplicates",
                        hint=f"Make `{name}` required, or give it a default.",
                    )


RULE: Final = Rule(
    code="SG409",
    name="nullable-in-unique-group",
    severity=Severity.WARNING,
    practices=("P22",),
    check=check,
    page=__doc__,
)
