"""What `repository.py` of a service says: one class per entity, a method per statement."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Platform, Service
from generator.plan.blueprint import Blueprint
from generator.targets.python import annotations
from generator.targets.python.aggregates_view import AggregateMethod, aggregate_imports, aggregate_methods
from generator.targets.python.answers_view import concerns
from generator.targets.python.keyed_methods import keyed_methods
from generator.targets.python.lifecycle_view import LifecycleMethodsView, lifecycle_methods
from generator.targets.python.methods import MethodView, method, signature
from generator.targets.python.models_view import created_columns
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter, entity_names
from generator.targets.python.nearest_view import nearest_imports
from generator.targets.python.parts_view import part_imports
from generator.targets.python.read_models_view import ViewMethod, view_imports, view_methods
from generator.targets.python.repository_lists import ListsView, lists_view
from generator.targets.python.repository_writes import WritesView, key_words, writes_view
from generator.targets.python.secrets_view import RevealView, reveal_views
from generator.targets.python.statements_view import state_columns
from generator.targets.python.transition_methods import transition_imports
from generator.targets.source.imports import import_block
from generator.targets.source.layout import Brackets, Call, Expression, laid_out, parentheses
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

BODY = 8


@view
class EnumColumn:
    """A column that the model has as something else than the driver returns: a member of an enum, or a document."""

    attribute: str
    enum: str
    conversion: str
    """The statement that makes it so, where it is not None."""


@view
class RepositoryView:
    """The repository of one entity."""

    names: EntityNames
    label: str
    """The entity's name as a literal, for errors."""
    scoped: bool
    in_campaign: str
    """` in the campaign`, for the ends of sentences; empty where it is not scoped."""
    campaign: str
    """`campaign_id, ` where the entity is scoped, else empty."""
    optimistic: bool
    soft_delete: bool
    batch_delete: bool
    searchable: bool
    unique: bool
    """Whether the spec has unique groups."""
    unresolved: str
    """What of a creation may not exist; empty where it refers to nothing."""
    refers: bool
    """Whether a change may set what it refers to."""
    restricted: bool
    """Whether others that refer to it may forbid its deletion."""
    guarded: bool
    """Whether a follow-up statement tells why a write found no row."""
    enums: tuple[EnumColumn, ...]
    row_head: str
    """The head of the function that makes a row a model."""
    values_head: str
    values: str
    """Returns the tuple of a creation's parameters."""
    concerns: tuple[str, ...]
    """Statements that say which kept answers its writes are about."""
    columns: str
    """Assigns the tuple of the columns that changes may name."""
    lookups: tuple[MethodView, ...]
    reveals: tuple[RevealView, ...]
    """The methods that read hidden columns."""
    get_many_signature: str
    get_many_call: str
    get_many_result: str
    writes: WritesView
    lifecycle: LifecycleMethodsView
    lists: ListsView
    aggregates: tuple[AggregateMethod, ...]
    views: tuple[ViewMethod, ...]

    @property
    def where(self) -> str:
        """Where its rows are: `a campaign`."""
        return "a campaign" if self.scoped else "the platform"


@view
class RepositoriesView:
    """All of `repository.py`."""

    spec: str
    title: str
    imports: str
    entities: tuple[RepositoryView, ...]


def repository_view(blueprint: Blueprint) -> RepositoriesView:
    """The view of the service's repositories."""
    service = blueprint.service
    package = blueprint.platform.package
    return RepositoriesView(
        spec=service.path,
        title=f"Reads and writes of the {names.words(service.name)} service, inside a unit of work.",
        imports=import_block(package, _imports(package, service)),
        entities=tuple(_entity(blueprint.platform, service, item) for item in service.entities),
    )


def _columns(entity: Entity, known: EntityNames) -> str:
    columns = parentheses(tuple(text_literal(item.column) for item in entity.changeable))
    return laid_out(columns, indent=0, prefix=f"_{known.constant}_COLUMNS: Final[tuple[str, ...]] = ")


def _entity(platform: Platform, service: Service, entity: Entity) -> RepositoryView:
    known = entity_names(entity)
    values = parentheses(tuple(f"new.{name}" for name in created_columns(entity)))
    parameters = ("self", *campaign_parameter(entity), f"{known.name}_ids: Sequence[int]")
    return RepositoryView(
        names=known,
        label=text_literal(entity.name),
        scoped=entity.scoped,
        in_campaign=" in the campaign" if entity.scoped else "",
        campaign="campaign_id, " if entity.scoped else "",
        optimistic=entity.optimistic,
        soft_delete=entity.soft_delete,
        batch_delete=entity.rpcs.batch_delete,
        searchable=entity.search is not None,
        unique=bool(entity.unique),
        unresolved=_unresolved(entity),
        refers=_refers(entity),
        restricted=not entity.soft_delete and platform.restricts(entity.key),
        guarded=bool(state_columns(service, entity)),
        enums=(*_enum_columns(entity), *_document_columns(entity)),
        row_head=_function(f"_{known.name}", "row: Record", known.model),
        values_head=_function(f"_{known.name}_values", f"new: {known.new}", "tuple[object, ...]"),
        values=laid_out(values, indent=4, prefix="return "),
        columns=_columns(entity, known),
        concerns=concerns(platform, entity),
        lookups=tuple(_lookups(entity, known)),
        reveals=reveal_views(entity, known),
        get_many_signature=signature("get_many", parameters, f"Sequence[{known.model}]"),
        get_many_call=_get_many(entity, known),
        get_many_result=laid_out(
            Brackets((f"_{known.name}(found[key])", f"for key in {known.name}_ids", "if key in found")),
            indent=BODY,
            prefix="return ",
        ),
        writes=writes_view(service, entity, known),
        lifecycle=lifecycle_methods(entity, known),
        lists=lists_view(entity, known),
        aggregates=aggregate_methods(entity),
        views=view_methods(entity),
    )


