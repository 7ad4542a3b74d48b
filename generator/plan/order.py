"""From steps to migration files: which share a transaction, in which order they run, what they depend on.

Within a service every file depends on the one before. What relies on an extension depends on the core's migration that
installs it. Across services only foreign keys depend on anything: on the migration that gave the table they refer to
its name, which has no foreign keys itself, so services may refer to each other in a circle.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from generator.frozen import replace
from generator.plan import extensions
from generator.plan.blueprint import Migration
from generator.plan.core import CORE_MIGRATIONS
from generator.plan.operations import (
    AddForeignKey,
    AttachPrimaryKey,
    CreateTable,
    DropConstraint,
    DropIndex,
    DropTable,
    Operation,
    PartitionTable,
    RefuseOrphans,
    RenameTable,
)
from generator.plan.schema import Table
from generator.plan.steps import Stage, Step, merged
from generator.plan.wording import creation_slug, slug, summary

_TAKING: Final = (AttachPrimaryKey, DropTable, PartitionTable, RenameTable)


def creation_id(service: str, history: Sequence[str], created: Sequence[str]) -> str:
    """The id of the migration that will create the tables of the entities `created`: always the first of its run."""
    return _id(service, next_number(history), creation_slug(created, later=bool(history)))


def migrations(
    service: str,
    history: Sequence[str],
    created: Sequence[Table],
    steps: Sequence[Step],
    origins: Mapping[str, str],
) -> tuple[Migration, ...]:
    """The new migration files of a service.

    `history` holds the ids of those it has; `origins` the id of the migration that created each table this service
    has or refers to, and each extension.
    """
    ordered: list[Migration] = []
    previous = history[-1] if history else CORE_MIGRATIONS[-1].id
    planned = merged((*creation(created), *steps))
    for number, step in enumerate(planned, next_number(history)):
        parents = _parents(service, step.operations, origins)
        migration = Migration(
            id=_id(service, number, slug(step, later=bool(history))),
            service=service,
            depends=(previous, *(parent for parent in parents if parent != previous)),
            transactional=step.transactional,
            phase=step.phase,
            summary=summary(step),
            operations=step.operations,
        )
        ordered.append(migration)
        previous = migration.id
    return tuple(ordered)


def after_others(
    made: Iterable[Migration], others: Iterable[str], uniques: frozenset[str] = frozenset()
) -> tuple[Migration, ...]:
    """The migrations, those last that take a table, its name or its key from under what `others` have written of it.

    `others` are the last recorded ids of the other services: their foreign keys name the table as it was, or lead to
    one of its `uniques`. In a new database, which runs everything, nothing else would put them first.
    """
    last = tuple(sorted(others))
    return tuple(
        replace(item, depends=tuple(dict.fromkeys((*item.depends, *last))))
        if any(_takes(operation, uniques) for operation in item.operations)
        else item
        for item in made
    )


def _takes(operation: Operation, uniques: frozenset[str]) -> bool:
    dropped = operation.name if isinstance(operation, DropConstraint | DropIndex) else ""
    return isinstance(operation, _TAKING) or dropped in uniques


def creation(created: Sequence[Table]) -> tuple[Step, ...]:
    """The steps that make new tables: all of them first, then their foreign keys.

    The keys are not in one transaction: each locks another pair of tables, and none longer than it must.
    """
    if not created:
        return ()
    keys = tuple(
        AddForeignKey(table=table.name, key=key, table_is_new=True) for table in created for key in table.foreign_keys
    )
    tables = tuple(CreateTable(table=table) for table in created)
    return (_of(Stage.CREATE, created, tables), *((_of(Stage.CONNECT, created, keys),) if keys else ()))


def rename_id(service: str, history: Sequence[str], place: int, former: str, name: str) -> str:
    """The id of the migration that renames an entity; renames come at once after the new tables."""
    return _id(service, next_number(history) + place, f"rename_{former}_{name}")


def _of(stage: Stage, created: Sequence[Table], operations: tuple[Operation, ...]) -> Step:
    return Step(
        stage=stage,
        table=", ".join(table.name for table in created),
        entity="",
        subjects=tuple(table.entity for table in created),
        operations=operations,
    )


def _parents(service: str, operations: Sequence[Operation], origins: Mapping[str, str]) -> tuple[str, ...]:
    """The migrations of others that made what `operations` refer to or rely on: tables, extensions; sorted."""
    keys = [item.key for item in operations if isinstance(item, AddForeignKey | RefuseOrphans)]
    parents = {key.parent for key in keys}
    parents |= {uniques_of(key.parent) for key in keys if key.parent_columns[-1] != "id"}
    parents |= set(map(extensions.origin, extensions.needed(operations)))
    found = {origins[parent] for parent in parents if parent in origins}
    return tuple(sorted(id_ for id_ in found if not id_.startswith(f"{service}.")))


def uniques_of(table: str) -> str:
    """What the uniques of a table are called among tables, by which their migrations are found."""
    return f"uniques of {table}"


def next_number(history: Sequence[str]) -> int:
    """The number of the next migration after those of `history`."""
    return int(history[-1].split(".")[1]) + 1 if history else 1


def _id(service: str, number: int, slug: str) -> str:
    return f"{service}.{number:04}.{slug}"
