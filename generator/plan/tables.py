"""The physical schema that a spec asks for: one table per entity, every name explicit."""

from collections.abc import Iterator

from generator import names
from generator.ir import ARCHIVED_AT, Entity, Field, LanguageByRow, Platform, Search, Service
from generator.plan import checks, finders, indexes, keys, literals, tenant, visibility
from generator.plan.cascades import cascade_log
from generator.plan.counts import row_counts
from generator.plan.derived import derivation
from generator.plan.kept import RowHistory
from generator.plan.partitions import parted
from generator.plan.schema import Column, Table
from generator.plan.searching import RowLanguage, SearchColumn, SearchVector
from generator.plan.seeds import seed_table


def tables(platform: Platform, service: Service) -> tuple[Table, ...]:  # noqa: ARG001 - the contract of every stage that plans a service
    """The tables of the service as a fresh database would get them, in the order of its entities."""
    return tuple(table(entity) for entity in service.entities)


def table(entity: Entity) -> Table:
    """The entity's table."""
    name = entity.table
    whole = Table(
        name=name,
        entity=entity.name,
        scoped=entity.scoped,
        comment=entity.description,
        columns=tuple(_columns(entity)),
        primary_key=keys.primary_key(entity),
        uniques=keys.unique_keys(entity),
        checks=checks.checks(entity),
        row_checks=checks.row_checks(entity),
        foreign_keys=keys.foreign_keys(entity),
        indexes=indexes.indexes(entity),
        cascade=cascade_log(entity),
        search=_search_vector(entity, entity.search) if entity.search else None,
        finders=finders.finders(entity),
        updated_at_trigger=names.shortened(f"{name}_updated_at"),
        policy=names.shortened(f"{name}_campaign") if entity.scoped else None,
        shared=entity.shared,
        tenant=tenant.trigger(entity) if entity.tenant else None,
        seeds=seed_table(entity, entity.seeds) if entity.seeds else None,
        history=_history(entity) if entity.history else None,
        counts=row_counts(entity),
        derivation=derivation(entity),
    )
    return parted(whole, entity.partition_by) if entity.partition_by else whole


def _columns(entity: Entity) -> Iterator[Column]:
    if entity.tenant:
        yield Column(name="id", type="BIGINT", default=f"nextval('{tenant.CAMPAIGN_SEQUENCE}')")
    else:
        yield Column(name="id", type="BIGINT", identity=names.shortened(f"{entity.table}_id_seq"))
    if entity.scoped:
        yield Column(name="campaign_id", type="BIGINT")
    if entity.has_master:
        yield Column(name="master_id", type="BIGINT")
    yield Column(name="uuid", type="UUID", default="gen_random_uuid()")
    if entity.parent and entity.parent_column:
        comment = f"The {names.words(entity.parent.key.entity)} it belongs to."
        yield Column(name=entity.parent_column, type="BIGINT", comment=comment)
    for field in entity.fields:
        yield field_column(field)
    if entity.optimistic:
        yield Column(name="version", type="BIGINT", default="1")
    if entity.soft_delete:
        yield Column(name="deleted_at", type="TIMESTAMPTZ", nullable=True)
    if entity.archive:
        yield Column(name=ARCHIVED_AT, type="TIMESTAMPTZ", nullable=True)
    yield Column(name="created_at", type="TIMESTAMPTZ", default="now()")
    yield Column(name="updated_at", type="TIMESTAMPTZ", default="now()")
    if entity.search:
        yield Column(name="search_vector", type="TSVECTOR", nullable=True)


def field_column(field: Field) -> Column:
    """The column of a field."""
    return Column(
        name=field.column,
        type=field.sql_type,
        nullable=field.nullable,
        default=literals.default(field),
        comment=field.description or None,
        hidden=field.type.hidden,
    )


def _history(entity: Entity) -> RowHistory:
    made = ("search_vector",) if entity.search else ()
    return RowHistory(
        name=entity.history_table,
        scoped=entity.scoped,
        ignores=(*made, *entity.counters, *(item.column for item in entity.fields if item.type.hidden)),
    )


def _search_vector(entity: Entity, search: Search) -> SearchVector:
    function = names.shortened(f"{entity.table}_search_vector")
    sources = [(entity.field(item.field), item.weight) for item in search.fields]
    return SearchVector(
        language=search.language,
        columns=tuple(
            SearchColumn(column=field.column, weight=weight, array=field.element is not None)
            for field, weight in sources
        ),
        trigger_function=function,
        trigger=function,
        change_trigger=names.shortened(f"{entity.table}_search_vector_change"),
        search_function=names.shortened(f"{entity.table}_search") if entity.scoped else "",
        campaign_in_index=indexes.begins_with_campaign(entity, search),
        hides=visibility.hidden(entity) if entity.scoped else (),
        by_row=_row_language(entity, search.by_row) if search.by_row else None,
    )


def _row_language(entity: Entity, language: LanguageByRow) -> RowLanguage:
    return RowLanguage(column=entity.field(language.field).column, configurations=language.configurations)
