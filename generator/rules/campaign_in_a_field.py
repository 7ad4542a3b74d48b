"""A field names the campaign or the tenant.

## What

A field such as `campaign`, `campaign_slug` or `tenant_id` says which campaign a row belongs to.

## Why

Every campaign-scoped row already has the column `campaign_id`, which is in its keys, its indexes and the WHERE of every
statement. A second place for the same fact is not isolated, not indexed with the rest, and can contradict the first. A
global row belongs to no campaign at all.

## Instead

Remove the field. If the rows belong to campaigns, give the entity `scope: campaign`.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule

_NAMES: Final = frozenset(
    "campaign campaign_uuid campaign_slug campaign_name campaign_key campaign_code tenant tenant_id tenant_uuid "
    "tenant_slug tenant_name".split()
)


def check(platform: Platform) -> Iterator[Finding]:
    """Finds fields whose name says that they hold the campaign."""
    for entity in platform.entities():
        for field in entity.fields:
            if field.name in _NAMES:
                hint = "Remove it." if entity.scoped else f"Remove it, or give `{entity.name}` the scope `campaign`."
                yield Finding(
                    span=field.span, message=f"`{field.name}` repeats what the column `campaign_id` says", hint=hint
                )


RULE: Final = Rule(
    code="SG401",
    name="campaign-in-a-field",
    severity=Severity.ERROR,
    practices=("P58", "P65"),
    check=check,
    page=__doc__,
)
