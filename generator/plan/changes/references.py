"""Foreign keys that come, lead elsewhere, do something else on a deletion, or go."""

from generator import names
from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.operations import (
    AddForeignKey,
    DropConstraint,
    RefuseOrphans,
    RefuseViolations,
    RenameConstraint,
    ValidateConstraint,
)
from generator.plan.schema import Check, CheckKind, ForeignKey
from generator.plan.steps import Stage, Step

_EARLY = (Stage.REFERENCE, Stage.VALIDATE, Stage.REPLACE)
_LATE = (Stage.BIND, Stage.PROVE, Stage.EXCHANGE)


def plan(edit: Edit) -> Edit:
    """Adds, changes and drops foreign keys.

    Those of a retired column go too, and the column stays: what nobody reads shall not keep a parent from its end.
    """
    before = {key.name: key for key in edit.table.foreign_keys}
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
    questions = _examined(edit, key)
    refer = AddForeignKey(table=table, key=key, table_is_new=False, stricter=bool(questions))
    return edit.then(
        *questions,
        edit.step(Stage.REFERENCE, column, refer),
        edit.step(Stage.VALIDATE, column, ValidateConstraint(table=table, name=key.name, parent=key.parent)),
        table=replace(edit.table, foreign_keys=(*edit.table.foreign_keys, key)),
    )


def _examined(edit: Edit, key: ForeignKey) -> tuple[Step, ...]:
    column = key.columns[-1]
    columns = tuple(edit.renamed.get(name, name) for name in key.columns)
    known = any((columns, key.parent) == (item.columns, item.parent) for item in edit.recorded.foreign_keys)
    if known or any(map(edit.is_new, columns)):
        return ()
    table = edit.table.name
    campaign = _campaign(edit, key)
    if campaign is not None:
        rule = f"{columns[-1]} IS NULL OR campaign_id = {campaign}"
        check = Check(name=key.name, column=column, kind=CheckKind.PRESENT, expression=rule)
        return (edit.step(Stage.EXAMINE, column, RefuseViolations(table=table, key=edit.key, check=check)),)
    return (edit.step(Stage.EXAMINE, column, RefuseOrphans(table=table, key=replace(key, columns=columns))),)


def _campaign(edit: Edit, key: ForeignKey) -> int | None:
    """Where the rows referred to will be, if they are in no campaign yet; those of `master` go with their entity's."""
    field = edit.fields.get(key.columns[-1])
    target = field.target.table if field and field.target else key.parent
    return edit.arrivals.get(target) if len(key.columns) > 1 else None


def _changed(edit: Edit, before: ForeignKey, key: ForeignKey) -> Edit:
    """The new key is proven beside the old one, then takes its name.

    One that keeps rows within a campaign waits until old code is gone, which knows of none.
    """
    table, column = edit.table.name, key.columns[-1]
    successor = replace(key, name=names.shortened(f"{key.name}_next"))
    elsewhere = replace(before, on_delete=key.on_delete) != key
    narrower = len(key.columns) > len(before.columns)
    refer, prove, exchange = _LATE if narrower else _EARLY
    return edit.then(
        *(_examined(edit, key) if elsewhere else ()),
        edit.step(
            refer,
            column,
            AddForeignKey(table=table, key=successor, table_is_new=False, stricter=before.parent != key.parent),
        ),
        edit.step(prove, column, ValidateConstraint(table=table, name=successor.name, parent=key.parent)),
        edit.step(
            exchange,
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
    stage = Stage.RELEASE if key.columns[-1] in edit.live else Stage.UNLINK
    return edit.then(edit.step(stage, key.columns[-1], operation), table=replace(edit.table, foreign_keys=rest))
