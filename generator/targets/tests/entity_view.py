"""What the test modules of one entity are told."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import names
from generator.ir import Entity, Field, OnDelete, Target, Unique
from generator.plan.blueprint import Blueprint
from generator.plan.keys import foreign_keys, unique_keys
from generator.targets.tests.factories_view import enum_class
from generator.targets.tests.refusals import refused
from generator.targets.tests.isolation_view import IsolationView, isolation_view
from generator.targets.tests.source import call, case, logged_head, text_literal
from generator.targets.tests.transitions_view import TransitionView, put, transition_views
from generator.targets.tests.values import boundaries


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueView:
    """A unique group of the spec."""

    name: str
    """`slug`, for the names of tests."""
    method: str
    """`slug_channel`, for the names of methods."""
    columns: tuple[str, ...]
    """Those that a creation sets."""
    fields: str
    """A tuple of all columns, as an error reports them."""
    constraint: str
    """A literal."""
    arguments: str
    """`row.slug, row.channel`."""
    upsertable: bool
    """Whether a creation always gives all of them."""
    logged_head: str
    """The head of the test of what an upsert logs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """A filter of the list."""

    column: str
    put: str | None
    """For a column that only transitions change: the await that makes the first of `rows` differ."""
    page: str
    """The await of a filtered list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """A foreign key of a field or to the parent."""

    column: str
    field: str
    """The column as a literal."""
    constraint: str
    """A literal."""
    attribute: str
    """What of the target it holds: `id` or `master_id`."""
    scoped: bool
    """Whether the target belongs to a campaign."""
    any_target: str
    """The await that makes a target in campaign `other`."""
    repository: str
    """The target's."""
    key: str
    """Arguments of the target's deletion."""
    restricts: bool
    """Whether the target cannot be deleted before this row."""
    empties: bool
    """Whether its deletion makes the column NULL."""


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
    """Finished cases: constraint, assignment."""
    refusals: tuple[str, ...]
    """Finished cases: field, value."""
    master_constraint: str
    unique_constraints: tuple[str, ...]
    """Finished cases: column, constraint, of the keys that every table has."""
    filters: tuple[FilterView, ...]
    pages: str
    """The statement that reads all pages into `listed`."""
    searched: tuple[str, ...]
    """Literals of the columns that search reads."""
    old_word: str
    new_word: str
    isolation: IsolationView
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
        references=tuple(_references(blueprint, entity)),
        checks=tuple(dict.fromkeys(_check(item.constraint, item.column, item.sql) for item in refused(entity))),
        refusals=tuple(_refusals(entity)),
        master_constraint=text_literal(names.shortened(f"{entity.table}_master_id_fkey")),
        unique_constraints=tuple(case(f'"{column}"', text_literal(keys[column])) for column in ("uuid", "master_id")),
        filters=tuple(_filter(entity, entity.field(item), f"{scope}{parent}") for item in entity.filters),
        pages=_pages(f"{scope}{parent}"),
        searched=tuple(text_literal(item.column) for item in _searched(entity)),
        old_word=_word(entity, "row"),
        new_word=_word(entity, "new"),
        isolation=isolation_view(service, entity),
        transitions=transition_views(service, entity),
        retention=text_literal(entity.events[0].retention),
    )


def _boundaries(entity: Entity) -> Iterator[str]:
    for field in entity.writable:
        for value in boundaries(field, enum_class(entity, field)):
            yield case(text_literal(field.column), value)


def _check(constraint: str, column: str, sql: str) -> str:
    return case(text_literal(constraint), text_literal(f"{column} = {sql}"))


def _refusals(entity: Entity) -> Iterator[str]:
    writable = {item.column for item in entity.writable}
    for item in refused(entity):
        if item.python is not None and item.column in writable:
            yield case(text_literal(item.column), item.python)


def _unique(entity: Entity, unique: Unique) -> UniqueView:
    fields = tuple(entity.field(name) for name in unique.fields)
    columns = tuple(item.column for item in fields)
    listed = ", ".join(text_literal(column) for column in columns)
    spelled = (f"samples.present(row.{item.column})" if item.nullable else f"row.{item.column}" for item in fields)
    return UniqueView(
        name="_and_".join(columns),
        method="_".join(columns),
        columns=tuple(item.column for item in fields if item.name not in entity.governed),
        fields=f"({listed},)" if len(columns) == 1 else f"({listed})",
        constraint=text_literal(names.shortened(f"{entity.table}_{'_'.join(columns)}_key")),
        arguments=", ".join(spelled),
        logged_head=logged_head(f"test_upsert_by_{'_and_'.join(columns)}_logs_what_it_did", scoped=entity.scoped),
        upsertable=all(item.required and item.name not in entity.governed for item in fields),
    )


def _references(blueprint: Blueprint, entity: Entity) -> Iterator[ReferenceView]:
    constraints = {key.columns[-1]: key.name for key in foreign_keys(entity)}
    if entity.parent and entity.parent_column:
        yield _reference(blueprint, entity.parent_column, entity.parent, "id", constraints[entity.parent_column])
    for field in entity.writable:
        if field.target:
            attribute = "master_id" if field.type.name == "master" else "id"
            yield _reference(blueprint, field.column, field.target, attribute, constraints[field.column])


def _reference(blueprint: Blueprint, column: str, target: Target, attribute: str, constraint: str) -> ReferenceView:
    to = blueprint.platform.entity(target.key)
    module = "" if target.key.service == blueprint.service.name else f"{target.key.service}_"
    deletes = attribute == "id" and not to.soft_delete
    return ReferenceView(
        column=column,
        field=text_literal(column),
        constraint=text_literal(constraint),
        attribute=attribute,
        scoped=to.scoped,
        any_target=f"await {module}factories.any_{to.name}({'work, other' if to.scoped else 'work'})",
        repository=f"{names.pascal(to.name)}Repository",
        key=f"{'campaign, ' if to.scoped else ''}samples.present(row.{column})",
        restricts=deletes and target.on_delete is OnDelete.RESTRICT,
        empties=deletes and target.on_delete is OnDelete.SET_NULL,
    )


def _filter(entity: Entity, field: Field, listed: str) -> FilterView:
    governed = field.name in entity.governed
    rest = [value for value in field.values if value != field.default] if governed else []
    arguments = (*(item for item in listed.split(", ") if item), "page_size=1000", f"{field.column}=wanted")
    return FilterView(
        column=field.column,
        put=put(field, "rows[0]", text_literal(rest[-1])) if rest else None,
        page=call("page = await repository.list", arguments, indent=8),
    )


def _pages(listed: str) -> str:
    page = f"lambda token: repository.list({listed}page_size=2, page_token=token)"
    return call("listed = await reading.all_pages", (page,), indent=8)


def _searched(entity: Entity) -> tuple[Field, ...]:
    return tuple(entity.field(item.field) for item in entity.search.fields) if entity.search else ()


def _word(entity: Entity, variable: str) -> str:
    """The expression of a value of `variable` that search reads."""
    for field in _searched(entity):
        value = f"{variable}.{field.column}"
        return f"samples.present({value})" if field.nullable else value
    return ""
