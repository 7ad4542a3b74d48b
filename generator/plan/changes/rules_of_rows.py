"""How a CHECK comes, is exchanged and goes: proven beside the old one first, so there is never a moment without."""

from collections.abc import Sequence

from generator import names
from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.operations import AddCheck, DropConstraint, RenameConstraint, ValidateConstraint
from generator.plan.schema import Check
from generator.plan.steps import Stage, Step


def bound(edit: Edit, check: Check, *, stricter: bool) -> tuple[Step, Step]:
    """The steps by which new rows obey, and then the old ones are known to."""
    table, column = edit.table.name, check.column
    return (
        edit.step(Stage.CONSTRAIN, column, AddCheck(table=table, check=check, stricter=stricter)),
        edit.step(Stage.VALIDATE, column, ValidateConstraint(table=table, name=check.name)),
    )


def exchanged(edit: Edit, before: Check, check: Check, questions: Sequence[Step], *, stricter: bool) -> Edit:
    """`check` in the place of `before`, which has its name: proven under another, then given it."""
    table = edit.table.name
    successor = replace(check, name=names.shortened(f"{check.name}_next"))
    return edit.then(
        *questions,
        *bound(edit, successor, stricter=stricter),
        edit.step(
            Stage.SETTLE,
            check.column,
            DropConstraint(table=table, name=check.name, was=before),
            RenameConstraint(table=table, name=successor.name, to=check.name),
        ),
        table=replace(
            edit.table, checks=tuple(check if item.name == check.name else item for item in edit.table.checks)
        ),
    )


def dropped(edit: Edit, check: Check) -> Edit:
    """Rows need no longer obey."""
    drop = DropConstraint(table=edit.table.name, name=check.name, was=check)
    return edit.then(
        edit.step(Stage.LOOSEN, check.column, drop),
        table=replace(edit.table, checks=tuple(item for item in edit.table.checks if item.name != check.name)),
    )
