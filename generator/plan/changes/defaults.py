"""Another default, for rows to come."""

from dataclasses import replace

from generator.plan.changes.edit import Edit
from generator.plan.changes.successors import with_default
from generator.plan.conversions import conversion
from generator.plan.operations import SetDefault, SyncColumns
from generator.plan.schema import Column, ColumnSync
from generator.plan.steps import Stage


def plan(edit: Edit) -> Edit:
    """Sets the defaults that changed: rows that exist keep what they hold."""
    for before, after in tuple(edit.shared()):
        if before.default == after.default:
            continue
        sync = next((item for item in edit.table.syncs if item.new == after.name), None)
        if sync:
            edit = _synced(edit, before, after, sync)
        else:
            operation = SetDefault(table=edit.table.name, column=after.name, default=after.default)
            edit = edit.then(
                edit.step(Stage.LOOSEN, after.name, operation),
                table=edit.with_column(replace(before, default=after.default)),
            )
    return edit


def _synced(edit: Edit, before: Column, after: Column, sync: ColumnSync) -> Edit:
    """Both columns of a pair have the same default, by which their trigger tells what an insert wrote."""
    table, changed = edit.table.name, replace(sync, default=after.default)
    former = next(item for item in edit.table.columns if item.name == sync.old)
    by = conversion(former.type, after.type)
    if by is not None:
        edit = with_default(edit, former, by, after.default)
    return edit.then(
        edit.step(
            Stage.LOOSEN,
            after.name,
            SetDefault(table=table, column=after.name, default=after.default),
            SyncColumns(table=table, sync=changed),
        ),
        table=replace(
            edit.with_column(replace(before, default=after.default)),
            syncs=tuple(changed if item == sync else item for item in edit.table.syncs),
        ),
    )
