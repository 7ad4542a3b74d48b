"""The views of operations on rows: the backfill, and the questions that are asked before a constraint asks them."""

from collections.abc import Iterable
from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import RowOperation
from generator.plan.operations import (
    Backfill,
    PlantSeeds,
    RefuseDuplicates,
    RefuseLoss,
    RefuseOrphans,
    RefuseViolations,
)
from generator.plan.schema import Check, Column
from generator.targets.sql.operations.seeds import seeds_view
from generator.targets.sql.quoting import expression, identifier, identifiers, literal
from generator.targets.sql.views import Roles


@frozen
class BackfillView:
    """A DO block that fills in the rows of a table in batches along its primary key."""

    table: str
    columns: str
    """Those of the primary key, with commas."""
    width: int
    """How many they are."""
    after: str
    """The key after which a batch begins, as many terms as columns."""
    until: str
    """The key with which it ends."""
    taken: str
    """Names for the key of a row that nobody else works on."""
    is_taken: str
    """The condition that a row has that key."""
    lock: str
    """The one on rows that their update takes anyway: the stronger one where it changes their key."""
    assignments: tuple[str, ...]
    """With the comma that follows each."""
    where: str


@frozen
class QuestionView:
    """A DO block that stops with the first rows that stand in the way of a constraint."""

    table: str
    rows: str
    """How a row is named: an expression of type text."""
    order: str
    """The columns to sort them by."""
    conditions: str
    columns: str = ""
    parent: str = ""
    match: str = ""
    """The condition that a row of the parent is the one referred to."""
    refusal: str = ""
    """What is wrong, as a literal with a place for the number of rows."""
    hint: str = ""
    """A literal."""


@frozen
class LossView:
    """A lock, and a DO block that stops with the first row that holds what would be lost."""

    table: str
    condition: str
    """Which rows hold something; empty for all."""
    refusal: str
    """What is wrong, as a literal."""
    hint: str
    """A literal."""


def spelled(operation: RowOperation, roles: Roles) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    match operation:
        case Backfill():
            template, view = "backfill", _backfill(operation)
        case PlantSeeds():
            template, view = "seeds", seeds_view(operation, roles)
        case RefuseDuplicates():
            template, view = "refuse_duplicates", _duplicates(operation)
        case RefuseLoss():
            template, view = "refuse_loss", _loss(operation)
        case RefuseOrphans():
            template, view = "refuse_orphans", _orphans(operation)
        case RefuseViolations():
            template, view = "refuse_violations", _violations(operation)
        case _:
            assert_never(operation)
    return template, view


def _backfill(operation: Backfill) -> BackfillView:
    places = range(1, len(operation.key) + 1)
    assignments = [f"{identifier(name)} = {expression(value)}" for name, value in operation.values]
    changed = {name for name, _ in operation.values}
    # No column of a spec has a dot in its name.
    taken = [f'"taken.{name}"' for name in operation.key]
    pairs = zip(operation.key, taken, strict=True)
    return BackfillView(
        table=identifier(operation.table),
        columns=identifiers(operation.key),
        width=len(operation.key),
        after=", ".join(f"backfill.after[{place}]" for place in places),
        until=", ".join(f"backfill.until[{place}]" for place in places),
        taken=", ".join(taken),
        is_taken=" AND ".join(f"{identifier(name)} = {other}" for name, other in pairs),
        lock="FOR NO KEY UPDATE" if set(operation.key).isdisjoint(changed) else "FOR UPDATE",
        assignments=(*(f"{item}," for item in assignments[:-1]), assignments[-1]),
        where=expression(operation.where),
    )


def _duplicates(operation: RefuseDuplicates) -> QuestionView:
    key = operation.key
    present = [] if key.nulls_same else [f"{identifier(column)} IS NOT NULL" for column in key.columns]
    return QuestionView(
        table=identifier(operation.table),
        rows="id::text",
        order="id",
        conditions=_all([*present, *([f"({expression(key.where)})"] if key.where else [])]) or "TRUE",
        columns=expression(", ".join(key.terms)) if key.terms else identifiers(key.columns),
        refusal=literal(f"{operation.table}: % rows share their ({', '.join(key.columns)})"),
        hint=literal("Change or delete all but one row of each group, then run the migration again."),
    )


def _loss(operation: RefuseLoss) -> LossView:
    column = operation.column
    what = f"{operation.table}.{column.name} has values" if column else f"{operation.table} has rows"
    return LossView(
        table=identifier(operation.table),
        condition=_is_written(column) if column else "",
        refusal=literal(f"{what} that a rollback would lose"),
        hint=literal(
            "Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody "
            "needs them, delete them, then run the rollback again."
        ),
    )


def _is_written(column: Column) -> str:
    """The condition that a row holds something else in the column than what the column began with."""
    name = identifier(column.name)
    if column.default is None:
        return f"{name} IS NOT NULL"
    # As texts, because not every type has an equality.
    return f"{name}::text IS DISTINCT FROM ({expression(column.default)})::{column.type}::text"


def _orphans(operation: RefuseOrphans) -> QuestionView:
    key = operation.key
    pairs = zip(key.parent_columns, key.columns, strict=True)
    return QuestionView(
        table=identifier(operation.table),
        rows="child.id::text",
        order="child.id",
        conditions=_all(f"child.{identifier(column)} IS NOT NULL" for column in key.columns),
        parent=identifier(key.parent),
        match=_all(f"parent.{identifier(theirs)} = child.{identifier(ours)}" for theirs, ours in pairs),
        refusal=literal(f"{operation.table}: % rows refer by ({', '.join(key.columns)}) to no row of {key.parent}"),
        hint=literal("Correct or empty the reference of these rows, or restore what they refer to; then run it again."),
    )


def _violations(operation: RefuseViolations) -> QuestionView:
    check = operation.check
    said = check.column if isinstance(check, Check) else f"({', '.join(check.columns)})"
    return QuestionView(
        table=identifier(operation.table),
        rows=f"concat_ws('/', {identifiers(operation.key)})",
        order=identifiers(operation.key),
        conditions=f"NOT ({expression(check.expression)})",
        refusal=literal(f"{operation.table}: % rows have a {said} that {check.name} forbids"),
        hint=literal(f"{operation.ways_out}, then run the migration again."),
    )


def _all(conditions: Iterable[str]) -> str:
    return " AND ".join(conditions)
