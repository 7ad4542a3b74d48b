"""Values of enums that have another name, or are gone.

While old code runs both names are allowed, and rows are written over; what it writes meanwhile is written over once
more when it is gone, and only then the old name is forbidden.
"""

from collections.abc import Iterator, Mapping

from generator.frozen import replace
from generator.ir import Field
from generator.plan import refusals
from generator.plan.changes.edit import Edit
from generator.plan.literals import quoted
from generator.plan.operations import AddCheck, Backfill, DropConstraint, RefuseViolations, ValidateConstraint
from generator.plan.renames import values_of
from generator.plan.schema import Check, CheckKind
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Renames the values that the spec says are renamed, and refuses those that look so."""
    before = {check.column: check for check in edit.table.checks if check.kind is CheckKind.VALUES}
    for column, field in edit.fields.items():
        check = before.get(column)
        if check is None or not field.values or column not in edit.live:
            continue
        known = tuple(values_of(check.expression))
        renamed = {new: old for new, old in field.renamed_values if old in known and new not in known}
        edit = _refused(edit, field, known, renamed)
        if renamed:
            edit = _renamed(edit, check, field, renamed)
    return edit


def _refused(edit: Edit, field: Field, known: tuple[str, ...], renamed: Mapping[str, str]) -> Edit:
    told = {*field.values, *renamed.values(), *field.removed_values}
    gone = tuple(value for value in known if value not in told)
    new = tuple(value for value in field.values if value not in known and value not in renamed)
    if not (gone and new):
        return edit
    return edit.refuse(refusals.value_gone(edit.entity.name, field.name, gone[0], new, field.span))


def _renamed(edit: Edit, check: Check, field: Field, renamed: Mapping[str, str]) -> Edit:
    column = check.column
    final = next(item for item in edit.desired.checks if item.name == check.name)
    both = replace(check, expression=_among(column, (*field.values, *renamed.values())))
    checks = tuple(final if item == check else item for item in edit.table.checks)
    return edit.then(
        *_examined(edit, check, both),
        *_steps(edit, final, both, _filled(edit, column, renamed)),
        table=replace(edit.table, checks=checks),
    )


def _examined(edit: Edit, before: Check, both: Check) -> Iterator[Step]:
    """The question whether rows hold a value that is gone."""
    if not set(values_of(before.expression)) <= set(values_of(both.expression)):
        question = RefuseViolations(table=edit.table.name, key=edit.key, check=both)
        yield edit.step(Stage.EXAMINE, both.column, question)


def _steps(edit: Edit, final: Check, both: Check, fill: Backfill) -> Iterator[Step]:
    table, column = edit.table.name, final.column
    drop = DropConstraint(table=table, name=final.name)
    yield edit.step(Stage.LOOSEN, column, drop, AddCheck(table=table, check=both))
    yield edit.step(Stage.BACKFILL, column, fill)
    yield edit.step(Stage.SWEEP, column, fill)
    yield edit.step(Stage.RETIRE, column, drop, AddCheck(table=table, check=final))
    yield edit.step(Stage.CONFIRM, column, ValidateConstraint(table=table, name=final.name))


def _filled(edit: Edit, column: str, renamed: Mapping[str, str]) -> Backfill:
    choices = "".join(f" WHEN {quoted(old)} THEN {quoted(new)}" for new, old in renamed.items())
    return Backfill(
        table=edit.table.name,
        key=edit.key,
        values=((column, f"CASE {column}{choices} END"),),
        where=_among(column, tuple(renamed.values())),
    )


def _among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(quoted, values))})"
