"""An entity belongs to a parent for the first time, or to another one: a column that no row can do without."""

from generator.frozen import replace
from generator.plan import refusals
from generator.plan.changes.columns import added
from generator.plan.changes.edit import Edit


def plan(edit: Edit) -> Edit:
    """Adds the parent's column, to be filled; a reference of that name is taken as it is."""
    name = edit.entity.parent_column
    if edit.entity.parent is None or name is None or name in edit.live or name in edit.retired:
        return edit
    if edit.entity.parent_backfill is None:
        edit = edit.refuse(refusals.parent(edit.entity.name, edit.entity.parent.key.entity, edit.entity.span))
    return added(edit, replace(edit.wanted[name], nullable=True))
