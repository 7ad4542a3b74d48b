"""Another default, for rows to come."""

from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.changes.successors import goes_late, with_earlier_defaults, with_others
from generator.plan.operations import SetDefault, SyncColumns
from generator.plan.schema import Column, ColumnSync
from generator.plan.steps import Stage


def plan(edit: Edit) -> Edit:
    """Sets the defaults that changed: rows that exist keep what they hold."""
    for before, after in tuple(edit.shared()):
        if before.default == after.default:
            continue
        syncs = tuple(item for item in edit.table.syncs if item.new == after.name)
        stage = Stage.RETIRE if goes_late(after) else Stage.LOOSEN
        edit = _changed(with_earlier_defaults(edit, syncs, after.default, stage), before, after, syncs, stage)
    return edit


def _changed(edit: Edit, before: Column, after: Column, syncs: tuple[ColumnSync, ...], stage: Stage) -> Edit:
    """All columns that are kept equal have the same default, by which their triggers tell what an insert wrote."""
    table, changed = edit.table.name, tuple(replace(item, default=after.default) for item in syncs)
    return edit.then(
        edit.step(
            stage,
            after.name,
            SetDefault(table=table, column=after.name, default=after.default, was=before.default),
            *(SyncColumns(table=table, sync=item) for item in changed),
        ),
        table=replace(
            edit.with_column(replace(before, default=after.default)), syncs=with_others(edit.table.syncs, changed)
        ),
    )
