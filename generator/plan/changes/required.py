"""A field becomes required, or is so no longer.

Rows are filled before a CHECK binds them: one that is NOT VALID still refuses every update of a row that breaks it.
What old code writes in between is filled once more after it. The CHECK then saves SET NOT NULL its scan.
"""

from generator import names
from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.changes.successors import carried_over
from generator.plan.operations import AddCheck, Backfill, DropNotNull, RefuseViolations, SetNotNull, ValidateConstraint
from generator.plan.rewriting import rewritten
from generator.plan.schema import Check, CheckKind, Column, RowCheck
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Sets and drops NOT NULL."""
    for before, after in tuple(edit.shared()):
        if before.nullable and not after.nullable:
            edit = _required(edit, before)
        elif after.nullable and not before.nullable:
            operation = DropNotNull(table=edit.table.name, column=after.name)
            edit = edit.then(
                edit.step(Stage.LOOSEN, after.name, operation),
                table=edit.with_column(replace(before, nullable=True)),
            )
    return edit


def _required(edit: Edit, column: Column) -> Edit:
    name, table = column.name, edit.table.name
    known = _proven_before(edit, name)
    if known is not None:
        return edit.then(
            edit.step(Stage.SETTLE, name, SetNotNull(table=table, column=name, proof=known.name)),
            table=replace(
                edit.with_column(replace(column, nullable=False)),
                row_checks=tuple(item for item in edit.table.row_checks if item != known),
            ),
        )
    proof = Check(
        name=names.shortened(f"{table}_{name}_{CheckKind.PRESENT}_check"),
        column=name,
        kind=CheckKind.PRESENT,
        expression=f"{name} IS NOT NULL",
    )
    return edit.then(
        *_filled(edit, column, proof),
        edit.step(Stage.CONSTRAIN, name, AddCheck(table=table, check=proof, stricter=_is_stricter(edit, name))),
        edit.step(Stage.VALIDATE, name, ValidateConstraint(table=table, name=proof.name)),
        edit.step(Stage.SETTLE, name, SetNotNull(table=table, column=name, proof=proof.name)),
        table=edit.with_column(replace(column, nullable=False)),
    )


def _proven_before(edit: Edit, column: str) -> RowCheck | None:
    """A check of the spec that this edit takes back, and that has proven all along what it asks for now."""
    kept = {item.name for item in edit.desired.row_checks}
    return next(
        (
            item
            for item in edit.recorded.row_checks
            if item.name not in kept and item.expression == f"{column} IS NOT NULL"
        ),
        None,
    )


def _is_stricter(edit: Edit, column: str) -> bool:
    """Whether old code may leave the value out: not if it is computed, or in the place of a required one."""
    if edit.desired.derivation and any(item.column == column for item in edit.desired.derivation.columns):
        return False
    return column not in edit.renamed or edit.former(edit.renamed[column]).nullable


def _filled(edit: Edit, column: Column, proof: Check) -> tuple[Step, ...]:
    """Values for the rows that lack one; without a value to give, the question whether there are any."""
    name, table = column.name, edit.table.name
    if name in edit.renamed:
        return _filled_after(edit, column, proof)
    value, constant = _value(edit, column)
    if value is None:
        return (edit.step(Stage.EXAMINE, name, RefuseViolations(table=table, key=edit.key, check=proof)),)
    fill = Backfill(table=table, key=edit.key, values=((name, value),), where=f"{name} IS NULL")
    steps = (edit.step(Stage.BACKFILL, name, fill), edit.step(Stage.REFILL, name, fill))
    if constant:
        return steps
    known = "" if edit.is_new(name) else f"{name} IS NOT NULL OR "
    check = replace(proof, expression=known + _as_recorded(edit, f"({value}) IS NOT NULL"))
    return (edit.step(Stage.EXAMINE, name, RefuseViolations(table=table, key=edit.key, check=check)), *steps)


def _filled_after(edit: Edit, column: Column, proof: Check) -> tuple[Step, ...]:
    """The same for a column in the place of another, for rows in which that one was empty."""
    former = edit.former(edit.renamed[column.name])
    if not former.nullable:
        return ()
    value, _ = _value(edit, column)
    if value is None:
        check = replace(proof, expression=f"{former.name} IS NOT NULL")
        question = RefuseViolations(table=edit.table.name, key=edit.key, check=check)
        return (edit.step(Stage.EXAMINE, column.name, question),)
    where = f"{column.name} IS NULL"
    fill = Backfill(table=edit.table.name, key=edit.key, values=((column.name, value),), where=where)
    return (edit.step(Stage.BACKFILL, column.name, fill), edit.step(Stage.REFILL, column.name, fill))


def _as_recorded(edit: Edit, expression: str) -> str:
    """The expression over the columns that there are: for one in the place of another, what will be in it."""
    for name, former in edit.renamed.items():
        by = carried_over(edit, name)
        if by is not None:
            expression = rewritten(expression, name, by.forward.format(former))
    return expression


def _value(edit: Edit, column: Column) -> tuple[str | None, bool]:
    """What to fill in, and whether it is the same for every row."""
    if column.name == edit.entity.parent_column:
        return edit.entity.parent_backfill, False
    field = edit.fields.get(column.name)
    if field and field.backfill is not None:
        return field.backfill, field.backfill_constant
    return edit.wanted[column.name].default, True
