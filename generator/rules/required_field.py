"""An entity lacks a field that the platform requires.

## What

`required_fields` in scaffold.yaml names a field, and this entity has none of that name, or one of another type.

## Why

What every service must be able to rely on (a `metadata` for what a campaign adds, an `external_key` for imports) is
missing in one of them, and each of its readers needs an exception for it.

## Instead

Add the field with the type that the hint names.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity, Span
from generator.ir import Entity, Platform, RequiredField
from generator.rules import Finding, Rule


def check(platform: Platform) -> Iterator[Finding]:
    """Finds entities without a required field, or with one of another type."""
    for wanted in platform.policy.required_fields:
        for entity in platform.entities():
            if wanted.scope in {None, entity.scope} and not _has(entity, wanted):
                yield Finding(
                    span=_place(entity, wanted),
                    message=f"`{entity.name}` has no field `{wanted.name}` of type `{wanted.type}`",
                    hint=f"Add `{wanted.name}: {wanted.type}` to its fields; every entity of the platform has it.",
                )


def _has(entity: Entity, wanted: RequiredField) -> bool:
    return any((field.name, field.type.name) == (wanted.name, wanted.type) for field in entity.fields)


def _place(entity: Entity, wanted: RequiredField) -> Span:
    return next((field.span for field in entity.fields if field.name == wanted.name), entity.span)


RULE: Final = Rule(
    code="SG413",
    name="required-field",
    severity=Severity.ERROR,
    practices=("P25", "P62"),
    check=check,
    page=__doc__,
)
