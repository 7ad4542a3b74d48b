"""An entity becomes global, or a campaign's."""

from generator.plan import refusals
from generator.plan.changes.edit import Edit


def plan(edit: Edit) -> Edit:
    """Refuses; every key and index follows from the scope, so nothing else is looked at."""
    if edit.recorded.scoped == edit.desired.scoped:
        return edit
    scopes = ("campaign", "global") if edit.recorded.scoped else ("global", "campaign")
    return edit.refuse(refusals.scope(edit.entity.name, *scopes, edit.entity.span))