def _get_many(entity: Entity, known: EntityNames) -> str:
    many = (f"statements.{known.constant}_GET_MANY", *campaign_argument(entity), f"{known.name}_ids")
    return laid_out(Call("self._work.fetch", many), indent=BODY, prefix="rows = await ")


def _unresolved(entity: Entity) -> str:
    refers = entity.parent or any(item.target for item in entity.writable)
    row = "a row it refers to" if refers else ""
    return " or ".join(filter(None, ("the campaign" if entity.scoped else "", row))).capitalize()


def _refers(entity: Entity) -> bool:
    return any(item.target for item in entity.changeable)


def _function(name: str, parameter: str, returns: str) -> str:
    return laid_out(Call(f"def {name}", (parameter,), f" -> {returns}:"), indent=0)


def _enum_columns(entity: Entity) -> Iterator[EnumColumn]:
    for field in entity.fields:
        if field.values:
            enum = annotations.enum_members(entity.name, field)
            value = f"model.{field.column}"
            spelled = laid_out(annotations.stored_member(entity.name, field, value), indent=8, prefix=f"{value} = ")
            yield EnumColumn(attribute=field.column, enum=enum, conversion=spelled)


def _document_columns(entity: Entity) -> Iterator[EnumColumn]:
    for field in entity.fields:
        row = field.element or field.type
        if field.fields and row.check:
            value, read = f"model.{field.column}", f"{row.core}.{row.check.removeprefix('check_')}_of_json"
            spelled: Expression = Call(read, (value,))
            if field.element is not None:
                spelled = Brackets((f"{read}(item)", f"for item in {value}"))
            statement = laid_out(spelled, indent=8, prefix=f"{value} = ")
            yield EnumColumn(attribute=field.column, enum="", conversion=statement)


def _lookups(entity: Entity, known: EntityNames) -> Iterator[MethodView]:
    yield _lookup(entity, known, "get", (f"{known.id}: int",), "with this id")
    yield _lookup(entity, known, "get_by_uuid", ("uuid: UUID",), "with this uuid")
    if entity.owns_master:
        yield _lookup(entity, known, "get_by_master_id", ("master_id: int",), "whose master row this is")
    for unique in entity.lookups:
        fields = (entity.field(name) for name in unique.fields)
        typed = tuple(f"{item.column}: {annotations.annotation(item, entity.name, frozenset())}" for item in fields)
        name = names.lookup_method(entity.columns(unique))
        yield _lookup(entity, known, name, typed, f"with this {key_words(entity, unique)}")
    yield from keyed_methods(entity, known)


def _lookup(entity: Entity, known: EntityNames, name: str, keys: tuple[str, ...], which: str) -> MethodView:
    columns = tuple(item.partition(":")[0] for item in keys)
    shown = columns[0] if len(columns) == 1 else f"({', '.join(columns)})"
    statement = f"statements.{known.constant}_{names.constant(name)}"
    call = Call("self._one", (shown, statement, *campaign_argument(entity), *columns))
    return method(
        name,
        ("self", *campaign_parameter(entity), *keys),
        known.model,
        summary=f"Return the {known.words} {which}.",
        body=laid_out(call, indent=BODY, prefix="return await "),
    )


def _viewed(entity: Entity) -> Iterator[str]:
    return (name for shown in entity.views for name in shown.filters)


def _imports(package: str, service: Service) -> Iterator[tuple[str, str]]:
    folder = f"{package}.{service.name}"
    yield from (("collections.abc", name) for name in ("AsyncIterator", "Mapping", "Sequence"))
    yield from (("typing", "Final"), ("uuid", "UUID"), ("asyncpg", "Record"))
    yield from ((f"{package}.core", name) for name in ("errors", "paging"))
    yield f"{package}.core.database", "UnitOfWork"
    yield f"{package}.core.changes", "changed_columns"
    yield f"{package}.core.statements", "given_filters"
    if any(entity.paging.parameter for entity in service.entities):
        yield f"{package}.core", "windows"
    yield folder, "statements"
    yield from aggregate_imports(package, service)
    yield from part_imports(package, service)
    yield from nearest_imports(package, service)
    yield from view_imports(package, service)
    if any(entity.aggregates for entity in service.entities):
        yield from ((f"{package}.core.aggregated", name) for name in ("Aggregated", "aggregated"))
    for entity in service.entities:
        known = entity_names(entity)
        yield from ((f"{folder}.models", name) for name in (known.model, known.new, known.changes))
        keyed = [name for unique in entity.lookups for name in unique.fields]
        viewed = map(entity.field, _viewed(entity))
        for field in (*entity.narrowing, *viewed, *map(entity.field, keyed)):
            yield from annotations.annotation_imports(field, frozenset())
            if field.values:
                yield f"{folder}.models", annotations.enum_name(entity.name, field)
        yield from ((f"{folder}.models", item.enum) for item in _enum_columns(entity))
        if any(_document_columns(entity)):
            yield folder, "documents"
        if entity.search is not None:
            yield f"{package}.core.validation", "check_query"
        yield from transition_imports(package, service, entity)
