"""What is written of a row that goes with the one it refers to: its event, and the mark of its master row.

PostgreSQL deletes it, by `ON DELETE CASCADE`, so no statement of a repository is there to write them. A trigger is, for
deletions that come from another trigger only: a repository logs its own.
"""

from generator import names
from generator.ir import Entity, OnDelete
from generator.plan.cascade_log import CascadeLog


def cascade_log(entity: Entity) -> CascadeLog | None:
    """The trigger of the entity's table; None if its rows go by themselves only."""
    if all(target.on_delete is not OnDelete.CASCADE for target in entity.references):
        return None
    deleted = next(item for item in entity.events if item.name == "deleted")
    return CascadeLog(
        name=names.shortened(f"{entity.table}_cascade"),
        service=entity.key.service,
        event_type=deleted.type,
        retention=deleted.retention,
        campaign="OLD.campaign_id" if entity.scoped else "0",
        alone=not entity.has_master,
    )
