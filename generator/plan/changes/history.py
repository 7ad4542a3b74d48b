"""`history` is switched: whether the former states of rows are kept."""

from generator.frozen import replace
from generator.plan import lifecycle_refusals
from generator.plan.changes.edit import Edit
from generator.plan.kept import RowHistory
from generator.plan.operations import StartHistory, StopHistory
from generator.plan.steps import Stage

_SUBJECT = "history"


def plan(edit: Edit) -> Edit:
    """Starts to keep them, or stops: what is kept stays until `scaffold contract` drops it."""
    before, after = edit.table.history, edit.desired.history
    if after is None:
        return edit if before is None or before.stopped else _stopped(edit, before)
    if before is not None and before.scoped != after.scoped:
        return edit.refuse(lifecycle_refusals.history_of_another_scope(edit.entity.name, edit.entity.span))
    # A renamed table keeps the history that it has, under its name.
    wanted = after if before is None else replace(before, ignores=after.ignores, stopped=False)
    if wanted == before:
        return edit
    table = replace(edit.table, history=wanted)
    start = StartHistory(table=table.name, history=wanted, is_new=before is None)
    return edit.then(edit.step(Stage.ADD, _SUBJECT, start), table=table)


def _stopped(edit: Edit, history: RowHistory) -> Edit:
    stop = StopHistory(table=edit.table.name, history=history)
    return edit.then(
        edit.step(Stage.RETIRE, _SUBJECT, stop), table=replace(edit.table, history=replace(history, stopped=True))
    )
