"""A column that takes another's place, row by row: both are there for a while, and a trigger keeps them equal.

The new one has no value until its rows are filled, whatever its default: added with one it would seem filled.
"""

import re
from collections.abc import Collection, Iterator

from generator import names
from generator.frozen import replace
from generator.plan import refusals
from generator.plan.changes.edit import Edit
from generator.plan.conversions import Conversion, conversion, holds
from generator.plan.literals import quoted
from generator.plan.operations import AddColumn, Backfill, SetDefault, SyncColumns
from generator.plan.schema import Column, ColumnSync
from generator.plan.steps import Stage


def synced(edit: Edit, old: Column, new: Column, by: Conversion, until: str | None = None) -> Edit:
    """The edit with the column `new` added beside `old`, nullable for now, and filled from it.

    `until` is the name that `old` has once old code is gone, if that is another one.
    """
    table = edit.table.name
    sync = sync_of(table, old.name, new, by)
    bare = replace(new, nullable=True, default=None)
    default = () if new.default is None else (SetDefault(table=table, column=new.name, default=new.default, was=None),)
    stage = Stage.RETIRE if goes_late(new) else Stage.ADD
    edit = with_default(edit, old, by, new.default, stage, until if stage is Stage.RETIRE else None)
    before, earlier = edit.table.syncs, tuple(led_to(edit, old.name, new, by))
    if new.name in edit.wanted:
        edit = with_earlier_defaults(edit, earlier, new.default, stage)
    else:  # it has a name for a while only, and they go on when it has its own
        former = edit.live[old.name].default
        changed = () if stage is Stage.RETIRE else (item for item in before if item.new == old.name)
        earlier = tuple(replace(item, default=former) for item in changed)
    fill = Backfill(
        table=table,
        key=edit.key,
        values=((new.name, by.forward.format(old.name)),),
        where=f"{new.name} IS NULL AND {old.name} IS NOT NULL",
    )
    return edit.then(
        edit.step(
            Stage.ADD,
            new.name,
            AddColumn(table=table, column=bare),
            *default,
            SyncColumns(table=table, sync=sync),
            *(SyncColumns(table=table, sync=item) for item in earlier),
        ),
        edit.step(Stage.BACKFILL, new.name, fill),
        table=replace(edit.with_column(replace(new, nullable=True)), syncs=(*with_others(before, earlier), sync)),
    )


def led_to(edit: Edit, old: str, new: Column, by: Conversion) -> Iterator[ColumnSync]:
    """The syncs of columns that `old` itself took the place of, with `new`: each former column leads to the newest.

    In a chain of triggers the order of their names would decide whether a value gets to its end.
    """
    for sync in edit.table.syncs:
        if sync.new == old:
            value = by.backward.format(f"NEW.{new.name}")
            back = value if re.fullmatch(r"NEW\.\w+", value) else f"({value})"
            yield replace(
                sync,
                new=new.name,
                forward=by.forward.format(sync.forward),
                backward=_reading(sync.backward, old, back),
                default=new.default,
            )


def _reading(expression: str, column: str, by: str) -> str:
    """An expression of a trigger with `by` in the place of the column."""
    return re.sub(rf"\bNEW\.{re.escape(column)}\b", lambda _: by, expression)


def with_others(syncs: tuple[ColumnSync, ...], others: tuple[ColumnSync, ...]) -> tuple[ColumnSync, ...]:
    """The syncs, those of `others` in the place of the ones of their names."""
    changed = {sync.name: sync for sync in others}
    return tuple(changed.get(sync.name, sync) for sync in syncs)


def with_earlier_defaults(edit: Edit, syncs: tuple[ColumnSync, ...], default: str | None, stage: Stage) -> Edit:
    """The edit with the default of the former column of each of `syncs` like that of their successor."""
    for sync in syncs:
        former = next(column for column in edit.table.columns if column.name == sync.old)
        back = sync.backward.replace("{", "{{").replace("}", "}}")
        back = _reading(back, sync.new, "{0}")
        edit = with_default(edit, former, Conversion(forward="{}", backward=back), default, stage)
    return edit


def carried_over(edit: Edit, column: str) -> Conversion | None:
    """How the values of the column that `column` takes the place of become its own; None if some could not."""
    field, former = edit.fields.get(column), edit.former(edit.renamed[column])
    by = conversion(former.type, edit.wanted[column].type)
    if by is None or field is None or not field.renamed_values:
        return by
    pairs = [(quoted(old), quoted(new)) for new, old in field.renamed_values]
    forward = "".join(f" WHEN {old} THEN {new}" for old, new in pairs)
    backward = "".join(f" WHEN {new} THEN {old}" for old, new in pairs)
    # In brackets, or PL/pgSQL would take the first THEN for the end of a condition.
    return Conversion(
        forward=f"(CASE {{0}}{forward} ELSE {{0}} END)", backward=f"(CASE {{0}}{backward} ELSE {{0}} END)"
    )


def goes_late(new: Column) -> bool:
    """Whether a default stays until old code is gone: that may leave out what new code must give."""
    return new.default is None and not new.nullable


def with_default(
    edit: Edit, old: Column, by: Conversion, default: str | None, stage: Stage, until: str | None = None
) -> Edit:
    """The edit with the old column's default like the new one's: an insert that leaves out both means that value."""
    same = None if default is None else default if by.backward in {"{}", "{0}"} else by.backward.format(f"({default})")
    if old.default in {same, default}:
        return edit
    if default is not None and not holds(old.type, default):
        name = next((new for new, was in edit.renamed.items() if was == old.name), old.name)
        return edit.refuse(
            refusals.default_of_the_former(edit.entity.name, old.name, old.type, default, edit.span(name))
        )
    operation = SetDefault(table=edit.table.name, column=until or old.name, default=same, was=old.default)
    return edit.then(edit.step(stage, old.name, operation), table=edit.with_column(replace(old, default=same)))


def sync_of(table: str, old: str, new: Column, by: Conversion, taken: Collection[str] = ()) -> ColumnSync:
    """The trigger between the two; its name comes before those of the triggers that read what it writes."""
    name = names.shortened(f"copy_{table}_{new.name}")
    return ColumnSync(
        name=names.shortened(f"copy_{table}_{old}") if name in taken else name,
        old=old,
        new=new.name,
        forward=by.forward.format(f"NEW.{old}"),
        backward=by.backward.format(f"NEW.{new.name}"),
        default=new.default,
        as_text=new.type == "POINT",
    )
