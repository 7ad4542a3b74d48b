"""Fields that have another name: a new column in the place of the old one, which is retired."""

from generator.plan import refusals
from generator.plan.changes.edit import Edit
from generator.plan.changes.retirement import retired
from generator.plan.changes.successors import synced
from generator.plan.conversions import conversion


def plan(edit: Edit) -> Edit:
    """Adds the columns that take the place of others; their types may differ."""
    for name, former in edit.renamed.items():
        old, new = edit.live[former], edit.wanted[name]
        by = conversion(old.type, new.type)
        if by is None:
            hint = f"Leave out `renamed_from`, and write `removed: [{former}]` in `{edit.entity.name}`."
            edit = edit.refuse(refusals.field_type(edit.entity.name, name, old.type, new.type, edit.span(name), hint))
        else:
            edit = synced(edit, old, new, by)
            edit = retired(edit, edit.live[former])
    return edit
