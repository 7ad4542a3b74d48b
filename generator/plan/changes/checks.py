"""Limits, patterns and the values of enums: CHECK constraints of one column that come, change or go.

There is never a moment without a rule: a changed one is proven under a name of its own and then takes the old one's
place and name.
"""

from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.changes.rules_of_rows import dropped, exchanged
from generator.plan.changes.successors import carried_over
from generator.plan.implication import implies
from generator.plan.operations import AddCheck, RefuseViolations, ValidateConstraint
from generator.plan.rewriting import rewritten
from generator.plan.schema import Check
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Adds, changes and drops the CHECKs of the columns that code uses."""
    before = {item.name: item for item in edit.table.checks if not item.others and item.column not in edit.retired}
    after = {item.name: item for item in edit.desired.checks if not item.others}
    for name, check in after.items():
        if check.column not in edit.live:
            continue  # its column is refused
        if name not in before:
            edit = _added(edit, check)
        elif before[name].expression != check.expression:
            edit = _changed(edit, before[name], check)
    for name, check in before.items():
        if name not in after:
            edit = dropped(edit, check)
    return edit


def _added(edit: Edit, check: Check) -> Edit:
    table, column = edit.table.name, check.column
    questions = _examined(edit, check)
    add = AddCheck(table=table, check=check, stricter=bool(questions))
    return edit.then(
        *questions,
        edit.step(Stage.ADD if edit.is_new(column) else Stage.CONSTRAIN, column, add),
        edit.step(Stage.VALIDATE, column, ValidateConstraint(table=table, name=check.name)),
        table=replace(edit.table, checks=(*edit.table.checks, check)),
    )


def _examined(edit: Edit, check: Check) -> tuple[Step, ...]:
    """The question whether rows obey; a column in the place of another is asked for while only that one has values."""
    column, asked = check.column, check
    if edit.is_new(column):
        former = edit.renamed.get(column)
        if former is None:
            return ()
        by = carried_over(edit, column)
        value = by.forward.format(former) if by else former
        asked = replace(check, expression=rewritten(check.expression, column, f"({value})"))
        same = rewritten(check.expression, column, former)
        if any(item.column == former and item.expression == same for item in edit.recorded.checks):
            return ()
    question = RefuseViolations(table=edit.table.name, key=edit.key, check=asked)
    return (edit.step(Stage.EXAMINE, column, question),)


def _changed(edit: Edit, before: Check, check: Check) -> Edit:
    stricter = not implies(before, check)
    return exchanged(edit, before, check, _examined(edit, check) if stricter else (), stricter=stricter)
