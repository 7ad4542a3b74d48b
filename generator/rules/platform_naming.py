"""A name does not follow the platform's own convention.

## What

`naming` in scaffold.yaml has a pattern for this kind of name, and the name does not match it as a whole.

## Why

A platform of many teams is searched by name. Where one service says `order.created` and the next `order.create`, every
consumer keeps a list of both.

## Instead

Rename it; with `renamed_from`, neither data nor clients are lost.
"""

import re
from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity, Span
from generator.ir import Named, Platform, Service
from generator.rules import Finding, Rule


def check(platform: Platform) -> Iterator[Finding]:
    """Finds names that the platform's patterns do not match; system columns and implied events are ours."""
    for service in platform.services:
        for kind, name, span in _names(service):
            pattern = platform.policy.naming.get(kind)
            if pattern is not None and not re.fullmatch(pattern, name):
                yield Finding(
                    span=span,
                    message=f"the {kind} `{name}` does not match `{pattern}`",
                    hint=f"Rename it; scaffold.yaml says under `naming` how each {kind} is called.",
                )


def _names(service: Service) -> Iterator[tuple[Named, str, Span]]:
    yield Named.SERVICE, service.name, service.span
    for entity in service.entities:
        yield Named.ENTITY, entity.name, entity.span
        yield from ((Named.FIELD, field.name, field.span) for field in entity.fields)
        yield from ((Named.EVENT, event.name, event.span) for event in entity.events if not event.implied)
    yield from ((Named.OPERATION, operation.name, operation.span) for operation in service.operations)


RULE: Final = Rule(
    code="SG414",
    name="platform-naming",
    severity=Severity.ERROR,
    practices=("P25",),
    check=check,
    page=__doc__,
)
