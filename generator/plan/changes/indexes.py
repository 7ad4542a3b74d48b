"""Filters and indexes that come, change or go. A new one is built before the one it replaces is dropped."""

from generator import names
from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.indexes import column_of
from generator.plan.operations import CreateIndex, DropIndex, RenameIndex
from generator.plan.schema import SchemaIndex, Table
from generator.plan.steps import Stage


def plan(edit: Edit) -> Edit:
    """Adds, changes and drops indexes; those over a retired column go too, and the column stays."""
    before = {index.name: index for index in edit.table.indexes}
    after = {index.name: index for index in edit.desired.indexes}
    for name, index in after.items():
        if not edit.live.keys() >= set(map(column_of, index.columns)):
            continue  # a column of it is refused
        if name not in before:
            edit = _added(edit, index)
        elif before[name] != index:
            edit = rebuilt(edit, index)
    for name, index in before.items():
        if name not in after:
            edit = _dropped(edit, index)
    return edit


def _added(edit: Edit, index: SchemaIndex) -> Edit:
    create = CreateIndex(table=edit.table.name, index=index)
    return edit.then(
        edit.step(Stage.INDEX, _label(edit, index.name), create),
        table=replace(edit.table, indexes=(*edit.table.indexes, index)),
    )


def rebuilt(edit: Edit, index: SchemaIndex) -> Edit:
    """The edit with the index built anew while the one of its name still serves."""
    table, label = edit.table.name, _label(edit, index.name)
    former = names.shortened(f"{index.name}_until_{edit.number:04}")
    return edit.then(
        edit.step(Stage.ADD, label, RenameIndex(table=table, name=index.name, to=former)),
        edit.step(Stage.INDEX, label, CreateIndex(table=table, index=index)),
        edit.step(Stage.DISCARD, label, DropIndex(table=table, name=former)),
        table=_with(edit.table, index),
    )


def _dropped(edit: Edit, index: SchemaIndex) -> Edit:
    drop = DropIndex(table=edit.table.name, name=index.name)
    rest = tuple(item for item in edit.table.indexes if item.name != index.name)
    return edit.then(edit.step(Stage.DISCARD, _label(edit, index.name), drop), table=replace(edit.table, indexes=rest))


def _with(table: Table, index: SchemaIndex) -> Table:
    return replace(table, indexes=tuple(index if item.name == index.name else item for item in table.indexes))


def _label(edit: Edit, name: str) -> str:
    return name.removeprefix(f"{edit.table.name}_").removesuffix("_idx")
