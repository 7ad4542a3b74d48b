"""The views of operations on constraints."""

from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import ConstraintOperation
from generator.plan.operations import (
    AddCheck,
    AddForeignKey,
    AttachPrimaryKey,
    AttachUnique,
    DropConstraint,
    RenameConstraint,
    ValidateConstraint,
)
from generator.plan.schema import ForeignKey
from generator.targets.sql.quoting import expression, identifier, identifiers, literal


@frozen
class NewConstraintView:
    """ALTER TABLE ... ADD CONSTRAINT."""

    table: str
    name: str
    definition: str
    not_valid: bool
    replaces: bool
    """Whether it drops a constraint of its name first: outside a transaction an interrupted run may have left it."""


@frozen
class ConstraintView:
    """ALTER TABLE ... VALIDATE, DROP or RENAME CONSTRAINT, or ADD CONSTRAINT ... USING INDEX."""

    table: str
    name: str
    to: str = ""
    index: str = ""
    text: str = ""
    """The name as a literal."""
    resumes: bool = False


def spelled(operation: ConstraintOperation, *, resumes: bool) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    match operation:
        case AddForeignKey():
            template, view = "add_constraint", _foreign_key_view(operation, replaces=resumes)
        case AddCheck():
            template, view = "add_constraint", _check_view(operation, replaces=resumes)
        case ValidateConstraint(table=table, name=name):
            template, view = "validate_constraint", _constraint(table, name)
        case DropConstraint(table=table, name=name):
            template, view = "drop_constraint", _constraint(table, name, resumes=resumes)
        case RenameConstraint(table=table, name=name, to=to):
            template, view = "rename_constraint", _constraint(table, name, to=identifier(to), resumes=resumes)
        case AttachUnique(table=table, key=key):
            template, view = "attach_unique", _constraint(table, key.name, resumes=resumes)
        case AttachPrimaryKey(table=table, key=key, index=index):
            template, view = "attach_primary_key", _constraint(table, key.name, index=identifier(index))
        case _:
            assert_never(operation)
    return template, view


def foreign_key(key: ForeignKey) -> str:
    """`FOREIGN KEY (a, b) REFERENCES parent (c, d) ON DELETE RESTRICT`."""
    # A list of columns after SET NULL is new in PostgreSQL 15; the only column of a key needs none.
    on_delete = key.on_delete.partition(" (")[0] if len(key.columns) == 1 else key.on_delete
    parent = f"{identifier(key.parent)} ({identifiers(key.parent_columns)})"
    return f"FOREIGN KEY ({identifiers(key.columns)}) REFERENCES {parent} ON DELETE {on_delete}"


def _foreign_key_view(operation: AddForeignKey, *, replaces: bool) -> NewConstraintView:
    return NewConstraintView(
        table=identifier(operation.table),
        name=identifier(operation.key.name),
        definition=foreign_key(operation.key),
        not_valid=not (operation.table_is_new or operation.proven),
        replaces=replaces or operation.led_to is not None,
    )


def _check_view(operation: AddCheck, *, replaces: bool) -> NewConstraintView:
    return NewConstraintView(
        table=identifier(operation.table),
        name=identifier(operation.check.name),
        definition=f"CHECK ({expression(operation.check.expression)})",
        not_valid=True,
        replaces=replaces,
    )


def _constraint(table: str, name: str, *, to: str = "", index: str = "", resumes: bool = False) -> ConstraintView:
    return ConstraintView(
        table=identifier(table), name=identifier(name), to=to, index=index, text=literal(name), resumes=resumes
    )
