"""Unique keys that come, change what rows they bind, or go.

One that goes is dropped after the last old code is gone: its `ON CONFLICT` names the key.
"""

from generator import names
from generator.frozen import replace
from generator.ir import SYSTEM_COLUMNS
from generator.plan.changes.edit import Edit
from generator.plan.keys import LIVE
from generator.plan.operations import (
    AttachUnique,
    CreateUniqueIndex,
    DropConstraint,
    DropIndex,
    Operation,
    RefuseDuplicates,
    RenameIndex,
)
from generator.plan.rewriting import rewritten
from generator.plan.schema import Table, UniqueKey
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Adds, changes and drops unique keys; those of a retired column go too, and the column stays."""
    before = {key.name: key for key in edit.table.uniques}
    after = {key.name: key for key in edit.desired.uniques}
    for name, key in after.items():
        if not edit.live.keys() >= set(key.columns):
            continue  # a column of it is refused
        if name not in before:
            edit = edit.then(*_added(edit, key), table=_with(edit, key))
        elif before[name] != key:
            steps = (
                _stricter(edit, before[name], key)
                if _is_stricter(before[name], key)
                else _looser(edit, before[name], key)
            )
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
    questions = _examined(edit, key)
    build = CreateUniqueIndex(table=edit.table.name, key=key, stricter=_is_felt(key, questions))
    return (
        *questions,
        edit.step(Stage.INDEX, _label(edit, key), build),
        *(() if key.is_index else (edit.step(Stage.SETTLE, _label(edit, key), *_attached(edit, key)),)),
    )


def _is_felt(key: UniqueKey, questions: tuple[Step, ...]) -> bool:
    """Whether code that runs may write what it forbids: not in columns that nobody fills but the database."""
    return bool(questions) and not set(key.columns) <= SYSTEM_COLUMNS


def _examined(edit: Edit, key: UniqueKey) -> tuple[Step, ...]:
    key = _as_recorded(edit, key)
    if any(map(edit.is_new, key.columns)) or any(_binds(item, key) for item in edit.recorded.uniques):
        return ()
    # Before soft deletion comes, every row is a live one.
    asked = replace(key, where=_among_live(key.where)) if edit.is_new("deleted_at") else key
    return (edit.step(Stage.EXAMINE, _label(edit, key), RefuseDuplicates(table=edit.table.name, key=asked)),)


def _among_live(where: str | None) -> str | None:
    """The predicate without the part that a row must not be deleted."""
    return where and (where.removeprefix(LIVE).removeprefix(" AND ") or None)


def _as_recorded(edit: Edit, key: UniqueKey) -> UniqueKey:
    """The key over the columns that there are."""
    terms, where = key.terms, key.where
    for name, former in edit.renamed.items():
        terms = tuple(rewritten(term, name, former) for term in terms)
        where = where and rewritten(where, name, former)
    return replace(key, columns=tuple(edit.renamed.get(name, name) for name in key.columns), terms=terms, where=where)


def _binds(known: UniqueKey, key: UniqueKey) -> bool:
    """Whether rows that obey the recorded key obey the other, as far as that is asked here."""
    same = (known.columns, known.terms, known.nulls_same) == (key.columns, key.terms, key.nulls_same)
    return same and known.where in (None, LIVE, key.where)


def _attached(edit: Edit, key: UniqueKey) -> tuple[Operation, ...]:
    return () if key.is_index else (AttachUnique(table=edit.table.name, key=key),)


def _is_stricter(before: UniqueKey, key: UniqueKey) -> bool:
    """Whether it binds more rows, or all of them across campaigns."""
    if len(before.columns) != len(key.columns):
        return len(key.columns) < len(before.columns)
    if before.terms != key.terms:
        return bool(key.terms)
    if before.nulls_same != key.nulls_same:
        return key.nulls_same
    return key.where is None or before.where is not None


def _stricter(edit: Edit, before: UniqueKey, key: UniqueKey) -> tuple[Step, ...]:
    """It holds before new code relies on it; old code may name the old one until it is gone."""
    table, label = edit.table.name, _label(edit, key)
    successor = replace(key, name=names.shortened(f"{key.name}_next"))
    former = names.shortened(f"{key.name}_until_{edit.number:04}")
    questions = _examined(edit, key)
    return (
        *questions,
        edit.step(Stage.INDEX, label, CreateUniqueIndex(table=table, key=successor, stricter=_is_felt(key, questions))),
        edit.step(
            Stage.SETTLE,
            label,
            RenameIndex(table=table, name=key.name, to=former),
            RenameIndex(table=table, name=successor.name, to=key.name),
            *_attached(edit, key),
        ),
        _dropped(edit, replace(before, name=former)),
    )


def _looser(edit: Edit, before: UniqueKey, key: UniqueKey) -> tuple[Step, ...]:
    """The old one stays until old code is gone, which names it; until then no row is refused to little."""
    table, label = edit.table.name, _label(edit, key)
    successor = replace(key, name=names.shortened(f"{key.name}_next"))
    former = names.shortened(f"{key.name}_until_{edit.number:04}")
    build = edit.step(Stage.INDEX, label, CreateUniqueIndex(table=table, key=successor))
    take = (RenameIndex(table=table, name=successor.name, to=key.name), *_attached(edit, key))
    if not before.is_index:
        drop = DropConstraint(table=table, name=key.name)
        return (build, edit.step(Stage.RETIRE, label, drop, *take))
    rename = RenameIndex(table=table, name=key.name, to=former)
    return (build, edit.step(Stage.RETIRE, label, rename, *take), _dropped(edit, replace(before, name=former)))


def _dropped(edit: Edit, key: UniqueKey) -> Step:
    table, label = edit.table.name, _label(edit, key)
    if key.is_index:
        return edit.step(Stage.DISCARD, label, DropIndex(table=table, name=key.name))
    return edit.step(Stage.RETIRE, label, DropConstraint(table=table, name=key.name))


def _label(edit: Edit, key: UniqueKey) -> str:
    return key.name.removeprefix(f"{edit.table.name}_")
