"""A field of another type under the same name: in place where that is free, else by a column that takes its place."""

from generator.diagnostics import Diagnostic
from generator.frozen import replace
from generator.plan import reference_refusals, refusals
from generator.plan.changes.edit import Edit
from generator.plan.changes.swap import swapped
from generator.plan.conversions import conversion, is_free, same_on_the_wire
from generator.plan.index_terms import begun_by
from generator.plan.indexes import column_of
from generator.plan.operations import (
    AddCheck,
    ChangeType,
    DropCompatibilityView,
    DropConstraint,
    RefuseViolations,
    RenewCompatibilityViews,
    ValidateConstraint,
)
from generator.plan.rewriting import mentions
from generator.plan.schema import Check, Column
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Changes the types that differ."""
    replaced: list[str] = []
    for before, after in tuple(edit.shared()):
        if before.hidden != after.hidden:
            edit = edit.refuse(refusals.secrecy(edit.entity.name, after.name, edit.span(after.name), kept=after.hidden))
        if before.type == after.type:
            continue
        by = conversion(before.type, after.type)
        in_place = is_free(before.type, after.type) and not _in_partial(edit, after.name)
        hindrance = _hindrance(edit, before, after)
        if hindrance is not None:
            edit = edit.refuse(hindrance)
        elif not same_on_the_wire(before.type, after.type):
            hint = f"Clients know it by its type: give the new field another name and `renamed_from: {after.name}`."
            edit = _refused(edit, before, after, hint)
        elif before.nullable and not after.nullable and not in_place:
            edit = _refused(edit, before, after, "Make it required in an edit of its own.")
        elif _entangled(edit, (*replaced, after.name)):
            edit = _refused(edit, before, after, f"Change it after `{replaced[-1]}`, in an edit of its own.")
        elif by is None:
            hint = f"Give the new field another name, and write `removed: [{after.name}]` in `{edit.entity.name}`."
            edit = _refused(edit, before, after, hint)
        elif in_place:
            edit = _in_place(edit, before, after)
        else:
            edit = swapped(edit, before, after, by)
            replaced.append(after.name)
    return edit


def _hindrance(edit: Edit, before: Column, after: Column) -> Diagnostic | None:
    """What else reads the column, and would read the one that is replaced."""
    owner, span = edit.entity.name, edit.span(after.name)
    field = edit.fields.get(after.name)
    if field and field.target and field.target.by:
        return reference_refusals.referred_type(owner, after.name, f"{field.target.key}.{field.target.by}", span)
    computed = edit.table.derivation.columns if edit.table.derivation else ()
    if any(item.column == after.name for item in computed) and not is_free(before.type, after.type):
        hint = f"It is computed: give the new field another name, and write `removed: [{after.name}]` in `{owner}`."
        return refusals.field_type(owner, after.name, before.type, after.type, span, hint)
    for check in edit.table.row_checks:
        if after.name in check.columns:
            return refusals.type_in_check(owner, after.name, check.name, span)
    if any(mentions(key.where, after.name) for key in edit.table.uniques):
        hint = "Take the unique group whose `where` reads it out of the spec first, in an edit of its own."
        return refusals.field_type(owner, after.name, before.type, after.type, span, hint)
    return None


def _in_partial(edit: Edit, column: str) -> bool:
    """Whether an index of some rows, or over an expression, has to do with the column.

    PostgreSQL would build it anew, and lock readers out.
    """
    partial = [(key.columns, key.where) for key in edit.table.uniques if key.is_index]
    partial += [
        (tuple(map(column_of, index.columns)), index.where)
        for index in edit.table.indexes
        if index.where or any(map(begun_by, index.columns))
    ]
    return any(column in columns or mentions(where, column) for columns, where in partial)


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
    shown = edit.with_column(changed)
    views = () if name not in edit.table.former_columns else edit.table.former_names
    return edit.then(
        *(_examined(edit, check) for check in new if check not in old),
        edit.step(
            Stage.LOOSEN,
            name,
            *(DropConstraint(table=table, name=check.name) for check in old),
            *(DropCompatibilityView(table=table, view=view) for view in views),
            ChangeType(table=table, column=changed, was=before.type),
            *((RenewCompatibilityViews(table=shown),) if views else ()),
            *(AddCheck(table=table, check=check) for check in new),
        ),
        *(edit.step(Stage.VALIDATE, name, ValidateConstraint(table=table, name=check.name)) for check in new),
        table=replace(
            shown,
            checks=(*(check for check in edit.table.checks if check.column != name), *new),
        ),
    )


def _examined(edit: Edit, check: Check) -> Step:
    question = RefuseViolations(table=edit.table.name, key=edit.key, check=check)
    return edit.step(Stage.EXAMINE, check.column, question)
