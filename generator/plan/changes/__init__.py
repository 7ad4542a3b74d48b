"""Kinds of change: one file each, a function that takes an edit so far and gives it with its own part done.

To add a kind is to add a file and its place among `_KINDS`: a kind sees the table as those before it leave it.
"""

from collections.abc import Callable
from typing import Final

from generator.plan.changes import (
    alternatives,
    cascades,
    checks,
    columns,
    counts,
    defaults,
    derived,
    finders,
    history,
    indexes,
    mastery,
    parent,
    partitions,
    references,
    renames,
    required,
    retirement,
    row_checks,
    scope,
    search,
    seeds,
    sharing,
    soft_delete,
    types,
    uniques,
    values,
)
from generator.plan.changes.edit import Edit

__all__ = ["Edit", "carried_out"]

_KINDS: Final[tuple[Callable[[Edit], Edit], ...]] = (
    scope.plan,
    sharing.plan,
    mastery.plan,
    renames.plan,
    retirement.plan,
    parent.plan,
    columns.plan,
    types.plan,
    defaults.plan,
    required.plan,
    derived.plan,
    values.plan,
    checks.plan,
    alternatives.plan,
    row_checks.plan,
    soft_delete.plan,
    uniques.plan,
    search.plan,
    finders.plan,
    history.plan,
    counts.plan,
    indexes.plan,
    references.plan,
    cascades.plan,
    seeds.plan,
)


def carried_out(edit: Edit) -> Edit:
    """The edit with every kind of change planned; what a refusal depends on is not reported besides."""
    if partitions.differs(edit):
        return partitions.plan(edit, _planned(partitions.aside(edit)))
    return _planned(edit)


def _planned(edit: Edit) -> Edit:
    for plan in _KINDS:
        edit = plan(edit)
        if plan in {scope.plan, sharing.plan, mastery.plan} and edit.refused:
            break  # every key and index follows from the scope
    return edit
