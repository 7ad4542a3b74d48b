"""A reference points at an entity that is on its way out.

## What

A `ref`, a `master` link or `belongs_to` names an entity that is `deprecated`, and is not deprecated itself.

## Why

A deprecated entity is removed one day. Each reference to it is one more thing that has to go first, and the later it is
found, the more rows hang on it.

## Instead

Refer to what replaces the entity, or deprecate the reference, too.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity, Span
from generator.ir import Entity, EntityKey, Platform
from generator.rules import Finding, Rule


def check(platform: Platform) -> Iterator[Finding]:
    """Finds references of living entities to deprecated ones, across services."""
    leaving = {entity.key: entity.deprecated for entity in platform.known_entities() if entity.deprecated is not None}
    for entity in platform.entities():
        if entity.deprecated is not None:
            continue
        for name, target, span in _references(entity):
            if target in leaving:
                reason = f": {leaving[target]}" if leaving[target] else ""
                yield Finding(
                    span=span,
                    message=f"`{name}` points at `{target}`, which is deprecated{reason}",
                    hint="Refer to what replaces it, or write `deprecated:` here, too.",
                )


def _references(entity: Entity) -> Iterator[tuple[str, EntityKey, Span]]:
    if entity.parent is not None:
        yield entity.name, entity.parent.key, entity.span
    for field in entity.fields:
        if field.target is not None and field.deprecated is None:
            yield field.name, field.target.key, field.span


RULE: Final = Rule(
    code="SG415",
    name="reference-to-deprecated",
    severity=Severity.WARNING,
    practices=("P07", "P24"),
    check=check,
    page=__doc__,
)
