"""The views of operations on columns."""

from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import ColumnOperation
from generator.plan.operations import (
    AddColumn,
    ChangeType,
    DropColumn,
    DropNotNull,
    RenameColumn,
    SetDefault,
    SetNotNull,
    StopSync,
    SyncColumns,
)
from generator.targets.sql import tables
from generator.targets.sql.not_null import NotNullName, not_null_name
from generator.targets.sql.quoting import expression, identifier, literal
from generator.targets.sql.syncs import SyncsView, sync_view


@frozen
class NewColumnView:
    """ALTER TABLE ... ADD COLUMN."""

    table: str
    name: str
    definition: str
    comment: str
    """A literal; empty for none."""
    resumes: bool
    """Whether an interrupted run may have added it."""


@frozen
class ColumnView:
    """ALTER TABLE ... ALTER COLUMN, RENAME COLUMN or DROP COLUMN."""

    table: str
    name: str
    type: str = ""
    default: str = ""
    """An expression; empty for none."""
    to: str = ""
    proof: str = ""
    """The CHECK by which it is known to hold no nulls."""
    not_null_names: tuple[NotNullName, ...] = ()
    resumes: bool = False


def spelled(operation: ColumnOperation, *, resumes: bool) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    match operation:
        case AddColumn():
            template, view = "add_column", _new_column(operation, resumes=resumes)
        case SetDefault(table=table, column=name, default=default):
            template, view = "set_default", _column(table, name, default=expression(default or ""))
        case DropNotNull(table=table, column=name):
            template, view = "drop_not_null", _column(table, name)
        case SetNotNull(table=table, column=name, proof=proof):
            template, view = "set_not_null", _column(table, name, proof=identifier(proof), resumes=resumes)
        case ChangeType():
            template, view = "change_type", _changed(operation)
        case RenameColumn():
            template, view = "rename_column", _renamed(operation)
        case DropColumn(table=table, column=name):
            template, view = "drop_column", _column(table, name, resumes=resumes)
        case SyncColumns(table=table, sync=sync):
            template, view = "sync_columns", SyncsView(syncs=(sync_view(table, sync, replaces=True),))
        case StopSync(table=table, sync=sync):
            template, view = "stop_sync", sync_view(table, sync, replaces=resumes)
        case _:
            assert_never(operation)
    return template, view


def _new_column(operation: AddColumn, *, resumes: bool) -> NewColumnView:
    column = operation.column
    return NewColumnView(
        table=identifier(operation.table),
        name=identifier(column.name),
        definition=f"{column.type} {tables.constraints_of(column)}".rstrip(),
        comment=literal(column.comment) if column.comment else "",
        resumes=resumes,
    )


def _column(table: str, name: str, *, default: str = "", proof: str = "", resumes: bool = False) -> ColumnView:
    return ColumnView(table=identifier(table), name=identifier(name), default=default, proof=proof, resumes=resumes)


def _changed(operation: ChangeType) -> ColumnView:
    column = operation.column
    return ColumnView(
        table=identifier(operation.table),
        name=identifier(column.name),
        type=column.type,
        default=expression(column.default or ""),
    )


def _renamed(operation: RenameColumn) -> ColumnView:
    return ColumnView(
        table=identifier(operation.table),
        name=identifier(operation.column),
        to=identifier(operation.to),
        not_null_names=(not_null_name(operation.table, operation.to),),
    )
