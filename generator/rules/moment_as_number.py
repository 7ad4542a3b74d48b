"""A moment in time is a number.

## What

A field called like a moment (`created_at`, `expires_at`, `last_seen_timestamp`) is a whole number or a text.

## Why

Seconds or milliseconds since 1970, in UTC or not: the column does not say, and each reader guesses. No date function of
the database works on it, and no partition or retention can be built on it.

## Instead

Use `timestamp`: it is kept in UTC with microseconds, and is a `google.protobuf.Timestamp` on the wire.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule

_MOMENTS: Final = ("_at", "_timestamp", "_unix", "_epoch")
_OTHER: Final = frozenset({"string", "text", "integer", "bigint", "float", "double"})


def check(platform: Platform) -> Iterator[Finding]:
    """Finds fields of entities that are called like a moment and hold a number or a text."""
    for entity in platform.entities():
        for field in entity.fields:
            if field.name.endswith(_MOMENTS) and field.type.name in _OTHER:
                yield Finding(
                    span=field.span,
                    message=f"`{field.name}` looks like a moment and is a `{field.type.name}`",
                    hint="Use `timestamp`.",
                )


RULE: Final = Rule(
    code="SG417",
    name="moment-as-number",
    severity=Severity.ERROR,
    practices=("P08", "P27"),
    check=check,
    page=__doc__,
)
