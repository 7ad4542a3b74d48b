"""Seed records that are new or say something else; those that are gone stay in the database."""

from generator.frozen import replace
from generator.plan import scope_refusals
from generator.plan.changes.edit import Edit
from generator.plan.seeds import planted


def plan(edit: Edit) -> Edit:
    """Plants what differs from what is recorded."""
    before, after = edit.recorded.seeds, edit.desired.seeds
    if before == after:
        return edit
    if after is not None and edit.recorded.scoped != edit.desired.scoped:
        return edit.refuse(scope_refusals.seeds_move(edit.entity.name, edit.entity.span))
    known = {row.name: row.values for row in before.rows} if before and after and before.key == after.key else {}
    rows = tuple(row for row in after.rows if known.get(row.name) != row.values) if after else ()
    steps = (planted(edit.desired, after, rows),) if after and rows else ()
    return edit.then(*steps, table=replace(edit.table, seeds=after))
