"""An entity becomes a campaign's, or everybody's.

Keys, indexes and foreign keys follow by themselves: they are compared like any others. Here are the column, the primary
key, row-level security, and the rows' places in `master`, which are the campaign's too.

To a campaign: what new code needs is built first; what old code would break (it knows no campaign) comes after it.
To everybody: the other way round; new code knows no campaign, so that every rule is widened before it comes.
"""

from collections.abc import Iterator

from generator import names
from generator.frozen import replace
from generator.plan import refusals
from generator.plan.changes.edit import Edit
from generator.plan.keys import MASTER_TABLE
from generator.plan.literals import quoted
from generator.plan.operations import (
    AddColumn,
    AttachPrimaryKey,
    Backfill,
    CreateUniqueIndex,
    DropNotNull,
    Isolate,
    RefuseDuplicates,
    Release,
    SetDefault,
)
from generator.plan.steps import Stage, Step

_COLUMN = "campaign_id"
_GLOBAL = 0
"""The campaign of what belongs to none."""


def plan(edit: Edit) -> Edit:
    """Changes the scope, if it differs."""
    if edit.recorded.scoped == edit.desired.scoped:
        return edit
    if edit.recorded.scoped:
        return _to_everybody(edit)
    if edit.entity.default_campaign is None:
        return edit.refuse(refusals.scope(edit.entity.name, edit.entity.span))
    return _to_campaign(edit, edit.entity.default_campaign)


def _to_campaign(edit: Edit, campaign: int) -> Edit:
    table = edit.table.name
    before = next((item for item in edit.table.columns if item.name == _COLUMN), None)
    if before is not None:
        return edit.refuse(refusals.scope_returns(edit.entity.name, edit.entity.span))
    column = edit.wanted[_COLUMN]
    key, index = _primary_key(edit)
    policy = edit.desired.policy
    return edit.then(
        edit.step(Stage.ADD, _COLUMN, AddColumn(table=table, column=replace(column, default=str(campaign)))),
        edit.step(Stage.INDEX, "pkey", index),
        *_masters(edit, campaign),
        edit.step(
            Stage.RETIRE,
            _COLUMN,
            key,
            *((Isolate(table=table, policy=policy),) if policy else ()),
            SetDefault(table=table, column=_COLUMN, default=None, was=str(campaign)),
        ),
        table=replace(
            edit.with_column(column), scoped=True, primary_key=edit.desired.primary_key, policy=edit.desired.policy
        ),
    )


def _to_everybody(edit: Edit) -> Edit:
    table = edit.table.name
    key, index = _primary_key(edit)
    column = replace(edit.live[_COLUMN], nullable=True, retired=True)
    policy = edit.table.policy
    return edit.then(
        edit.step(Stage.EXAMINE, "pkey", RefuseDuplicates(table=table, key=edit.desired.primary_key)),
        edit.step(Stage.INDEX, "pkey", index),
        edit.step(
            Stage.SETTLE,
            _COLUMN,
            key,
            DropNotNull(table=table, column=_COLUMN),
            *((Release(table=table, policy=policy),) if policy else ()),
        ),
        *_masters(edit, _GLOBAL),
        table=replace(
            edit.with_column(column), scoped=False, primary_key=edit.desired.primary_key, policy=edit.desired.policy
        ),
    )


def _primary_key(edit: Edit) -> tuple[AttachPrimaryKey, CreateUniqueIndex]:
    table, key = edit.table.name, edit.desired.primary_key
    successor = replace(key, name=names.shortened(f"{key.name}_next"))
    return (
        AttachPrimaryKey(table=table, key=key, index=successor.name),
        CreateUniqueIndex(table=table, key=successor),
    )


def _masters(edit: Edit, campaign: int) -> Iterator[Step]:
    """What becomes of the rows' places in master, if they have any."""
    if edit.entity.has_master:
        yield from (_moved(edit, stage, campaign) for stage in (Stage.MOVE, Stage.SWEEP))
        yield from _marked(edit)


def _moved(edit: Edit, stage: Stage, campaign: int) -> Step:
    """The rows' places in master go with them."""
    table = edit.table.name
    own = f"EXISTS (SELECT FROM {table} WHERE {table}.master_id = {MASTER_TABLE}.id)"
    fill = Backfill(
        table=MASTER_TABLE,
        key=(_COLUMN, "id"),
        values=((_COLUMN, str(campaign)),),
        where=f"{_COLUMN} <> {campaign} AND {own}",
    )
    return edit.step(stage, MASTER_TABLE, fill)


def _marked(edit: Edit) -> Iterator[Step]:
    """What became of rows while their places in master were moved: code that looks in the other campaign marks none."""
    table, soft = edit.table.name, "deleted_at" in edit.live
    alive = f"{table}.deleted_at IS NULL" if soft else "true"
    row = f"EXISTS (SELECT FROM {table} WHERE {table}.master_id = {MASTER_TABLE}.id AND {alive})"
    own = f"type = {quoted(f'{edit.entity.key}')}"
    yield _marking(edit, "deleted", f"{own} AND status = 'active' AND NOT {row}")
    if soft:
        yield _marking(edit, "active", f"{own} AND status = 'deleted' AND {row}")


def _marking(edit: Edit, status: str, where: str) -> Step:
    fill = Backfill(table=MASTER_TABLE, key=(_COLUMN, "id"), values=(("status", quoted(status)),), where=where)
    return edit.step(Stage.SWEEP, f"{MASTER_TABLE}_{status}", fill)
