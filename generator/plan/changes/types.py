"""A field of another type under the same name: in place where that is free, else by a column that takes its place."""

from dataclasses import replace

from generator.plan import refusals
from generator.plan.changes import indexes
from generator.plan.changes.edit import Edit
from generator.plan.changes.swap import swapped
from generator.plan.conversions import conversion, is_free, same_on_the_wire
from generator.plan.indexes import column_of
from generator.plan.operations import AddCheck, ChangeType, DropConstraint, RefuseViolations, ValidateConstraint
from generator.plan.rewriting import mentions
from generator.plan.schema import Check, Column
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Changes the types that differ."""
    replaced: list[str] = []
    for before, after in tuple(edit.shared()):
        if before.type == after.type:
            continue
        by = conversion(before.type, after.type)
        if not same_on_the_wire(before.type, after.type):
            hint = f"Clients know it by its type: give the new field another name and `renamed_from: {after.name}`."
            edit = _refused(edit, before, after, hint)
        elif before.nullable and not after.nullable and not is_free(before.type, after.type):
            edit = _refused(edit, before, after, "Make it required in an edit of its own.")
        elif _entangled(edit, (*replaced, after.name)):
            edit = _refused(edit, before, after, f"Change it after `{replaced[-1]}`, in an edit of its own.")
        elif by is None:
            hint = f"Give the new field another name, and write `removed: [{after.name}]` in `{edit.entity.name}`."
            edit = _refused(edit, before, after, hint)
        elif is_free(before.type, after.type):
            edit = _in_place(edit, before, after)
        else:
            edit = swapped(edit, before, after, by)
            replaced.append(after.name)
    return edit


def _entangled(edit: Edit, columns: tuple[str, ...]) -> bool:
    """Whether a key or an index is over two of the columns: it can be built anew for one of them at a time."""
    over = [set(key.columns) for key in edit.desired.uniques]
    over += [set(map(column_of, index.columns)) for index in edit.desired.indexes]
    return any(len(item.intersection(columns)) > 1 for item in over)


def _refused(edit: Edit, before: Column, after: Column, hint: str) -> Edit:
    owner, span = edit.entity.name, edit.span(after.name)
    return edit.refuse(refusals.field_type(owner, after.name, before.type, after.type, span, hint))


def _in_place(edit: Edit, before: Column, after: Column) -> Edit:
    """The CHECKs go and come again: PostgreSQL would keep casts in them that a fresh table has not."""
    table, name = edit.table.name, after.name
    old = tuple(check for check in edit.table.checks if check.column == name)
    new = tuple(check for check in edit.desired.checks if check.column == name)
    changed = replace(before, type=after.type, default=after.default)
    edit = edit.then(
        *(_examined(edit, check) for check in new if check not in old),
        edit.step(
            Stage.LOOSEN,
            name,
            *(DropConstraint(table=table, name=check.name) for check in old),
            ChangeType(table=table, column=changed, was=before.type),
            *(AddCheck(table=table, check=check) for check in new),
        ),
        *(edit.step(Stage.VALIDATE, name, ValidateConstraint(table=table, name=check.name)) for check in new),
        table=replace(
            edit.with_column(changed),
            checks=(*(check for check in edit.table.checks if check.column != name), *new),
        ),
    )
    for index in tuple(edit.table.indexes):
        if mentions(index.where, name):
            edit = indexes.rebuilt(edit, index)
    return edit


def _examined(edit: Edit, check: Check) -> Step:
    question = RefuseViolations(table=edit.table.name, key=edit.key, check=check)
    return edit.step(Stage.EXAMINE, check.column, question)
