"""Functions that find rows come, look at other texts or go: after the indexes that they use, and before those go."""

from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.operations import DropFinder, SetFinder
from generator.plan.searching import Finder, FinderKind
from generator.plan.steps import Stage


def plan(edit: Edit) -> Edit:
    """Makes those that are new or others, and drops those that are gone."""
    before = {item.kind: item for item in edit.table.finders}
    after = {item.kind: item for item in edit.desired.finders}
    shared = edit.recorded.shared != edit.table.shared
    for kind, finder in after.items():
        if (shared or before.get(kind) != finder) and edit.live.keys() >= set(finder.columns):
            edit = _set(edit, finder)
    for kind, finder in before.items():
        if kind not in after:
            edit = _dropped(edit, finder)
    return edit


def _set(edit: Edit, finder: Finder) -> Edit:
    known = {**{item.kind: item for item in edit.table.finders}, finder.kind: finder}
    # In the order of a fresh table, whichever came first.
    table = replace(edit.table, finders=tuple(known[kind] for kind in FinderKind if kind in known))
    return edit.then(edit.step(Stage.SETTLE, finder.kind, SetFinder(table=table, finder=finder)), table=table)


def _dropped(edit: Edit, finder: Finder) -> Edit:
    drop = DropFinder(table=edit.table, finder=finder)
    rest = tuple(item for item in edit.table.finders if item != finder)
    return edit.then(edit.step(Stage.RETIRE, finder.kind, drop), table=replace(edit.table, finders=rest))
