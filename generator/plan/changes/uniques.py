"""Unique keys that come, change what rows they bind, or go.

One that goes is dropped after the last old code is gone: its `ON CONFLICT` names the key.
"""

from dataclasses import replace

from generator import names
from generator.plan.changes.edit import Edit
from generator.plan.operations import (
    AttachUnique,
    CreateUniqueIndex,
    DropConstraint,
    DropIndex,
    Operation,
    RefuseDuplicates,
    RenameIndex,
)
from generator.plan.schema import Table, UniqueKey
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Adds, changes and drops the unique keys of columns that code uses."""
    before = {key.name: key for key in edit.table.uniques if not edit.mentions_retired(key)}
    after = {key.name: key for key in edit.desired.uniques}
    for name, key in after.items():
        if not edit.live.keys() >= set(key.columns):
            continue  # a column of it is refused
        if name not in before:
            edit = edit.then(*_added(edit, key), table=_with(edit, key))
        elif before[name] != key:
            steps = _narrowed(edit, key) if key.where else _widened(edit, key)
            edit = edit.then(*steps, table=_with(edit, key))
    for name, key in before.items():
        if name not in after:
            rest = tuple(item for item in edit.table.uniques if item.name != name)
            edit = edit.then(_dropped(edit, key), table=replace(edit.table, uniques=rest))
    return edit


def _with(edit: Edit, key: UniqueKey) -> Table:
    others = tuple(item for item in edit.table.uniques if item.name != key.name)
    if len(others) == len(edit.table.uniques):
        return replace(edit.table, uniques=(*others, key))
    return replace(edit.table, uniques=tuple(key if item.name == key.name else item for item in edit.table.uniques))


def _added(edit: Edit, key: UniqueKey) -> tuple[Step, ...]:
    return (
        *_examined(edit, key),
        edit.step(Stage.INDEX, _label(edit, key), CreateUniqueIndex(table=edit.table.name, key=key)),
        *_attached(edit, key),
    )


def _examined(edit: Edit, key: UniqueKey) -> tuple[Step, ...]:
    columns = tuple(edit.renamed.get(name, name) for name in key.columns)
    if any(map(edit.is_new, columns)) or any(columns == item.columns for item in edit.recorded.uniques):
        return ()
    key = replace(key, columns=columns)
    # Before soft deletion comes, every row is a live one.
    asked = replace(key, where=None) if edit.is_new("deleted_at") else key
    return (edit.step(Stage.EXAMINE, _label(edit, key), RefuseDuplicates(table=edit.table.name, key=asked)),)


def _attached(edit: Edit, key: UniqueKey, *before: Operation) -> tuple[Step, ...]:
    attach = () if key.where else (AttachUnique(table=edit.table.name, key=key),)
    return (edit.step(Stage.SETTLE, _label(edit, key), *before, *attach),) if before or attach else ()


def _widened(edit: Edit, key: UniqueKey) -> tuple[Step, ...]:
    """From live rows to all: old code names the predicate, which an index without one satisfies too."""
    table, label = edit.table.name, _label(edit, key)
    successor = replace(key, name=names.shortened(f"{key.name}_next"))
    former = names.shortened(f"{key.name}_until_{edit.number:04}")
    return (
        *_examined(edit, key),
        edit.step(Stage.INDEX, label, CreateUniqueIndex(table=table, key=successor)),
        *_attached(
            edit,
            key,
            RenameIndex(table=table, name=key.name, to=former),
            RenameIndex(table=table, name=successor.name, to=key.name),
        ),
        edit.step(Stage.DISCARD, label, DropIndex(table=table, name=former)),
    )


def _narrowed(edit: Edit, key: UniqueKey) -> tuple[Step, ...]:
    """From all rows to live ones: the constraint goes last, for old code names no predicate."""
    table, label = edit.table.name, _label(edit, key)
    successor = replace(key, name=names.shortened(f"{key.name}_next"))
    return (
        edit.step(Stage.INDEX, label, CreateUniqueIndex(table=table, key=successor)),
        edit.step(
            Stage.RETIRE,
            label,
            DropConstraint(table=table, name=key.name),
            RenameIndex(table=table, name=successor.name, to=key.name),
        ),
    )


def _dropped(edit: Edit, key: UniqueKey) -> Step:
    table, label = edit.table.name, _label(edit, key)
    if key.where:
        return edit.step(Stage.DISCARD, label, DropIndex(table=table, name=key.name))
    return edit.step(Stage.RETIRE, label, DropConstraint(table=table, name=key.name))


def _label(edit: Edit, key: UniqueKey) -> str:
    return key.name.removeprefix(f"{edit.table.name}_")
