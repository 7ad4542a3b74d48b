"""Fields that the spec has for the first time."""

from generator.frozen import replace
from generator.ir import ARCHIVED_AT, SYSTEM_COLUMNS
from generator.plan import refusals
from generator.plan.changes.edit import Edit
from generator.plan.operations import AddColumn, SetDefault
from generator.plan.schema import Column
from generator.plan.steps import Stage

_DERIVED = "search_vector"
"""Comes with the triggers that fill it: see `search`."""


def plan(edit: Edit) -> Edit:
    """Adds the columns that the table lacks, in the order of the spec."""
    for column in edit.desired.columns:
        if column.name in edit.retired:
            edit = _revived(edit, column)
        elif column.name not in edit.live and column.name != _DERIVED:
            edit = _new(edit, column)
    return edit


def _new(edit: Edit, column: Column) -> Edit:
    if column.nullable or column.default is not None:
        return added(edit, column)
    field = edit.fields.get(column.name)
    if field is None or field.backfill is None:
        return edit.refuse(refusals.field_needs_default(edit.entity.name, column.name, edit.span(column.name)))
    if field.backfill_constant:
        return _with_constant(edit, column, field.backfill)
    return added(edit, replace(column, nullable=True))  # becomes NOT NULL when its rows are filled


def _with_constant(edit: Edit, column: Column, value: str) -> Edit:
    """A default fills the rows that exist without touching them, and those of old code until it is gone."""
    name = edit.table.name
    add = AddColumn(table=name, column=replace(column, default=value))
    drop = SetDefault(table=name, column=column.name, default=None, was=value)
    return edit.then(
        edit.step(Stage.ADD, column.name, add),
        edit.step(Stage.RETIRE, column.name, drop),
        table=edit.with_column(column),
    )


def added(edit: Edit, column: Column) -> Edit:
    """The edit with the column added as it is: nullable, or with a constant default."""
    step = edit.step(Stage.ADD, column.name, AddColumn(table=edit.table.name, column=column))
    return edit.then(step, table=edit.with_column(column))


def _revived(edit: Edit, column: Column) -> Edit:
    """What the platform itself keeps in a row may come back; a field's name cannot, for clients still know it."""
    if column.name not in SYSTEM_COLUMNS and not (edit.entity.archive and column.name == ARCHIVED_AT):
        return edit.refuse(refusals.field_returns(edit.entity.name, column.name, edit.span(column.name)))
    before = next(item for item in edit.table.columns if item.name == column.name)
    return edit.then(table=edit.with_column(replace(before, retired=False)))
