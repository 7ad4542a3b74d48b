"""What the test modules of one entity are told."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import names
from generator.ir import Entity, Field, Service, Unique
from generator.plan.blueprint import Blueprint
from generator.plan.keys import foreign_keys, unique_keys
from generator.targets.tests.factories_view import enum_class
from generator.targets.tests.refusals import refused
from generator.targets.tests.source import text_literal
from generator.targets.tests.transitions_view import TransitionView, transition_views
from generator.targets.tests.values import boundaries


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueView:
    """A unique group of the spec."""

    name: str
    """`slug`, for the names of tests."""
    columns: tuple[str, ...]
    fields: str
    """A tuple of the columns as an error reports them."""
    constraint: str
    arguments: str
    """`row.slug, row.channel`."""
    free_elsewhere: bool
    """Whether another campaign can have the same values: none of them refers to a row."""
    upsertable: bool
    """Whether a creation always gives all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """A filter of the list."""

    column: str
    other: str | None
    """For a column that only transitions change: another value than the one it starts with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """A foreign key of a field or to the parent."""

    column: str
    constraint: str
    target: str
    """The entity that it points at."""
    target_repository: str
    target_module: str
    target_id: str
    """The expression of the target's key as the arguments of its repository."""
    target_work: str
    deletable: bool
    """Whether deleting the target removes its row, so that the foreign key decides."""
    sets_null: bool
    scoped: bool
    """Whether the target belongs to a campaign."""
    any_target: str
    """The factory call of a target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """One entity."""

    name: str
    words: str
    plural: str
    service: str
    table: str
    title: str
    model: str
    changes: str
    repository: str
    message: str
    """The name of its message: `Article`."""
    pb2: str
    scoped: bool
    soft_delete: bool
    optimistic: bool
    writable: bool
    fixtures: str
    """`database: Database, campaign: int`."""
    work: str
    """`database.unit_of_work(campaign)`."""
    place: str
    """Arguments of the factories: `work, campaign`."""
    scope: str
    """First arguments of the repository's methods: `campaign, `."""
    alone: str
    """The same where no more follow: `campaign`."""
    campaign: str
    """What its event rows say: `campaign`, or `0`."""
    listed: str
    """First arguments of `list` for `rows`: campaign and parent."""
    parent: str | None
    columns: tuple[str, ...]
    """Literals of the columns that an update may name."""
    nullable: tuple[str, ...]
    """Literals of those that may become NULL."""
    boundaries: tuple[str, ...]
    uniques: tuple[UniqueView, ...]
    references: tuple[ReferenceView, ...]
    checks: tuple[str, ...]
    """Finished tuples: constraint, assignment."""
    refusals: tuple[str, ...]
    """Finished tuples: field, value."""
    master_constraint: str
    unique_constraints: tuple[str, ...]
    """Finished tuples: column, constraint, of the keys that every table has."""
    filters: tuple[FilterView, ...]
    searched: tuple[str, ...]
    transitions: tuple[TransitionView, ...]
    retention: str
    """A literal: the class of its implied events."""


def entity_view(blueprint: Blueprint, entity: Entity) -> EntityView:
    """The view of `entity`."""
    service, model = blueprint.service, names.pascal(entity.name)
    parent = f"rows[0].{entity.parent_column}, " if entity.parent_column else ""
    scope = "campaign, " if entity.scoped else ""
    keys = {key.columns[-1]: key.name for key in unique_keys(entity)}
    return EntityView(
        name=entity.name,
        words=names.words(entity.name),
        plural=entity.plural,
        service=service.name,
        table=entity.table,
        title=names.words(entity.name).capitalize(),
        model=f"models.{model}",
        changes=f"models.{model}Changes",
        repository=f"{model}Repository",
        message=model,
        pb2=f"{service.name}_pb2",
        scoped=entity.scoped,
        soft_delete=entity.soft_delete,
        optimistic=entity.optimistic,
        writable=bool(entity.writable),
        fixtures="database: Database, campaign: int" if entity.scoped else "database: Database",
        work="database.unit_of_work(campaign)" if entity.scoped else "database.unit_of_work()",
        place="work, campaign" if entity.scoped else "work",
        scope=scope,
        alone="campaign" if entity.scoped else "",
        campaign="campaign" if entity.scoped else "0",
        listed=f"{scope}{parent}",
        parent=entity.parent_column,
        columns=tuple(text_literal(item.column) for item in entity.writable),
        nullable=tuple(text_literal(item.column) for item in entity.writable if item.nullable),
        boundaries=tuple(_boundaries(entity)),
        uniques=tuple(_unique(entity, item) for item in entity.unique),
        references=tuple(_references(blueprint, service, entity)),
        checks=tuple(dict.fromkeys(_check(item.constraint, item.column, item.sql) for item in refused(entity))),
        refusals=tuple(_refusals(entity)),
        master_constraint=names.shortened(f"{entity.table}_master_id_fkey"),
        unique_constraints=tuple(f'("{column}", "{keys[column]}")' for column in ("uuid", "master_id")),
        filters=tuple(_filter(entity, entity.field(item)) for item in entity.filters),
        searched=_searched(entity),
        transitions=transition_views(service, entity),
        retention=text_literal(entity.events[0].retention),
    )


