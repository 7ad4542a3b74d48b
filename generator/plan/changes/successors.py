"""A column that takes another's place, row by row: both are there for a while, and a trigger keeps them equal.

The new one has no value until its rows are filled, whatever its default: added with one it would seem filled.
"""

from dataclasses import replace

from generator import names
from generator.plan.changes.edit import Edit
from generator.plan.conversions import Conversion, conversion
from generator.plan.literals import quoted
from generator.plan.operations import AddColumn, Backfill, SetDefault, SyncColumns
from generator.plan.schema import Column, ColumnSync
from generator.plan.steps import Stage


def synced(edit: Edit, old: Column, new: Column, by: Conversion) -> Edit:
    """The edit with the column `new` added beside `old`, nullable for now, and filled from it."""
    table = edit.table.name
    sync = sync_of(table, old.name, new, by)
    bare = replace(new, nullable=True, default=None)
    default = () if new.default is None else (SetDefault(table=table, column=new.name, default=new.default),)
    edit = with_default(edit, old, by, new.default)
    fill = Backfill(
        table=table,
        key=edit.key,
        values=((new.name, by.forward.format(old.name)),),
        where=f"{new.name} IS NULL AND {old.name} IS NOT NULL",
    )
    return edit.then(
        edit.step(
            Stage.ADD,
            new.name,
            AddColumn(table=table, column=bare),
            *default,
            SyncColumns(table=table, sync=sync),
        ),
        edit.step(Stage.BACKFILL, new.name, fill),
        table=replace(edit.with_column(replace(new, nullable=True)), syncs=(*edit.table.syncs, sync)),
    )


def carried_over(edit: Edit, column: str) -> Conversion | None:
    """How the values of the column that `column` takes the place of become its own; None if some could not."""
    field, former = edit.fields.get(column), edit.former(edit.renamed[column])
    by = conversion(former.type, edit.wanted[column].type)
    if by is None or field is None or not field.renamed_values:
        return by
    pairs = [(quoted(old), quoted(new)) for new, old in field.renamed_values]
    forward = "".join(f" WHEN {old} THEN {new}" for old, new in pairs)
    backward = "".join(f" WHEN {new} THEN {old}" for old, new in pairs)
    # In brackets, or PL/pgSQL would take the first THEN for the end of a condition.
    return Conversion(
        forward=f"(CASE {{0}}{forward} ELSE {{0}} END)", backward=f"(CASE {{0}}{backward} ELSE {{0}} END)"
    )


def with_default(edit: Edit, old: Column, by: Conversion, default: str | None) -> Edit:
    """The edit with the old column's default like the new one's: an insert that leaves out both means that value."""
    if default == old.default:
        return edit
    same = None if default is None else by.backward.format(f"({default})")
    operation = SetDefault(table=edit.table.name, column=old.name, default=same)
    return edit.then(edit.step(Stage.LOOSEN, old.name, operation), table=edit.with_column(replace(old, default=same)))


def sync_of(table: str, old: str, new: Column, by: Conversion) -> ColumnSync:
    """The trigger between the two; its name comes before those of the triggers that read what it writes."""
    return ColumnSync(
        name=names.shortened(f"copy_{table}_{new.name}"),
        old=old,
        new=new.name,
        forward=by.forward.format(f"NEW.{old}"),
        backward=by.backward.format(f"NEW.{new.name}"),
        default=new.default,
    )
