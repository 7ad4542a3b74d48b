"""Columns of which a row has one, or all or none: their CHECK over several columns comes, changes or goes."""

from typing import Final

from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.changes.rules_of_rows import bound, dropped, exchanged
from generator.plan.changes.successors import carried_over
from generator.plan.operations import RefuseViolations
from generator.plan.rewriting import rewritten
from generator.plan.schema import Check, CheckKind
from generator.plan.steps import Stage, Step

_KINDS: Final = frozenset({CheckKind.ONE_OF, CheckKind.TOGETHER})


def plan(edit: Edit) -> Edit:
    """Adds, changes and drops the CHECKs of groups, after the columns that they are about are filled."""
    before = {check.name: check for check in edit.table.checks if check.kind in _KINDS}
    after = {check.name: check for check in edit.desired.checks if check.kind in _KINDS}
    for name, check in after.items():
        if not edit.live.keys() >= set(check.columns):
            continue  # one of its columns is refused
        if name not in before:
            edit = _added(edit, check)
        elif before[name].expression != check.expression:
            edit = _changed(edit, before[name], check)
    for name, check in before.items():
        if name not in after:
            edit = dropped(edit, check)
    return edit


def _added(edit: Edit, check: Check) -> Edit:
    questions = () if _holds(edit, check) else (_question(edit, check),)
    return edit.then(
        *questions,
        *bound(edit, check, stricter=bool(questions)),
        table=replace(edit.table, checks=(*edit.table.checks, check)),
    )


def _holds(edit: Edit, check: Check) -> bool:
    """Whether every row obeys: it had the rule under another name, or it cannot have two of them yet."""
    had = (item for item in edit.recorded.checks if item.kind in _KINDS)
    if any(_follows(edit, item, check) for item in had):
        return True
    if check.kind is CheckKind.TOGETHER and all(_former(edit, name) is None for name in check.columns):
        return True
    return _is_optional(check) and sum(_former(edit, name) is not None for name in check.columns) <= 1


def _changed(edit: Edit, before: Check, check: Check) -> Edit:
    stricter = not _follows(edit, before, check)
    return exchanged(edit, before, check, (_question(edit, check),) if stricter else (), stricter=stricter)


def _question(edit: Edit, check: Check) -> Step:
    """Whether rows obey, asked while only the recorded columns are there."""
    asked = check.expression
    for name in check.columns:
        if edit.is_new(name):
            former, by = edit.renamed.get(name), carried_over(edit, name) if name in edit.renamed else None
            asked = rewritten(asked, name, f"({by.forward.format(former)})" if by else former or "NULL")
    question = RefuseViolations(table=edit.table.name, key=edit.key, check=replace(check, expression=asked))
    return edit.step(Stage.EXAMINE, check.column, question)


def _follows(edit: Edit, before: Check, after: Check) -> bool:
    """Whether rows that obey `before` obey `after`: it only has new columns beside the old, or asks for less."""
    known = {_former(edit, name) for name in after.columns} - {None}
    return known == set(before.columns) and (_is_optional(after) or not _is_optional(before))


def _former(edit: Edit, column: str) -> str | None:
    """The column that rows have the value in so far; None where they have none."""
    return edit.renamed.get(column) if edit.is_new(column) else column


def _is_optional(check: Check) -> bool:
    return check.expression.endswith("<= 1")
