"""The way back: the operations that undo those of a migration, where nothing can get lost by it.

Afterwards the catalogue is what it was before. What the migration has made is dropped only if it is found to hold
nothing, in the same transaction; what it took away, filled in or moved does not come back, and so there is no way back.
"""

from dataclasses import replace
from typing import Final, assert_never

from generator import names
from generator.plan import operations as ops
from generator.plan.blueprint import Migration
from generator.plan.hazards import Reversibility, describe
from generator.plan.hazards.subjects import (
    CascadeOperation,
    ColumnOperation,
    ConstraintOperation,
    CountOperation,
    DerivedOperation,
    FinderOperation,
    HistoryOperation,
    IndexOperation,
    PartitionOperation,
    RowOperation,
    SearchOperation,
    TableOperation,
)
from generator.plan.operations import Operation, Phase
from generator.plan.schema import Check, CheckKind, Table, UniqueKey
from generator.tree import rollback_id

Undone = tuple[Operation, ...] | None
"""Operations in order: none where there is nothing to be done."""
NO_WAY_BACK: Final = None

_AT_ONCE = ops.RefuseLoss | ops.ChangeType | ops.RenameColumn | ops.SetSharing
"""What is only safe together with what follows it, or may not be done twice."""

RareOperation = (
    SearchOperation
    | FinderOperation
    | CascadeOperation
    | HistoryOperation
    | CountOperation
    | DerivedOperation
    | PartitionOperation
    | ops.AddRetentionClass
    | ops.CreateExtension
)
"""What has no way back yet: each is about functions, triggers or rows whose former state it does not say."""


def undoing(migration: Migration) -> Migration | None:
    """The file that undoes the migration, as a migration of its own; None if there is no safe way.

    There is none for what takes away, because the code that would need it is gone; nor for a baseline, which a database
    counts as applied that has run other files.
    """
    if not migration.operations or migration.phase is Phase.CONTRACT or migration.replaces:
        return None
    operations: list[Operation] = []
    for operation in reversed(migration.operations):
        found = undone(operation)
        if found is NO_WAY_BACK:
            return None
        operations.extend(found)
    transactional = migration.transactional and all(map(_fits_a_transaction, operations))
    if not transactional and any(isinstance(operation, _AT_ONCE) for operation in operations):
        return None
    return replace(
        migration,
        id=rollback_id(migration.id),
        depends=(),
        transactional=transactional,
        phase=Phase.CONTRACT,
        summary=f"Undoes: {migration.summary}",
        operations=tuple(operations),
    )


def undone(operation: Operation) -> Undone:
    """The operations that undo one, in order; NO_WAY_BACK where nothing does, or not safely."""
    found: Undone
    if isinstance(operation, TableOperation):
        found = _of_tables(operation)
    elif isinstance(operation, ColumnOperation):
        found = _of_columns(operation)
    elif isinstance(operation, ConstraintOperation):
        found = _of_constraints(operation)
    elif isinstance(operation, IndexOperation):
        found = _of_indexes(operation)
    elif isinstance(operation, RowOperation):
        found = _of_rows(operation)
    elif isinstance(operation, RareOperation):
        found = NO_WAY_BACK
    else:
        assert_never(operation)
    return found


def _fits_a_transaction(operation: Operation) -> bool:
    """Whether it may be one transaction with others: a scan shall not hold their locks meanwhile."""
    return describe(operation).transactional and not isinstance(operation, ops.ValidateConstraint)


def _of_tables(operation: TableOperation) -> Undone:
    found: Undone
    match operation:
        case ops.CreateTable(table=table):
            found = _dropped(table)
        case ops.SetPrivileges(table=name, may_delete=may_delete):
            found = (ops.SetPrivileges(table=name, may_delete=not may_delete),)
        case ops.SetSharing(table=name, policy=policy, is_shared=is_shared):
            found = (ops.SetSharing(table=name, policy=policy, is_shared=not is_shared),)
        case ops.RenameTable() | ops.RenewCompatibilityViews() | ops.DropCompatibilityView():
            found = NO_WAY_BACK  # what the views showed is not known here
        case ops.RenewRoutines():
            found = NO_WAY_BACK  # an older version of scaffold wrote those before
        case ops.Isolate() | ops.Release():
            found = NO_WAY_BACK  # a part of a change of scope, which keys and rows take part in
        case ops.DropTable():
            found = NO_WAY_BACK
        case _:
            assert_never(operation)
    return found


def _dropped(table: Table) -> Undone:
    """The end of a table that has no row; what is kept of rows that are gone would be lost with it."""
    if table.history or table.tenant or table.former_names:
        return NO_WAY_BACK
    return (ops.RefuseLoss(table=table.name), ops.DropTable(table=table))


