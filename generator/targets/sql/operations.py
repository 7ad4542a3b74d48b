"""The views of all operations but CREATE TABLE: finished pieces of one statement each."""

from dataclasses import dataclass
from typing import assert_never

from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddRetentionClass,
    CreateIndex,
    CreateTable,
    Operation,
    ValidateConstraint,
)
from generator.plan.schema import Column, ForeignKey
from generator.targets.rendering import render
from generator.targets.sql import tables
from generator.targets.sql.core import RetentionView
from generator.targets.sql.indexes import index_view
from generator.targets.sql.quoting import expression, identifier, identifiers, literal
from generator.targets.sql.views import Roles


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintView:
    """ALTER TABLE ... ADD CONSTRAINT."""

    table: str
    name: str
    definition: str
    not_valid: bool
    replaces: bool
    """Whether it drops a constraint of its name first: outside a transaction an interrupted run may have left it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """ALTER TABLE ... ADD COLUMN."""

    table: str
    name: str
    definition: str
    comment: str
    """A literal; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationView:
    """ALTER TABLE ... VALIDATE CONSTRAINT."""

    table: str
    name: str


def statement(operation: Operation, roles: Roles, *, transactional: bool) -> str:
    """The SQL of one operation, without a newline at its end.

    Args:
        operation: what is to be done.
        roles: those of the platform, for the grants and policies of a new table.
        transactional: whether the file is one transaction; if not, what the statement makes may be there already.
    """
    view: object
    match operation:
        case CreateTable():
            template, view = "create_table", tables.table_view(operation.table, roles)
        case AddForeignKey():
            template, view = "add_constraint", _foreign_key_view(operation, replaces=not transactional)
        case AddColumn():
            template, view = "add_column", _column_view(operation.table, operation.column)
        case AddCheck():
            template, view = "add_constraint", _check_view(operation, replaces=not transactional)
        case ValidateConstraint():
            template, view = "validate_constraint", _validation_view(operation)
        case CreateIndex():
            template, view = "create_index_concurrently", index_view(operation.table, operation.index)
        case AddRetentionClass():
            template, view = "add_retention_class", RetentionView(name=operation.name, table=operation.table)
        case _:
            assert_never(operation)
    return render(f"sql/{template}.sql.jinja", view).removesuffix("\n")


def _foreign_key_view(operation: AddForeignKey, *, replaces: bool) -> ConstraintView:
    return ConstraintView(
        table=identifier(operation.table),
        name=identifier(operation.key.name),
        definition=foreign_key(operation.key),
        not_valid=not operation.table_is_new,
        replaces=replaces,
    )


def _check_view(operation: AddCheck, *, replaces: bool) -> ConstraintView:
    return ConstraintView(
        table=identifier(operation.table),
        name=identifier(operation.check.name),
        definition=f"CHECK ({expression(operation.check.expression)})",
        not_valid=True,
        replaces=replaces,
    )


def foreign_key(key: ForeignKey) -> str:
    """`FOREIGN KEY (a, b) REFERENCES parent (c, d) ON DELETE RESTRICT`."""
    # A list of columns after SET NULL is new in PostgreSQL 15; the only column of a key needs none.
    on_delete = key.on_delete.partition(" (")[0] if len(key.columns) == 1 else key.on_delete
    parent = f"{identifier(key.parent)} ({identifiers(key.parent_columns)})"
    return f"FOREIGN KEY ({identifiers(key.columns)}) REFERENCES {parent} ON DELETE {on_delete}"


def _validation_view(operation: ValidateConstraint) -> ValidationView:
    return ValidationView(table=identifier(operation.table), name=identifier(operation.name))


def _column_view(table: str, column: Column) -> ColumnView:
    definition = tables.constraints_of(column)
    return ColumnView(
        table=identifier(table),
        name=identifier(column.name),
        definition=f"{column.type} {definition}".rstrip(),
        comment=literal(column.comment) if column.comment else "",
    )
