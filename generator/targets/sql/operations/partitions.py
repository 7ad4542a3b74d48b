"""The views of operations on tables in partitions."""

from collections.abc import Iterator
from typing import assert_never

from generator.frozen import frozen
from generator.plan import sharing
from generator.plan.hazards.subjects import PartitionOperation
from generator.plan.operations import AddPartitions, AttachIndex, DropPartitionedIndex, NamePartitions, PartitionTable
from generator.plan.partitioning import KEY, Partition, Partitioning
from generator.plan.schema import SchemaIndex, Table
from generator.targets.sql.indexes import IndexView, index_view, unique_index_view
from generator.targets.sql.operations.constraints import foreign_key
from generator.targets.sql.operations.indexes import NamedIndexView
from generator.targets.sql.partitions import PartitionsView, PartitionView, partition_view
from generator.targets.sql.quoting import identifier, identifiers
from generator.targets.sql.sharing import Guards
from generator.targets.sql.tables import ConstraintLine, table_view
from generator.targets.sql.views import Roles


@frozen
class AttachedIndexView:
    """CREATE INDEX ... ON ONLY and what is attached to it."""

    index: IndexView
    parts: tuple[str, ...]
    """The indexes of the partitions."""


@frozen
class NamesView:
    """The names of what partitions own."""

    partitions: PartitionsView


@frozen
class AddedPartitionsView:
    """Partitions at the end of a table."""

    partitions: PartitionsView
    """The new ones."""
    last: PartitionView
    """The one that was the last, as it will be."""
    proof: str
    parents: str
    """The tables that are referred to, as LOCK TABLE names them."""


@frozen
class Moved:
    """Something of a table that its first partition keeps, under a name of its own."""

    name: str
    to: str


@frozen
class PartitionedTableView:
    """A table that becomes the first partition of one that takes its name."""

    name: str
    comment: str
    """A literal."""
    primary_key: ConstraintLine
    indexes: tuple[IndexView, ...]
    partitions: PartitionsView
    """All but the first."""
    first: PartitionView
    proof: str
    parents: str
    """The tables that are referred to, as LOCK TABLE names them."""
    moved: tuple[Moved, ...]
    """Indexes, those behind the primary key among them."""
    dropped: tuple[str, ...]
    """Constraints that finished indexes have taken the place of, and foreign keys that lead to the table itself."""
    identity: str
    """The sequence of the ids."""
    foreign_keys: tuple[ConstraintLine, ...]
    policies: tuple[str, ...]
    """Those that the first partition leaves to the table."""
    policy: str | None
    guards: Guards | None
    current_campaign: str
    privileges: str
    rw: str
    ro: str
    commented: tuple[str, ...]
    """The columns with comments, which a partition has not."""


def spelled(operation: PartitionOperation, roles: Roles) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    match operation:
        case AttachIndex():
            template, view = "attach_index", _attached(operation)
        case DropPartitionedIndex(name=name):
            template, view = "drop_partitioned_index", NamedIndexView(name=identifier(name))
        case NamePartitions(table=table, keys=keys):
            template, view = "partition_names", NamesView(partitions=_partitions(table, (), keys=keys))
        case PartitionTable():
            template, view = "partition_table", _partitioned(operation, roles)
        case AddPartitions():
            template, view = "add_partitions", _added(operation)
        case _:
            assert_never(operation)
    return template, view


def _partitions(table: str, items: tuple[Partition, ...], *, keys: bool = True) -> PartitionsView:
    return PartitionsView(table=identifier(table), by="", items=tuple(map(partition_view, items)), keys=keys)


def _attached(operation: AttachIndex) -> AttachedIndexView:
    index = operation.index
    spelled_index = (
        index_view(operation.table, index, only=True)
        if isinstance(index, SchemaIndex)
        else unique_index_view(operation.table, index, only=True)
    )
    parts = tuple(identifier(item.owned(index.name)) for item in operation.partitions)
    return AttachedIndexView(index=spelled_index, parts=parts)


def _added(operation: AddPartitions) -> AddedPartitionsView:
    return AddedPartitionsView(
        partitions=_partitions(operation.table, operation.added),
        last=partition_view(operation.last),
        proof=identifier(operation.proof),
        parents=_others(operation.table, operation.parents),
    )


def _partitioned(operation: PartitionTable, roles: Roles) -> PartitionedTableView:
    before, after = operation.before, operation.after
    first, *others = _of(after).partitions
    whole = table_view(after, roles)
    return PartitionedTableView(
        name=whole.name,
        comment=whole.comment,
        primary_key=ConstraintLine(
            name=identifier(after.primary_key.name),
            definition=f"PRIMARY KEY ({identifiers(after.primary_key.columns)})",
        ),
        indexes=whole.indexes,
        partitions=PartitionsView(
            table=identifier(after.name),
            by=f"{_of(after).method.value} ({KEY})",
            items=tuple(map(partition_view, others)),
        ),
        first=partition_view(first),
        proof=identifier(operation.proof),
        parents=_others(after.name, tuple(key.parent for key in after.foreign_keys)),
        moved=tuple(Moved(name=identifier(name), to=identifier(first.owned(name))) for name in _kept(before)),
        dropped=tuple(map(identifier, _replaced(before))),
        identity=next((identifier(column.identity) for column in after.columns if column.identity), ""),
        foreign_keys=tuple(
            ConstraintLine(name=identifier(key.name), definition=foreign_key(key))
            for key in after.foreign_keys
            if key.parent != after.name
        ),
        policies=tuple(map(identifier, sharing.policies(before.policy, shared=before.shared))),
        policy=whole.policy,
        guards=whole.guards,
        current_campaign=whole.current_campaign,
        privileges=whole.privileges,
        rw=roles.rw,
        ro=roles.ro,
        commented=tuple(identifier(column.name) for column in before.columns if column.comment),
    )


def _of(table: Table) -> Partitioning:
    if table.partitioning is None:
        raise AssertionError(f"{table.name} is whole")
    return table.partitioning


def _kept(table: Table) -> Iterator[str]:
    yield table.primary_key.name
    yield from (key.name for key in table.uniques if key.is_index)
    yield from (index.name for index in table.indexes)


def _replaced(table: Table) -> Iterator[str]:
    yield from (key.name for key in table.uniques if not key.is_index)
    yield from (key.name for key in table.foreign_keys if key.parent == table.name)


def _others(table: str, parents: tuple[str, ...]) -> str:
    return ", ".join(identifier(parent) for parent in dict.fromkeys(parents) if parent != table)
