"""Rows that the guard of a transition lets pass, and rows that it refuses: found by trying while tests are made."""

from generator.ir import Entity, RowCheck, Transition
from generator.ir.truth import Row, Unsure, answer
from generator.targets.tests.witness import attempts, keeps, witness


def meeting(entity: Entity, step: Transition) -> dict[str, object]:
    """Values of the guard's columns with which it is true; empty where it has none, or none are found."""
    return _found(entity, step, wanted=True)


def missing(entity: Entity, step: Transition) -> dict[str, object]:
    """Values of the guard's columns with which it is not true, though every check holds; empty where none are found."""
    return _found(entity, step, wanted=False)


def _found(entity: Entity, step: Transition, *, wanted: bool) -> dict[str, object]:
    if step.guard is None:
        return {}
    condition = RowCheck(name="guard", condition=step.guard, message="", span=entity.span)
    usual = witness(entity)
    rows = attempts(entity, (condition, *entity.checks), step.guarding)
    return next((row for row in rows if _passes(step, usual | row) is wanted and _keeps(entity, usual, row)), {})


def _keeps(entity: Entity, usual: Row, row: Row) -> bool:
    """Whether the row obeys the checks; those that say nothing of the guard's columns hold by themselves."""
    about = [item for item in entity.checks if any(field.column in row for field in item.fields)]
    return not about or keeps(entity, usual, row)


def _passes(step: Transition, row: Row) -> bool | None:
    """Whether the guard is true, as a WHERE takes it; None where that cannot be told."""
    assert step.guard is not None  # noqa: S101 - asked only of those that have one
    try:
        return answer(step.guard, row) is True
    except Unsure:
        return None
