"""`soft_delete` is switched: who may delete rows, and whether deleted ones may be there at all.

The column itself is added and retired like a field's; unique keys and search look at it by themselves.
"""

from generator import names
from generator.plan.changes.edit import Edit
from generator.plan.keys import LIVE
from generator.plan.operations import RefuseViolations, RenewCompatibilityViews, SetPrivileges
from generator.plan.schema import Check, CheckKind
from generator.plan.steps import Stage

_COLUMN = "deleted_at"
_WAYS_OUT = (
    "Without soft_delete they would be there again: restore them, or delete them from the table, with what refers to "
    "them"
)


def plan(edit: Edit) -> Edit:
    """Gives or takes the right to delete rows."""
    before = any(column.name == _COLUMN and not column.retired for column in edit.recorded.columns)
    after = edit.entity.soft_delete
    if before == after:
        return edit
    table = edit.table.name
    privileges = SetPrivileges(table=table, may_delete=not after)
    # The views of former names have grants of their own.
    views = (RenewCompatibilityViews(table=edit.table),) if edit.table.former_names else ()
    if after:
        return edit.then(edit.step(Stage.RETIRE, "deletion", privileges, *views))  # until then old code deletes rows
    check = Check(
        name=names.shortened(f"{table}_{_COLUMN}_check"), column=_COLUMN, kind=CheckKind.PRESENT, expression=LIVE
    )
    return edit.then(
        edit.step(Stage.EXAMINE, _COLUMN, RefuseViolations(table=table, key=edit.key, check=check, ways_out=_WAYS_OUT)),
        edit.step(Stage.LOOSEN, "deletion", privileges, *views),
    )
