"""Checks between the fields of a row that come, change or go.

Old code may write what a new one forbids; so rows are asked first, then it binds, then it is proven.
"""

from generator import names
from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.changes.successors import carried_over
from generator.plan.operations import AddCheck, DropConstraint, RefuseViolations, RenameConstraint, ValidateConstraint
from generator.plan.rewriting import rewritten
from generator.plan.schema import RowCheck
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Adds, changes and drops the checks of rows."""
    before = {check.name: check for check in edit.table.row_checks}
    after = {check.name: check for check in edit.desired.row_checks}
    for name, check in after.items():
        if not edit.live.keys() >= set(check.columns):
            continue  # a column of it is refused
        if name not in before:
            edit = _added(edit, check)
        elif before[name] != check:
            edit = _changed(edit, before[name], check)
    for name, check in before.items():
        if name not in after:
            edit = _dropped(edit, check)
    return edit


def _added(edit: Edit, check: RowCheck) -> Edit:
    return edit.then(
        *_asked(edit, check),
        *_bound(edit, check),
        table=replace(edit.table, row_checks=(*edit.table.row_checks, check)),
    )


def _changed(edit: Edit, before: RowCheck, check: RowCheck) -> Edit:
    """The old one goes when the new one is proven. One whose columns have other names says the same."""
    table = edit.table.name
    successor = replace(check, name=names.shortened(f"{check.name}_next"))
    settle = edit.step(
        Stage.SETTLE,
        _label(edit, check),
        DropConstraint(table=table, name=check.name, was=before),
        RenameConstraint(table=table, name=successor.name, to=check.name),
    )
    checks = tuple(check if item.name == check.name else item for item in edit.table.row_checks)
    asked = () if _as_recorded(edit, check) == before.expression else _asked(edit, check)
    return edit.then(
        *asked,
        *_bound(edit, successor, label=_label(edit, check)),
        settle,
        table=replace(edit.table, row_checks=checks),
    )


def _dropped(edit: Edit, check: RowCheck) -> Edit:
    rest = tuple(item for item in edit.table.row_checks if item.name != check.name)
    drop = DropConstraint(table=edit.table.name, name=check.name, was=check)
    return edit.then(edit.step(Stage.LOOSEN, _label(edit, check), drop), table=replace(edit.table, row_checks=rest))


def _bound(edit: Edit, check: RowCheck, *, label: str = "") -> tuple[Step, ...]:
    table, label = edit.table.name, label or _label(edit, check)
    return (
        edit.step(Stage.CONSTRAIN, label, AddCheck(table=table, check=check, stricter=True)),
        edit.step(Stage.VALIDATE, label, ValidateConstraint(table=table, name=check.name)),
    )


def _asked(edit: Edit, check: RowCheck) -> tuple[Step, ...]:
    """The question whether rows obey, of the columns that there are."""
    asked = replace(check, expression=_as_recorded(edit, check))
    question = RefuseViolations(table=edit.table.name, key=edit.key, check=asked)
    return (edit.step(Stage.EXAMINE, _label(edit, check), question),)


def _as_recorded(edit: Edit, check: RowCheck) -> str:
    """Its expression with what will be in the columns that are new: another column's values, or what fills them."""
    expression = check.expression
    for column in check.columns:
        if edit.is_new(column):
            expression = rewritten(expression, column, _filling(edit, column))
    return expression


def _filling(edit: Edit, column: str) -> str:
    former = edit.renamed.get(column)
    if former is not None:
        by = carried_over(edit, column)
        return by.forward.format(former) if by else former
    wanted, field = edit.wanted[column], edit.fields.get(column)
    value = field.backfill if field and field.backfill is not None else wanted.default
    return f"({value or 'NULL'})::{wanted.type.lower()}"


def _label(edit: Edit, check: RowCheck) -> str:
    return check.name.removeprefix(f"{edit.table.name}_").removesuffix("_check")
