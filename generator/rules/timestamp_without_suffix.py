"""A moment in time does not say so in its name.

## What

A `timestamp` field of an entity has a name without one of the endings `_at`, `_after`, `_before`, `_from`, `_since` or
`_until`.

## Why

`created_at`, `updated_at` and `occurred_at` are in every table. A reader who sees `published` expects a yes or no, and
`expiry` may be a day, a moment or a length of time. One ending for one kind of value makes queries and proto messages
readable without the schema.

## Instead

Rename the field: `published` becomes `published_at`. If only the day matters, use `date`.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule

_ENDINGS: Final = ("_at", "_after", "_before", "_from", "_since", "_until")


def check(platform: Platform) -> Iterator[Finding]:
    """Finds timestamp fields without one of the endings."""
    for entity in platform.entities():
        for field in entity.fields:
            if field.type.name == "timestamp" and not field.name.endswith(_ENDINGS):
                yield Finding(
                    span=field.span,
                    message=f"the timestamp `{field.name}` does not end in `_at`",
                    hint=f"Rename it to `{field.name}_at`.",
                )


RULE: Final = Rule(
    code="SG404",
    name="timestamp-without-suffix",
    severity=Severity.WARNING,
    practices=("P08", "P25"),
    check=check,
    page=__doc__,
)
