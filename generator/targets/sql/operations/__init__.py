"""The SQL of operations: a template and a view for each, in one module per subject."""

from typing import assert_never

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
from generator.plan.operations import AddRetentionClass, CreateExtension, Operation
from generator.targets.rendering import render
from generator.targets.sql import counts, derived
from generator.targets.sql.core import RetentionView
from generator.targets.sql.operations import (
    cascades,
    columns,
    constraints,
    finders,
    history,
    indexes,
    partitions,
    rows,
    search,
    tables,
)
from generator.targets.sql.views import Roles


def statement(operation: Operation, roles: Roles, *, transactional: bool) -> str:  # noqa: C901, PLR0912 - one branch per subject
    """The SQL of one operation, without a newline at its end.

    Args:
        operation: what is to be done.
        roles: those of the platform, for the grants and policies of a new table.
        transactional: whether the file is one transaction; if not, what the statement makes may be there already.
    """
    view: object
    if isinstance(operation, TableOperation):
        template, view = tables.spelled(operation, roles, resumes=not transactional)
    elif isinstance(operation, ColumnOperation):
        template, view = columns.spelled(operation, resumes=not transactional)
    elif isinstance(operation, ConstraintOperation):
        template, view = constraints.spelled(operation, resumes=not transactional)
    elif isinstance(operation, IndexOperation):
        template, view = indexes.spelled(operation, resumes=not transactional)
    elif isinstance(operation, RowOperation):
        template, view = rows.spelled(operation, roles)
    elif isinstance(operation, SearchOperation):
        template, view = search.spelled(operation, roles)
    elif isinstance(operation, FinderOperation):
        template, view = finders.spelled(operation, roles)
    elif isinstance(operation, CascadeOperation):
        template, view = cascades.spelled(operation)
    elif isinstance(operation, HistoryOperation):
        template, view = history.spelled(operation, roles)
    elif isinstance(operation, CountOperation):
        template, view = counts.spelled(operation)
    elif isinstance(operation, DerivedOperation):
        template, view = derived.spelled(operation)
    elif isinstance(operation, PartitionOperation):
        template, view = partitions.spelled(operation, roles)
    elif isinstance(operation, AddRetentionClass):
        template, view = "add_retention_class", RetentionView(name=operation.name, table=operation.table)
    elif isinstance(operation, CreateExtension):
        template, view = "create_extension", operation
    else:
        assert_never(operation)
    return render(f"sql/{template}.sql.jinja", view).removesuffix("\n")