def _boundaries(entity: Entity) -> Iterator[str]:
    for field in entity.writable:
        for value in boundaries(field, enum_class(entity, field)):
            yield f"({text_literal(field.column)}, {value})"


def _check(constraint: str, column: str, sql: str) -> str:
    return f"({text_literal(constraint)}, {text_literal(f'{column} = {sql}')})"


def _refusals(entity: Entity) -> Iterator[str]:
    writable = {item.column for item in entity.writable}
    for item in refused(entity):
        if item.python is not None and item.column in writable:
            yield f"({text_literal(item.column)}, {item.python})"


def _unique(entity: Entity, unique: Unique) -> UniqueView:
    fields = tuple(entity.field(name) for name in unique.fields)
    columns = tuple(item.column for item in fields)
    listed = ", ".join(text_literal(column) for column in columns)
    spelled = (f"samples.present(row.{item.column})" if item.nullable else f"row.{item.column}" for item in fields)
    return UniqueView(
        name="_and_".join(columns),
        columns=tuple(item.column for item in fields if item.name not in entity.governed),
        fields=f"({listed},)" if len(columns) == 1 else f"({listed})",
        constraint=names.shortened(f"{entity.table}_{'_'.join(columns)}_key"),
        arguments=", ".join(spelled),
        free_elsewhere=all(item.target is None for item in fields),
        upsertable=all(item.required and item.name not in entity.governed for item in fields),
    )


def _references(blueprint: Blueprint, service: Service, entity: Entity) -> Iterator[ReferenceView]:
    constraints = {key.columns[-1]: key.name for key in foreign_keys(entity)}
    targets = [(entity.parent_column, entity.parent, "ref")] if entity.parent else []
    targets += [(item.column, item.target, item.type.name) for item in entity.writable if item.target]
    for column, target, kind in targets:
        if column is None or target is None:
            continue
        to = blueprint.platform.entity(target.key)
        module = "factories" if target.key.service == service.name else f"{target.key.service}_factories"
        place = "work, campaign" if to.scoped else "work"
        yield ReferenceView(
            column=column,
            constraint=constraints[column],
            target=names.words(to.name),
            target_repository=f"{names.pascal(to.name)}Repository",
            target_module=f"{blueprint.platform.package}.{target.key.service}.repository",
            target_id=f"campaign, samples.present(row.{column})" if to.scoped else f"samples.present(row.{column})",
            target_work="database.unit_of_work(campaign)" if entity.scoped else "database.unit_of_work()",
            deletable=kind == "ref" and not to.soft_delete,
            sets_null=target.on_delete.value == "set_null",
            scoped=to.scoped,
            any_target=f"{module}.any_{to.name}({place.replace('campaign', 'other')})",
        )


def _filter(entity: Entity, field: Field) -> FilterView:
    other = None
    if field.name in entity.governed:
        rest = [value for value in field.values if value != field.default]
        other = text_literal(rest[-1]) if rest else None
    return FilterView(column=field.column, other=other)


def _searched(entity: Entity) -> tuple[str, ...]:
    if entity.search is None:
        return ()
    return tuple(text_literal(entity.field(item.field).column) for item in entity.search.fields)
