"""`master` changes: whose row of `master` the rows of a table have. That is said once, when the table is made."""

from generator.ir import Mastery
from generator.plan import scope_refusals
from generator.plan.changes.edit import Edit
from generator.plan.keys import MASTER_TABLE
from generator.plan.schema import Table


def plan(edit: Edit) -> Edit:
    """Refuses a change: the events of rows that are there are filed under the master rows that they have."""
    entity = edit.entity
    if _master(edit.recorded) != _master(edit.desired):
        return edit.refuse(scope_refusals.master_changes(entity.name, entity.span))
    column = entity.parent_column
    if column and entity.master is Mastery.PARENT and edit.is_new(edit.renamed.get(column, column)):
        return edit.refuse(scope_refusals.parent_changes(entity.name, entity.span))
    return edit


def _master(table: Table) -> Mastery:
    if any(key.columns[-1] == "master_id" and key.parent == MASTER_TABLE for key in table.foreign_keys):
        return Mastery.OWN
    return Mastery.PARENT if any(item.name == "master_id" for item in table.columns) else Mastery.NONE
