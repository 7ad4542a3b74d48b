"""Columns that a trigger computes: they come, are computed otherwise, and go with what they held.

What is new is computed at once, by whoever writes; what is computed otherwise waits until the columns that it reads are
filled. Old code reads a column that is retired, so it is computed until it is dropped.
"""

from generator.diagnostics import Diagnostic
from generator.frozen import replace
from generator.plan import lifecycle_refusals
from generator.plan.changes.edit import Edit
from generator.plan.kept import Derivation, DerivedColumn
from generator.plan.operations import Backfill, Derive
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Has new columns computed and filled, and those that follow from others than before."""
    wanted = edit.desired.derivation
    before = {item.column: item for item in _columns(edit.table.derivation)}
    after = {item.column: item for item in _columns(wanted)}
    refused = tuple(
        finding for name in (*after, *before) if (finding := _refused(edit, before.get(name), after.get(name)))
    )
    if refused:
        return edit.refuse(*dict.fromkeys(refused))
    read = {name for item in after.values() for name in (item.column, *item.sources)}
    if wanted is None or not edit.live.keys() >= read:
        return edit  # nothing new, or a column of it is refused
    new = tuple(item for name, item in after.items() if name not in before)
    changed = tuple(item for name, item in after.items() if name in before and before[name] != item)
    kept = Derivation(name=wanted.name, columns=(*before.values(), *new))
    last = Derivation(name=wanted.name, columns=tuple(after.get(item.column, item) for item in kept.columns))
    steps = (
        *_computed(edit, Stage.ADD, kept, new),
        *(_filled(edit, Stage.BACKFILL, item) for item in new if edit.wanted[item.column].nullable),
        *_computed(edit, Stage.SETTLE, last, changed),
        *(_filled(edit, Stage.MOVE, item) for item in changed),
    )
    return edit.then(*steps, table=replace(edit.table, derivation=last))


def _columns(derivation: Derivation | None) -> tuple[DerivedColumn, ...]:
    return derivation.columns if derivation else ()


def _refused(edit: Edit, before: DerivedColumn | None, after: DerivedColumn | None) -> Diagnostic | None:
    """SG594 where values that somebody wrote would be lost, or would be nobody's to write."""
    name = after.column if after else before.column if before else ""
    owner, span = edit.entity.name, edit.span(name)
    if before is None and not edit.is_new(name):
        return lifecycle_refusals.computed_since(owner, name, span)
    if after is None and name in edit.wanted and name in edit.live:
        return lifecycle_refusals.computed_until(owner, name, span)
    if before is None or after is None or before.expression == after.expression:
        return None
    if edit.former(name).nullable and not edit.wanted[name].nullable:
        return lifecycle_refusals.computed_and_required(owner, name, span)
    return None


def _computed(edit: Edit, stage: Stage, derivation: Derivation, items: tuple[DerivedColumn, ...]) -> tuple[Step, ...]:
    names = tuple(item.column for item in items)
    if not names:
        return ()
    return (edit.step(stage, names[0], Derive(table=edit.table.name, derivation=derivation, subjects=names)),)


def _filled(edit: Edit, stage: Stage, item: DerivedColumn) -> Step:
    """The trigger computes the value, whatever is written: rows are written that hold another one."""
    value = f"({item.expression})::{edit.wanted[item.column].type.lower()}"
    fill = Backfill(
        table=edit.table.name,
        key=edit.key,
        values=((item.column, value),),
        where=f"{item.column} IS DISTINCT FROM {value}",
    )
    return edit.step(stage, item.column, fill)
