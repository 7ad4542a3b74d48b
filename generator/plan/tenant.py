"""The table whose rows are campaigns: a trigger writes `campaign` with it, so that no statement has to know of both.

Its ids are drawn from the sequence of `campaign`, and a row and its campaign have one id. What other services need of a
campaign, slug, name and status, is in `campaign`; what the spec says beyond that is in the service's own table.
"""

from typing import Final

from generator import names
from generator.ir import Entity
from generator.plan.schema import Table, TenantTrigger

CAMPAIGN_SEQUENCE: Final = "campaign_id_seq"


def trigger(entity: Entity) -> TenantTrigger:
    """What makes the entity's rows campaigns."""
    return TenantTrigger(function=names.shortened(f"{entity.table}_tenant"), master_type=str(entity.key))


def triggers(table: Table) -> tuple[str, ...]:
    """The names of the triggers: of new rows, and of changes."""
    name = table.tenant.function if table.tenant else None
    return (name, names.shortened(f"{name}_change")) if name else ()
