"""What tests are told of the rows of `master`: whose they are, and what becomes of them."""

from generator import names
from generator.ir import Entity
from generator.targets.source.view import view


@view
class MasteryView:
    """The master rows of one entity."""

    own: bool
    """Whether each row has one of its own."""
    after_deletion: str
    """The status of a deleted row's: that of a parent is as before."""
    added: int
    """How many a creation makes."""
    events: str
    """The function that finds the events of a row."""
    key: str
    """What of the row it is asked with: `.master_id`, or nothing for the row itself."""
    model: str


def mastery_view(entity: Entity) -> MasteryView:
    """The view of the entity."""
    own = entity.owns_master
    return MasteryView(
        own=own,
        after_deletion="deleted" if own else "active",
        added=1 if own else 0,
        events="log.events_of" if own else "events_of",
        key=".master_id" if own else "",
        model=f"models.{names.pascal(entity.name)}",
    )
