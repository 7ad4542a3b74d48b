"""What `statements.py` of a service says: every SQL text that it can send."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Service
from generator.plan.blueprint import Blueprint
from generator.plan.schema import Table
from generator.targets.python import statement_parts as parts
from generator.targets.python.aggregates_view import AggregateStatement, aggregate_statements
from generator.targets.python.bulk_statement import BulkView, bulk_view
from generator.targets.python.change_statements import ChangesView, changes_view
from generator.targets.python.finders_view import FinderStatement, finder_statements
from generator.targets.python.guarded_statements import (
    EventText,
    TransitionView,
    UpsertView,
    event_text,
    transition_view,
    upsert_view,
)
from generator.targets.python.lifecycle_view import (
    LifecycleStatementsView,
    lifecycle_statements,
    state_statements,
    statement_names,
)
from generator.targets.python.list_statements import FilterView, ListStatements, filters, listing
from generator.targets.python.mastery_view import MasteryView, mastery_view
from generator.targets.python.search_more import SearchView, search_view
from generator.targets.python.secrets_view import SecretView, reveal_method, secret_views
from generator.targets.python.statement_parts import sql_text
from generator.targets.source.imports import import_block
from generator.targets.source.view import view


@view
class LookupView:
    """A statement that finds rows by a key."""

    constant: str
    name: str
    conditions: tuple[str, ...]
    own_first: bool
    """Whether a row of campaign 0 could have the same key as one of the campaign's own, which is meant then."""


@view
class EntityStatements:
    """The statements of one entity, and the parts they share."""

    prefix: str
    """`content.article`."""
    constant: str
    table: str
    scoped: bool
    campaign: str
    """What goes into `campaign_id` of the master and event rows."""
    mastery: MasteryView
    service: str
    row: tuple[str, ...]
    """Lines of the column list that a model is built from."""
    written_row: tuple[str, ...]
    """The same, qualified."""
    lookups: tuple[LookupView, ...]
    secrets: tuple[SecretView, ...]
    state: tuple[str, ...]
    """Columns that tell why a guarded change found no row; empty where only its absence can be the reason."""
    by_id: tuple[str, ...]
    """The conditions of a live row by its id."""
    many: tuple[str, ...]
    inserted: tuple[str, ...]
    """Columns that an INSERT names."""
    values: tuple[str, ...]
    bulk: BulkView
    created: EventText
    updated: EventText
    deleted: EventText
    restored: EventText | None
    changes: ChangesView
    upserts: tuple[UpsertView, ...]
    lifecycle: LifecycleStatementsView
    transitions: tuple[TransitionView, ...]
    listing: ListStatements
    aggregates: tuple[AggregateStatement, ...]
    filters: tuple[FilterView, ...]
    search: SearchView | None
    finders: tuple[FinderStatement, ...]
    constants: tuple[str, ...]
    """The names of all statements but the lists."""


@view
class StatementsView:
    """All of `statements.py`."""

    spec: str
    title: str
    imports: str
    entities: tuple[EntityStatements, ...]


def statements_view(blueprint: Blueprint) -> StatementsView:
    """The view of the service's statements."""
    service = blueprint.service
    return StatementsView(
        spec=service.path,
        title=f"SQL of the {names.words(service.name)} service: every statement that it can send.",
        imports=import_block(blueprint.platform.package, _imports(blueprint)),
        entities=tuple(_entity(service, item, blueprint.table(item.name)) for item in service.entities),
    )


