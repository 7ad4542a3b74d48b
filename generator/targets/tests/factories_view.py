"""What `factories.py` of a service's tests says: how to make rows with valid, distinct values."""

import itertools
from collections.abc import Iterator, Mapping

from generator import names
from generator.ir import Entity, Field, Platform, Scope, Service, Target
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.capacity import capacity, is_tight, told_apart_by
from generator.targets.tests.row_checks_view import chosen
from generator.targets.tests.values import enum_class, numbered
from generator.targets.tests.witness import minimum, witness

_SHARED = 45
"""How many rows the references of 2,000 are spread over: little more than the square root."""


@view
class Reference:
    """A column whose value is that of a row which must exist."""

    column: str
    value: str
    """An expression that makes the row and takes its id or its master's."""


@view
class FactoryView:
    """The factories of one entity."""

    name: str
    counter: str
    """The constant that numbers its rows."""
    model: str
    """`models.Article`."""
    new: str
    """`models.NewArticle`."""
    repository: str
    table: str
    place: str
    """Parameters: `work: UnitOfWork, campaign_id: int`."""
    into: str
    """The same as arguments: `work, campaign_id`."""
    scope: str
    """First arguments of the repository's methods: `campaign_id, `, or nothing for a global entity."""
    alone: str
    """The same where no more follow."""
    tenant: bool
    """Whether its rows are campaigns, which only the platform makes."""
    numbered: tuple[str, ...]
    """Keyword arguments over `number`."""
    references: tuple[Reference, ...]
    required: tuple[str, ...]
    """Keyword arguments of the least that a creation needs."""
    minimal_numbered: bool
    """Whether the least holds values that are numbered."""
    capacity: int | None
    """How many rows there is room for, where that is a few only."""
    parent: str | None
    from_parameters: str
    """`new: models.NewArticle, campaign_id: int`."""
    from_new: tuple[str, ...]
    """Keyword arguments of a row, from `new`."""


@view
class FactoriesView:
    """All of `factories.py`."""

    entities: tuple[FactoryView, ...]


def factories_view(platform: Platform, service: Service) -> FactoriesView:
    """The view of the service's factories."""
    return FactoriesView(entities=tuple(_factory(platform, service, entity) for entity in service.entities))


def _factory(platform: Platform, service: Service, entity: Entity) -> FactoryView:
    model = names.pascal(entity.name)
    references = {item.column: item for item in _references(platform, service, entity)}
    found = witness(entity)
    needed = minimum(entity, found) | platform.referred_by(entity.key) | frozenset(told_apart_by(entity))
    required = tuple(item.column for item in _required(entity, needed))
    parent = (entity.parent_column,) if entity.parent_column else ()
    plain = tuple(column for column in required if column not in references)
    return FactoryView(
        name=entity.name,
        counter=f"{names.constant(entity.name)}_NUMBERS",
        model=f"models.{model}",
        new=f"models.New{model}",
        repository=f"{model}Repository",
        table=entity.table,
        place="work: UnitOfWork, campaign_id: int" if entity.scoped else "work: UnitOfWork",
        into="work, campaign_id" if entity.scoped else "work",
        scope="campaign_id, " if entity.scoped else "",
        alone="campaign_id" if entity.scoped else "",
        numbered=tuple(_numbered(entity, dict(chosen(entity, found)))),
        tenant=entity.tenant,
        references=tuple(references.values()),
        required=tuple(
            f"{column}={references[column].value}" if column in references else f"{column}=full.{column}"
            for column in (*parent, *required)
        ),
        minimal_numbered=bool(plain),
        capacity=capacity(platform, entity) if is_tight(platform, entity) else None,
        parent=entity.parent_column,
        from_parameters=f"new: models.New{model}" + (", campaign_id: int" if entity.scoped else ""),
        from_new=tuple(_row(entity)),
    )


def _given(entity: Entity) -> Iterator[Field]:
    """The fields that a creation with everything has: of a group of references, one."""
    return (item for item in entity.writable if item.name not in entity.left_empty)


def _required(entity: Entity, needed: frozenset[str]) -> Iterator[Field]:
    """The fields that each creation has: of a group of which it must have one, that which it has here.

    `needed` are the columns without which a check between fields would not hold, or by which others refer to the row.
    """
    chosen = {entity.chosen(group).name for group in entity.one_of if not group.optional}
    return (item for item in entity.writable if item.required or item.name in chosen or item.column in needed)


def _numbered(entity: Entity, obeying: Mapping[str, str]) -> Iterator[str]:
    targets = _targets(entity)
    if entity.parent_column:
        yield f"{entity.parent_column}={targets[entity.parent_column]}"
    for field in _given(entity):
        if field.column in obeying:
            yield f"{field.column}={obeying[field.column]}"
            continue
        if entity.expires and field.column == entity.expires.column:
            yield f"{field.column}=samples.moment(number) + timedelta(days=365_000)"
            continue
        number = targets.get(field.column, "number")
        yield numbered(field, enum_class(entity, field), number=number, prefix=f"{field.column}=")


def _targets(entity: Entity) -> dict[str, str]:
    """Which row each reference names: several rows share one, as in life, but no two share all, which may be unique."""
    alone = {entity.field(item.fields[0]).column for item in entity.unique if len(item.fields) == 1}
    columns = (entity.parent_column, *(item.column for item in entity.writable if item.target))
    spelled = itertools.cycle((f"number % {_SHARED} + 1", f"number // {_SHARED} + 1"))
    return {column: "number" if column in alone else next(spelled) for column in columns if column}


def _references(platform: Platform, service: Service, entity: Entity) -> Iterator[Reference]:
    if entity.parent and entity.parent_column:
        yield Reference(column=entity.parent_column, value=f"{_target(service, entity.parent)}.id")
    for field in _given(entity):
        if field.target:
            value = f"{_target(service, field.target)}.{attribute(field)}"
            by = field.refers_by
            optional = by is not None and platform.entity(field.target.key).field(by).nullable
            yield Reference(column=field.column, value=f"samples.present({value})" if optional else value)


def _target(service: Service, target: Target) -> str:
    """The expression that makes a row to refer to."""
    module = "" if target.key.service == service.name else f"{target.key.service}_factories."
    place = "work, campaign_id" if target.scope is Scope.CAMPAIGN else "work"
    return f"(await {module}any_{target.key.entity}({place}))"


def attribute(field: Field) -> str:
    """What of the row referred to the reference holds."""
    return "master_id" if field.type.name == "master" else field.refers_by or "id"


def _row(entity: Entity) -> Iterator[str]:
    yield "id=1"
    if entity.scoped:
        yield "campaign_id=campaign_id"
    if entity.has_master:
        yield "master_id=2"
    yield "uuid=UUID(int=3)"
    if entity.parent_column:
        yield f"{entity.parent_column}=new.{entity.parent_column}"
    for field in entity.shown:
        yield f"{field.column}={_stored(entity, field)}"
    if entity.optimistic:
        yield "version=4"
    if entity.soft_delete:
        yield "deleted_at=None"
    if entity.archive:
        yield "archived_at=None"
    yield "created_at=samples.moment(5)"
    yield "updated_at=samples.moment(6)"


def _stored(entity: Entity, field: Field) -> str:
    if field.name not in entity.governed:
        return f"new.{field.column}"
    if field.name in entity.counters:
        return "0"
    if any(item.field == field.name for item in entity.computed):
        return numbered(field, enum_class(entity, field), number="1") if field.required else "None"
    if field.values:
        return f"{enum_class(entity, field)}.{names.constant(str(field.default))}" if field.default else "None"
    return text_literal(str(field.default))
