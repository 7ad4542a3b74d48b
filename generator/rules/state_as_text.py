"""A state is kept as free text.

## What

A field called `status`, `state` or `stage`, or with such an ending, is a `string`, `text` or a number.

## Why

Nothing keeps `Active`, `active` and `actve` apart, no transition can guard it, and clients learn the values from each
other's code. On the platform that this rule comes from, one status was text, varchar, int and smallint in four tables.

## Instead

Use `{type: enum, values: [...]}`; operations with a `transition` then say which steps there are.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule

_STATES: Final = frozenset({"status", "state", "stage"})
_FREE: Final = frozenset({"string", "text", "smallint", "integer", "bigint"})


def check(platform: Platform) -> Iterator[Finding]:
    """Finds fields of entities that are called like a state and are no enum."""
    for entity in platform.entities():
        for field in entity.fields:
            free = field.type.name in _FREE and field.pattern is None and field.target is None
            if free and field.name.split("_")[-1] in _STATES:
                yield Finding(
                    span=field.span,
                    message=f"`{field.name}` looks like a state and is a `{field.type.name}`",
                    hint="Use `{type: enum, values: [...]}`.",
                )


RULE: Final = Rule(
    code="SG416",
    name="state-as-text",
    severity=Severity.WARNING,
    practices=("P23", "P25"),
    check=check,
    page=__doc__,
)
