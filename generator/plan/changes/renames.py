"""Fields that have another name: a new column in the place of the old one, which is retired."""

from generator.frozen import replace
from generator.plan import refusals
from generator.plan.changes.edit import Edit
from generator.plan.changes.retirement import retired
from generator.plan.changes.successors import carried_over, synced
from generator.plan.operations import DropConstraint
from generator.plan.steps import Stage


def plan(edit: Edit) -> Edit:
    """Adds the columns that take the place of others; their types may differ."""
    for field in edit.entity.fields:
        known = edit.live.keys() | edit.retired | edit.renamed.keys()
        if field.renamed_from and field.column not in known:
            edit = edit.refuse(refusals.unknown_name(edit.entity.name, field.name, field.renamed_from, field.span))
    for name, former in edit.renamed.items():
        if name in edit.retired:
            edit = retired(edit, edit.live[former])  # `columns` refuses the other
            continue
        old, new = edit.live[former], edit.wanted[name]
        by = carried_over(edit, name)
        if by is None:
            hint = f"Leave out `renamed_from`, and write `removed: [{former}]` in `{edit.entity.name}`."
            edit = edit.refuse(refusals.field_type(edit.entity.name, name, old.type, new.type, edit.span(name), hint))
        else:
            edit = synced(edit, old, new, by)
            edit = _unbound(retired(edit, edit.live[former]), former)
    return edit


def _unbound(edit: Edit, column: str) -> Edit:
    """The edit without the CHECKs of the old column: what is written into it is in the new one, which has its own."""
    gone = tuple(check for check in edit.table.checks if check.columns == (column,))
    drops = tuple(DropConstraint(table=edit.table.name, name=check.name) for check in gone)
    steps = (edit.step(Stage.SETTLE, column, *drops),) if drops else ()
    kept = tuple(check for check in edit.table.checks if check not in gone)
    return edit.then(*steps, table=replace(edit.table, checks=kept))
