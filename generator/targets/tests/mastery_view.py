"""What tests are told of the rows of `master`: whose they are, and what becomes of them."""

from typing import Final

from generator import names
from generator.ir import NO_MASTER, Entity
from generator.targets.source.view import view

_SAME: Final = "(changed.id, changed.master_id, changed.uuid) == (row.id, row.master_id, row.uuid)"
_SAME_WITHOUT: Final = "(changed.id, changed.uuid) == (row.id, row.uuid)"


@view
class MasteryView:
    """The master rows of one entity."""

    own: bool
    """Whether each row has one of its own."""
    known: bool
    """Whether each row has one, be it its own or its parent's."""
    after_deletion: str
    """The status of a deleted row's: that of a parent is as before."""
    added: int
    """How many a creation makes."""
    events: str
    """The function that finds the events of a row."""
    key: str
    """What of the row it is asked with: `.master_id`, or nothing for the row itself."""
    model: str
    filed: str
    """What the log has them under."""
    same: str
    """Assertion that two rows are one."""


def mastery_view(entity: Entity) -> MasteryView:
    """The view of the entity."""
    own = entity.owns_master
    return MasteryView(
        own=own,
        known=entity.has_master,
        after_deletion="deleted" if own else "active",
        added=1 if own else 0,
        events="log.events_of" if own else "events_of",
        key=".master_id" if own else "",
        filed="row.master_id" if entity.has_master else str(NO_MASTER),
        same=_SAME if entity.has_master else _SAME_WITHOUT,
        model=f"models.{names.pascal(entity.name)}",
    )
