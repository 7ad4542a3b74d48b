"""Keeps the migrations of several services in step where one gives a table another key, and others refer to the table.

Their foreign keys can only name the new key once its index is there, and the old key only goes when none names it:

    owner      ADD the column .. INDEX the new key .................................... take its place
    referrer   EXAMINE rows                          REFERENCE, VALIDATE, REPLACE the foreign key

Each of these edges leads to a later stage of a run (`steps.Stage`): services may refer to each other in a circle.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.frozen import frozen, replace
from generator.plan.blueprint import Migration
from generator.plan.operations import (
    AddColumn,
    AddForeignKey,
    AttachPrimaryKey,
    CreateUniqueIndex,
    DropConstraint,
    Phase,
    RefuseViolations,
)
from generator.plan.schema import Check


@frozen
class Rekeying:
    """A table that gets another primary key."""

    service: str
    table: str
    index: str
    """The id of the migration that builds the index of the new key."""
    columns: tuple[str, ...]
    """Of the new key."""


def in_step(made: Sequence[Migration]) -> tuple[Migration, ...]:
    """The new migrations of all services, with what each has to wait for in the others."""
    for item in rekeyings(made):
        made = [_waiting(migration, item, made) for migration in made]
    return tuple(made)


def rekeyings(made: Iterable[Migration]) -> tuple[Rekeying, ...]:
    """The tables that get another primary key by the migrations."""
    known = tuple(made)
    attached = {
        operation.index for item in known for operation in item.operations if isinstance(operation, AttachPrimaryKey)
    }
    return tuple(
        Rekeying(service=item.service, table=operation.table, index=item.id, columns=operation.key.columns)
        for item in known
        for operation in item.operations
        if isinstance(operation, CreateUniqueIndex) and operation.key.name in attached
    )


def origins(made: Iterable[Migration]) -> Mapping[str, str]:
    """The migrations that give tables the keys by which others refer to them from now on, by table."""
    return {item.table: item.index for item in rekeyings(made)}


def late_farewells(made: Iterable[Migration]) -> Iterator[tuple[str, str]]:
    """The tables that get another key before old code is gone, each with one whose foreign key to it stays until then.

    In the other direction, towards a campaign, the old key stays as long.
    """
    known = tuple(made)
    early = {
        operation.table
        for item in known
        for operation in item.operations
        if isinstance(operation, AttachPrimaryKey) and item.phase is not Phase.CONTRACT
    }
    for item in known:
        for operation in item.operations:
            if isinstance(operation, DropConstraint) and operation.parent in early and item.phase is Phase.CONTRACT:
                yield operation.parent, operation.table


def _waiting(migration: Migration, item: Rekeying, made: Sequence[Migration]) -> Migration:
    """The migration, after those of other services that have to do with the key before it."""
    others = [other for other in made if other.service != item.service]
    waits = tuple(_asked_of_owner(migration, item, others) if migration.service == item.service else ())
    if migration.service != item.service and _refers(migration, item.table):
        waits = (item.index,)
    return replace(migration, depends=tuple(dict.fromkeys((*migration.depends, *waits))))


def _asked_of_owner(migration: Migration, item: Rekeying, others: Sequence[Migration]) -> Iterator[str]:
    for operation in migration.operations:
        match operation:
            case AttachPrimaryKey(table=item.table):
                yield from (other.id for other in others if _parts(other, item.table))
            case AddColumn(table=item.table, column=column) if column.name in item.columns:
                yield from (other.id for other in others if _examines(other, item.table, others))


def _refers(migration: Migration, table: str) -> bool:
    return any(isinstance(one, AddForeignKey) and one.key.parent == table for one in migration.operations)


def _parts(migration: Migration, table: str) -> bool:
    """Whether it takes a foreign key to the table away."""
    return any(isinstance(one, DropConstraint) and one.parent == table for one in migration.operations)


def _examines(migration: Migration, table: str, others: Sequence[Migration]) -> bool:
    """Whether it refuses rows that a foreign key to the table would refuse."""
    columns = {
        (one.table, one.key.columns[-1])
        for other in others
        for one in other.operations
        if isinstance(one, AddForeignKey) and one.key.parent == table
    }
    return any(
        isinstance(one, RefuseViolations) and isinstance(one.check, Check) and (one.table, one.check.column) in columns
        for one in migration.operations
    )
