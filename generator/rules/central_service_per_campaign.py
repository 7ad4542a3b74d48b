"""A central service keeps rows per campaign, or a campaign's service keeps global ones.

## What

An entity of a service called `user`, `admin` or `security` is campaign-scoped; or `scopes` in scaffold.yaml name a
service, and an entity of it has another scope.

## Why

A person is the same person in every campaign, and who may do what is decided once. Split by campaign, an account exists
several times, its sessions end in one campaign and not in the other, and no entity of another campaign can refer to it.

## Instead

Write `scope: global` at the top of the spec, and no other scope in its entities. What a campaign knows about a person
belongs in a campaign-scoped service that refers to the account.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Entity, Platform, Scope, Service
from generator.rules import Finding, Rule


def check(platform: Platform) -> Iterator[Finding]:
    """Finds entities of another scope than the platform's `scopes` give their service."""
    for service in platform.services:
        wanted = platform.policy.scopes.get(service.name)
        for entity in service.entities:
            if wanted is not None and entity.scope is not wanted:
                yield _finding(service, entity, wanted)


def _finding(service: Service, entity: Entity, wanted: Scope) -> Finding:
    is_, should_be = ("kept per campaign", "a central service") if entity.scoped else ("global", "kept per campaign")
    return Finding(
        span=entity.span,
        message=f"`{entity.name}` is {is_}, but `{service.name}` is {should_be}",
        hint=f"Write `scope: {wanted}` at the top of the spec, and no other scope in the entity.",
    )


RULE: Final = Rule(
    code="SG402",
    name="central-service-per-campaign",
    severity=Severity.ERROR,
    practices=("P64",),
    check=check,
    page=__doc__,
)
