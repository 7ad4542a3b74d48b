"""Foreign keys that come, lead elsewhere, do something else on a deletion, or go."""

from dataclasses import replace

from generator import names
from generator.plan.changes.edit import Edit
from generator.plan.operations import (
    AddForeignKey,
    DropConstraint,
    RefuseOrphans,
    RenameConstraint,
    ValidateConstraint,
)
from generator.plan.schema import ForeignKey
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Adds, changes and drops the foreign keys of columns that code uses."""
    before = {key.name: key for key in edit.table.foreign_keys if not edit.mentions_retired(key)}
    after = {key.name: key for key in edit.desired.foreign_keys}
    for name, key in after.items():
        if not edit.live.keys() >= set(key.columns):
            continue  # a column of it is refused
        if name not in before:
            edit = _added(edit, key)
        elif before[name] != key:
            edit = _changed(edit, before[name], key)
    for name, key in before.items():
        if name not in after:
            edit = _dropped(edit, key)
    return edit


def _added(edit: Edit, key: ForeignKey) -> Edit:
    table, column = edit.table.name, key.columns[-1]
    return edit.then(
        *_examined(edit, key),
        edit.step(Stage.REFERENCE, column, AddForeignKey(table=table, key=key, table_is_new=False)),
        edit.step(Stage.VALIDATE, column, ValidateConstraint(table=table, name=key.name, parent=key.parent)),
        table=replace(edit.table, foreign_keys=(*edit.table.foreign_keys, key)),
    )


def _examined(edit: Edit, key: ForeignKey) -> tuple[Step, ...]:
    column = key.columns[-1]
    columns = tuple(edit.renamed.get(name, name) for name in key.columns)
    asked = replace(key, columns=columns)
    known = any((columns, key.parent) == (item.columns, item.parent) for item in edit.recorded.foreign_keys)
    if known or any(map(edit.is_new, columns)):
        return ()
    return (edit.step(Stage.EXAMINE, column, RefuseOrphans(table=edit.table.name, key=asked)),)


def _changed(edit: Edit, before: ForeignKey, key: ForeignKey) -> Edit:
    """The new key is proven beside the old one, then takes its name."""
    table, column = edit.table.name, key.columns[-1]
    successor = replace(key, name=names.shortened(f"{key.name}_next"))
    elsewhere = replace(before, on_delete=key.on_delete) != key
    return edit.then(
        *(_examined(edit, key) if elsewhere else ()),
        edit.step(Stage.REFERENCE, column, AddForeignKey(table=table, key=successor, table_is_new=False)),
        edit.step(Stage.VALIDATE, column, ValidateConstraint(table=table, name=successor.name, parent=key.parent)),
        edit.step(
            Stage.REPLACE,
            column,
            DropConstraint(table=table, name=key.name, parent=before.parent),
            RenameConstraint(table=table, name=successor.name, to=key.name),
        ),
        table=replace(
            edit.table, foreign_keys=tuple(key if item.name == key.name else item for item in edit.table.foreign_keys)
        ),
    )


def _dropped(edit: Edit, key: ForeignKey) -> Edit:
    operation = DropConstraint(table=edit.table.name, name=key.name, parent=key.parent)
    rest = tuple(item for item in edit.table.foreign_keys if item.name != key.name)
    return edit.then(edit.step(Stage.RELEASE, key.columns[-1], operation), table=replace(edit.table, foreign_keys=rest))