def _of_columns(operation: ColumnOperation) -> Undone:
    found: Undone
    match operation:
        case ops.AddColumn(table=table, column=column):
            found = (ops.RefuseLoss(table=table, column=column), ops.DropColumn(table=table, column=column.name))
        case ops.SetDefault(table=table, column=name, default=default, was=was):
            found = (ops.SetDefault(table=table, column=name, default=was, was=default),)
        case ops.DropNotNull(table=table, column=name):
            found = _required(table, name)
        case ops.SetNotNull(table=table, column=name, proof=proof):
            found = _optional(table, name, proof)
        case ops.ChangeType():
            found = _retyped(operation)
        case ops.RenameColumn(table=table, column=name, to=to):
            found = (ops.RenameColumn(table=table, column=to, to=name),)
        case ops.SyncColumns() | ops.StopSync():
            found = NO_WAY_BACK  # whether there was another one before is not known here
        case ops.DropColumn():
            found = NO_WAY_BACK
        case _:
            assert_never(operation)
    return found


def _required(table: str, column: str) -> Undone:
    """NOT NULL again, unless a row has made use of its end; proven beforehand, like any other."""
    proof = _presence(column, names.shortened(f"{table}_{column}_{CheckKind.PRESENT}_check"))
    return (
        ops.RefuseViolations(table=table, key=("id",), check=proof),
        ops.AddCheck(table=table, check=proof),
        ops.ValidateConstraint(table=table, name=proof.name),
        ops.SetNotNull(table=table, column=column, proof=proof.name),
    )


def _optional(table: str, column: str, proof: str) -> Undone:
    """The proof comes back first, so that there is never a moment without a rule."""
    return (
        ops.AddCheck(table=table, check=_presence(column, proof)),
        ops.ValidateConstraint(table=table, name=proof),
        ops.DropNotNull(table=table, column=column),
    )


def _presence(column: str, name: str) -> Check:
    return Check(name=name, column=column, kind=CheckKind.PRESENT, expression=f"{column} IS NOT NULL")


def _retyped(operation: ops.ChangeType) -> Undone:
    """The type of before, where it has the same bytes in that direction too."""
    if describe(operation).reversible is not Reversibility.YES:
        return NO_WAY_BACK
    column = replace(operation.column, type=operation.was)
    return (ops.ChangeType(table=operation.table, column=column, was=operation.column.type),)


def _of_constraints(operation: ConstraintOperation) -> Undone:
    found: Undone
    match operation:
        case ops.AddForeignKey(table=table, key=key, proven=False, led_to=None):
            found = (ops.DropConstraint(table=table, name=key.name, parent=key.parent),)
        case ops.AddCheck(table=table, check=check):
            found = (ops.DropConstraint(table=table, name=check.name, was=check),)
        case ops.ValidateConstraint():
            found = ()  # it holds of the rows all the same, and to say so once more costs nothing
        case ops.RenameConstraint(table=table, name=name, to=to):
            found = (ops.RenameConstraint(table=table, name=to, to=name),)
        case ops.AttachUnique(table=table, key=key):
            found = _detached(table, key)
        case ops.DropConstraint():
            found = _bound_again(operation)
        case ops.AddForeignKey() | ops.AttachPrimaryKey():
            found = NO_WAY_BACK  # what was in their place is not known here
        case _:
            assert_never(operation)
    return found


def _detached(table: str, key: UniqueKey) -> Undone:
    """The index without the constraint, which takes its index along: another one is built beside it."""
    index = replace(key, name=names.shortened(f"{key.name}_until_undone"))
    return (
        ops.CreateUniqueIndex(table=table, key=index),
        ops.DropConstraint(table=table, name=key.name),
        ops.RenameIndex(table=table, name=index.name, to=key.name),
    )


def _bound_again(operation: ops.DropConstraint) -> Undone:
    """A rule that has gone, unless a row has made use of that."""
    table, check = operation.table, operation.was
    if check is None:
        return NO_WAY_BACK
    return (
        ops.RefuseViolations(table=table, key=("id",), check=check),
        ops.AddCheck(table=table, check=check),
        ops.ValidateConstraint(table=table, name=check.name),
    )


def _of_indexes(operation: IndexOperation) -> Undone:
    match operation:
        case ops.CreateIndex(table=table, index=index):
            return (ops.DropIndex(table=table, name=index.name),)
        case ops.CreateUniqueIndex(table=table, key=key):
            return (ops.DropIndex(table=table, name=key.name),)
        case ops.RenameIndex(table=table, name=name, to=to):
            return (ops.RenameIndex(table=table, name=to, to=name),)
        case ops.DropIndex():
            return NO_WAY_BACK  # what it was over is not known here
        case _:
            assert_never(operation)


def _of_rows(operation: RowOperation) -> Undone:
    match operation:
        case ops.RefuseDuplicates() | ops.RefuseLoss() | ops.RefuseOrphans() | ops.RefuseViolations():
            return ()
        case ops.Backfill() | ops.PlantSeeds():
            return NO_WAY_BACK  # nobody knows any more which rows held what before
        case _:
            assert_never(operation)
