"""Rows that go with the one they refer to, or no longer do: the trigger that logs it is there before any goes."""

from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.operations import LogCascades, StopCascades
from generator.plan.steps import Stage


def plan(edit: Edit) -> Edit:
    """Adds, changes or ends the trigger."""
    before, after = edit.table.cascade, edit.desired.cascade
    if before == after:
        return edit
    table = replace(edit.table, cascade=after)
    if after is None:
        name = before.name if before else ""
        return edit.then(edit.step(Stage.RETIRE, "cascade", StopCascades(table=table.name, name=name)), table=table)
    was = before.name if before and before.name != after.name else None
    return edit.then(
        edit.step(Stage.ADD, "cascade", LogCascades(table=table.name, cascade=after, was=was)), table=table
    )