def _imports(blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    yield from (("collections.abc", "Mapping"), ("types", "MappingProxyType"), ("typing", "Final"))
    package = blueprint.platform.package
    shared = {item.shared for item in blueprint.service.entities}
    narrowed = {not item.search.filtered for item in blueprint.service.entities if item.search}
    yield from ((f"{package}.core.statements", "Variants") for _ in (shared | narrowed) - {True})
    yield from ((f"{package}.{blueprint.service.name}.shared", "SharedVariants") for _ in shared - {False})


def state_columns(service: Service, entity: Entity) -> tuple[str, ...]:
    """Version and state fields: what a guarded change depends on."""
    guarded = {step.field for _, step in service.transitions(entity)}
    version = ("version",) if entity.optimistic else ()
    return (*version, *(item.column for item in entity.fields if item.name in guarded))


def _entity(service: Service, entity: Entity, table: Table) -> EntityStatements:
    events = {item.name: event_text(item) for item in entity.events}
    first, mastery = parts.first_value(entity), mastery_view(entity)
    created = parts.created(entity)
    inserted = (*("campaign_id",) * entity.scoped, *("master_id",) * entity.has_master)
    campaign = "$1::bigint" if entity.scoped else "0"
    own = (*("$1::bigint",) * entity.scoped, *(mastery.column,) * entity.has_master)
    return EntityStatements(
        prefix=str(entity.key),
        constant=names.constant(entity.name),
        table=entity.table,
        scoped=entity.scoped,
        campaign=campaign,
        mastery=mastery,
        service=sql_text(service.name),
        row=parts.row(entity),
        written_row=parts.row(entity, "written."),
        lookups=tuple(_lookups(entity)),
        secrets=secret_views(entity),
        state=parts.wrapped(state_columns(service, entity)),
        by_id=parts.keyed(entity, parts.ID),
        many=(*parts.visible(entity), f"id = ANY (${first}::bigint[])", *parts.alive(entity)),
        inserted=parts.wrapped((*inserted, *(item.name for item in created))),
        values=parts.wrapped((*own, *parts.parameters(first, (item.cast for item in created)))),
        bulk=bulk_view(entity, table),
        created=events["created"],
        updated=events["updated"],
        deleted=events["deleted"],
        restored=events.get("restored"),
        changes=changes_view(entity),
        upserts=tuple(upsert_view(entity, item, events["created"], events["updated"]) for item in entity.upsertable),
        lifecycle=lifecycle_statements(entity, table),
        transitions=tuple(_transitions(service, entity)),
        listing=listing(entity),
        aggregates=aggregate_statements(entity),
        filters=tuple(filters(entity)),
        search=search_view(entity, table.search),
        finders=tuple(finder_statements(entity)),
        constants=tuple(_constants(service, entity)),
    )


def _transitions(service: Service, entity: Entity) -> Iterator[TransitionView]:
    """The statements that change a state: of archiving, and the spec's own."""
    updated = next(event_text(item) for item in entity.events if item.name == "updated")
    yield from state_statements(entity)
    for operation, step in service.transitions(entity):
        yield transition_view(entity, operation, step, updated)


def _constants(service: Service, entity: Entity) -> Iterator[str]:
    verbs = [item.name for item in _lookups(entity)]
    verbs += [reveal_method(item) for item in entity.hidden]
    verbs.append("get_many")
    if state_columns(service, entity):
        verbs.append("state")
    if entity.search:
        verbs.append("search")
    if entity.search and entity.search.highlight:
        verbs.append("highlight")
    verbs += [item.name for item in finder_statements(entity)]
    upserts = (names.upsert_method(entity.columns(item)) for item in entity.upsertable)
    verbs += ["create", "create_many", *upserts, "update", "delete"]
    if entity.rpcs.batch_delete:
        verbs.append("delete_many")
    if entity.soft_delete:
        verbs.append("restore")
    verbs += statement_names(entity)
    verbs += [item.name for item in _transitions(service, entity)]
    return (f"{names.constant(entity.name)}_{names.constant(verb)}" for verb in verbs)


def _lookups(entity: Entity) -> Iterator[LookupView]:
    keys: list[tuple[str, tuple[tuple[str, str], ...]]] = [
        ("get", (parts.ID,)),
        ("get_by_uuid", (("uuid", "uuid"),)),
    ]
    if entity.owns_master:
        keys.append(("get_by_master_id", (("master_id", "bigint"),)))
    for name, columns in keys:
        yield _lookup_view(entity, name, parts.sought(entity, *columns))
    for unique in entity.lookups:
        yield _lookup_view(entity, names.lookup_method(entity.columns(unique)), parts.sought_by(entity, unique))


def _lookup_view(entity: Entity, name: str, conditions: tuple[str, ...]) -> LookupView:
    constant = f"{names.constant(entity.name)}_{names.constant(name)}"
    return LookupView(constant=constant, name=name, conditions=conditions, own_first=entity.shared)
