"""A central service keeps rows per campaign.

## What

An entity of a service called `user`, `admin` or `security` is campaign-scoped.

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
from generator.ir import Platform
from generator.rules import Finding, Rule

_CENTRAL: Final = frozenset({"user", "admin", "security"})


def check(platform: Platform) -> Iterator[Finding]:
    """Finds campaign-scoped entities of central services."""
    for service in platform.services:
        for entity in service.entities:
            if service.name in _CENTRAL and entity.scoped:
                yield Finding(
                    span=entity.span,
                    message=f"`{entity.name}` is kept per campaign, but `{service.name}` is a central service",
                    hint="Write `scope: global` at the top of the spec, and no other scope in the entity.",
                )


RULE: Final = Rule(
    code="SG402",
    name="central-service-per-campaign",
    severity=Severity.ERROR,
    practices=("P64",),
    check=check,
    page=__doc__,
)
