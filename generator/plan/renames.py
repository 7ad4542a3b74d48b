"""What an edit calls by another name, and what it no longer has: for whoever keeps names that clients know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from generator.frozen import frozen, replace
from generator.ir import Entity, Field, Platform, Service
from generator.plan.records import Record
from generator.plan.schema import Table


@frozen
class Renames:
    """New names and the recorded ones that they replace in this run; empty once the lock has the new ones."""

    entities: Mapping[str, str] = field(default_factory=dict)
    """By the entity's new name."""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By the entity's new name: its new columns, and those that they take the place of."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By `entity.column`: the new values of an enum, and the old ones."""
    operations: Mapping[str, str] = field(default_factory=dict)
    """By the operation's new name."""


@frozen
class Removals:
    """What the spec had until this run, or until an earlier one."""

    entities: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By entity: every retired column that is not dropped yet."""
    rpcs: tuple[str, ...] = ()
    """Those of this run only: the record has them no more."""


def renames(record: Record, service: Service) -> Renames:
    """The renames that the spec declares and the record does not know yet."""
    recorded = {table.entity: table for table in record.tables if not table.retired}
    entities = {item.name: former for item in service.entities if (former := _former(item, recorded))}
    columns = {
        item.name: _columns(service, item, table, entities)
        for item in service.entities
        if (table := recorded.get(entities.get(item.name, item.name)))
    }
    operations = {rpc.operation for rpc in record.rpcs if rpc.operation}
    return Renames(
        entities=entities,
        columns={name: found for name, found in columns.items() if found},
        values=_values(service, recorded, entities, columns),
        operations={
            item.name: item.renamed_from
            for item in service.operations
            if item.renamed_from in operations and item.name not in operations
        },
    )


def with_parents_renamed(tables: Iterable[Table], platform: Platform) -> tuple[Table, ...]:
    """The tables, referring to entities of any service by the names that these have after the run.

    PostgreSQL follows a renamed table by itself: nothing but the record has to change.
    """
    after = platform.former_tables
    return tuple(_with_parents(table, after) for table in tables) if after else tuple(tables)


def _with_parents(table: Table, after: Mapping[str, str]) -> Table:
    keys = tuple(replace(key, parent=after.get(key.parent, key.parent)) for key in table.foreign_keys)
    counts = tuple(replace(item, parent=after.get(item.parent, item.parent)) for item in table.counts)
    return replace(table, foreign_keys=keys, counts=counts)


def _former(entity: Entity, recorded: Mapping[str, Table]) -> str | None:
    known = entity.renamed_from in recorded and entity.name not in recorded
    return entity.renamed_from if known else None


def _columns(service: Service, entity: Entity, table: Table, entities: Mapping[str, str]) -> Mapping[str, str]:
    """A child's reference to its parent is called like the parent; one by another value, like that."""
    live = {column.name for column in table.columns if not column.retired}
    asked = {item.column: tuple(_candidates(service, entity, item)) for item in entity.fields}
    if entity.parent and entity.parent_column and entity.parent.key.entity in entities:
        asked[entity.parent_column] = (f"{entities[entity.parent.key.entity]}_id",)
    found = {new: next((name for name in names if name in live), None) for new, names in asked.items()}
    return {new: old for new, old in found.items() if old is not None and new not in live}


def _candidates(service: Service, entity: Entity, field: Field) -> Iterator[str]:
    """The columns that the field can have had: a reference's ends in what it is, or in what its target is called by."""
    if field.renamed_from:
        yield from (field.renamed_from, f"{field.renamed_from}_id", f"{field.renamed_from}_master_id")
    if field.target and field.target.by:
        own = field.target.key.service == service.name
        named = service.entity(field.target.key.entity).field(field.target.by).renamed_from if own else None
        kept = {item.column for item in entity.fields}
        formers = (f"{field.renamed_from or field.name}_{by}" for by in (named, field.target.by) if by)
        yield from (name for name in formers if name not in kept)


def _values(
    service: Service,
    recorded: Mapping[str, Table],
    entities: Mapping[str, str],
    columns: Mapping[str, Mapping[str, str]],
) -> Mapping[str, Mapping[str, str]]:
    """Those whose old value the column's CHECK still has."""
    found = {}
    for entity in service.entities:
        table = recorded.get(entities.get(entity.name, entity.name))
        for item in entity.fields:
            if table and item.renamed_values:
                known = _known_values(table, columns[entity.name].get(item.column, item.column))
                found[f"{entity.name}.{item.column}"] = {
                    new: old for new, old in item.renamed_values if old in known and new not in known
                }
    return {name: values for name, values in found.items() if values}


def _known_values(table: Table, column: str) -> frozenset[str]:
    checks = (check.expression for check in table.checks if check.column == column and check.kind == "values")
    return frozenset(value for expression in checks for value in values_of(expression))


def values_of(expression: str) -> Iterable[str]:
    """The values that the CHECK of an enum allows: they are names, so no quote is inside one."""
    return expression.partition("(")[2].rstrip(")").replace("'", "").split(", ")
