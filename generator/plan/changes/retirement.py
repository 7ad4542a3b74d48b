"""Fields that the spec no longer has: code stops using the column, which keeps its data until `scaffold contract`."""

from generator.frozen import replace
from generator.ir import ARCHIVED_AT, SYSTEM_COLUMNS
from generator.plan import refusals
from generator.plan.changes.edit import Edit
from generator.plan.operations import DropNotNull
from generator.plan.schema import Column
from generator.plan.steps import Stage, Step

_DERIVED = "search_vector"
"""Made of other columns, so nothing is lost with it: see `search`."""


def plan(edit: Edit) -> Edit:
    """Retires the columns that are not wanted, unless one of them looks renamed."""
    added = edit.wanted.keys() - edit.live.keys() - SYSTEM_COLUMNS - {ARCHIVED_AT}
    for column in tuple(edit.live.values()):
        if column.name in edit.wanted or column.name == _DERIVED:
            continue
        twins = tuple(name for name in sorted(added) if edit.wanted[name].type == column.type)
        if twins and not _told(edit, column):
            owner, span = edit.entity.name, edit.entity.span
            edit = edit.refuse(refusals.field_removed(owner, column.name, column.type, span, twins))
        edit = retired(edit, column)
    return edit


def retired(edit: Edit, column: Column) -> Edit:
    """The edit with the column retired: rows of new code leave it out. Its keys and indexes stay as long as it does."""
    steps = () if column.nullable else (_loosened(edit, column),)
    return edit.then(*steps, table=edit.with_column(replace(column, nullable=True, retired=True)))


def _loosened(edit: Edit, column: Column) -> Step:
    return edit.step(Stage.LOOSEN, column.name, DropNotNull(table=edit.table.name, column=column.name))


def _told(edit: Edit, column: Column) -> bool:
    """Whether the spec says that the field is gone; a reference may be called by its field or by its column."""
    names = {column.name, column.name.removesuffix("_id"), column.name.removesuffix("_master_id")}
    keys = (key for key in edit.recorded.foreign_keys if key.columns[-1] == column.name)
    names |= {column.name.removesuffix(f"_{key.parent_columns[-1]}") for key in keys}
    return column.name in {*SYSTEM_COLUMNS, ARCHIVED_AT} or not names.isdisjoint(edit.entity.removed)
