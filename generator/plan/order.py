"""From operations to migration files: which share a transaction, in which order they run, what they depend on.

Within a service every file depends on the one before. Across services only foreign keys depend on anything: on the
migration that created the table they refer to, which has no foreign keys itself, so services may refer to each other
in a circle.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.plan.blueprint import Migration
from generator.plan.core import CORE_MIGRATIONS
from generator.plan.hazards import describe
from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    CreateIndex,
    CreateTable,
    Operation,
    ValidateConstraint,
)
from generator.plan.schema import Check, Column, ForeignKey, SchemaIndex, Table

MANY = 3
"""From so many entities on, a file is not named after them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What an existing table gets."""

    table: str
    entity: str
    columns: tuple[Column, ...] = ()
    checks: tuple[Check, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[SchemaIndex, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A migration that has no number yet. Its operations are of one phase."""

    slug: str
    summary: str
    operations: tuple[Operation, ...]
    transactional: bool = True


def creation_id(service: str, history: Sequence[str], created: Sequence[str]) -> str:
    """The id of the migration that will create the tables of the entities `created`: always the first of its run."""
    return _id(service, _next_number(history), _creation_slug(created, later=bool(history)))


def migrations(
    service: str,
    history: Sequence[str],
    created: Sequence[Table],
    additions: Sequence[Additions],
    origins: Mapping[str, str],
) -> tuple[Migration, ...]:
    """The new migration files of a service.

    `history` holds the ids of those it has; `origins` the id of the migration that created each table this service
    has or refers to.
    """
    ordered: list[Migration] = []
    previous = history[-1] if history else CORE_MIGRATIONS[-1].id
    for number, step in enumerate(_steps(created, additions, later=bool(history)), _next_number(history)):
        parents = _parents(service, step.operations, origins)
        migration = Migration(
            id=_id(service, number, step.slug),
            service=service,
            depends=(previous, *(parent for parent in parents if parent != previous)),
            transactional=step.transactional,
            phase=describe(step.operations[0]).phase,
            summary=step.summary,
            operations=step.operations,
        )
        ordered.append(migration)
        previous = migration.id
    return tuple(ordered)


def _steps(created: Sequence[Table], additions: Sequence[Additions], *, later: bool) -> Iterator[_Step]:
    """Expand before validate; an index before the foreign key that it serves, so that a parent's delete never scans."""
    if created:
        yield _create(created, later=later)
    for item in additions:
        yield from _columns(item)
    for item in additions:
        yield from _indexes(item)
    if created:
        yield _new_foreign_keys(created, later=later)
    for item in additions:
        yield from _foreign_keys(item)
    for item in additions:
        yield from _validate(item)


def _create(created: Sequence[Table], *, later: bool) -> _Step:
    return _Step(
        slug=_creation_slug([table.entity for table in created], later=later),
        summary=f"Creates {_listed([table.name for table in created])}.",
        operations=tuple(CreateTable(table=table) for table in created),
    )


def _new_foreign_keys(created: Sequence[Table], *, later: bool) -> _Step:
    """Not in one transaction: each key locks another pair of tables, and none longer than it must."""
    return _Step(
        slug=f"{_creation_slug([table.entity for table in created], later=later)}_foreign_keys"
        if later
        else "foreign_keys",
        summary=f"Adds the foreign keys of {_listed([table.name for table in created])}.",
        operations=tuple(
            AddForeignKey(table=table.name, key=key, table_is_new=True)
            for table in created
            for key in table.foreign_keys
        ),
        transactional=False,
    )


def _columns(item: Additions) -> Iterator[_Step]:
    names = [column.name for column in item.columns]
    if names:
        yield _Step(
            slug=f"add_{item.entity}_{names[0] if len(names) == 1 else 'fields'}",
            summary=f"Adds {_listed(names)} to {item.table}.",
            operations=(
                *(AddColumn(table=item.table, column=column) for column in item.columns),
                *(AddCheck(table=item.table, check=check) for check in item.checks),
            ),
        )


def _indexes(item: Additions) -> Iterator[_Step]:
    for index in item.indexes:
        label = index.name.removeprefix(f"{item.table}_").removesuffix("_idx")
        yield _Step(
            slug=f"index_{item.entity}_{label}",
            summary=f"Builds {index.name}.",
            operations=(CreateIndex(table=item.table, index=index),),
            transactional=False,
        )


def _foreign_keys(item: Additions) -> Iterator[_Step]:
    for key in item.foreign_keys:
        yield _Step(
            slug=f"reference_{item.entity}_{key.columns[-1]}",
            summary=f"Makes {item.table}.{key.columns[-1]} refer to {key.parent}, for new rows.",
            operations=(AddForeignKey(table=item.table, key=key, table_is_new=False),),
        )


def _validate(item: Additions) -> Iterator[_Step]:
    checks = (ValidateConstraint(table=item.table, name=check.name) for check in item.checks)
    keys = (ValidateConstraint(table=item.table, name=key.name, parent=key.parent) for key in item.foreign_keys)
    if operations := (*checks, *keys):
        yield _Step(
            slug=f"validate_{item.entity}",
            summary=f"Validates the new constraints of {item.table}.",
            operations=operations,
        )


def _parents(service: str, operations: Sequence[Operation], origins: Mapping[str, str]) -> tuple[str, ...]:
    """The migrations of other services that created what the foreign keys among `operations` refer to; sorted."""
    parents = {item.key.parent for item in operations if isinstance(item, AddForeignKey)}
    found = {origins[parent] for parent in parents if parent in origins}
    return tuple(sorted(id_ for id_ in found if not id_.startswith(f"{service}.")))


def _creation_slug(entities: Sequence[str], *, later: bool) -> str:
    if not later:
        return "create"
    return f"add_{'_and_'.join(entities) if len(entities) < MANY else 'entities'}"


def _next_number(history: Sequence[str]) -> int:
    return int(history[-1].split(".")[1]) + 1 if history else 1


def _id(service: str, number: int, slug: str) -> str:
    return f"{service}.{number:04}.{slug}"


def _listed(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
