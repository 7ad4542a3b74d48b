"""What the Python of a service says of aggregates: the rows of their groups, statements, methods and messages."""

from collections.abc import Iterator

from generator import names
from generator.ir import Aggregate, Entity, Field, Service
from generator.plan.aggregates import group_fields, measures
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb
from generator.targets.python import annotations, conversions
from generator.targets.python import statement_parts as parts
from generator.targets.python.methods import signature
from generator.targets.python.naming import campaign_argument, campaign_parameter, entity_names, passed_on
from generator.targets.python.repository_lists import filter_parameter
from generator.targets.source.imports import import_block
from generator.targets.source.layout import (
    Brackets,
    Call,
    Choice,
    Entry,
    Expression,
    Keyword,
    braces,
    laid_out,
    parentheses,
)
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view


@view
class GroupView:
    """The row of one group."""

    name: str
    """`VisitsByPage`."""
    summary: str
    words: str
    """`a group of visits`."""
    fields: tuple[str, ...]
    """Finished declarations."""
    reader: str
    """The head of the function that makes one from a record."""
    made: str
    """Its statement."""


@view
class AggregatesView:
    """All of `aggregates.py`."""

    spec: str
    title: str
    imports: str
    groups: tuple[GroupView, ...]


@view
class AggregateStatement:
    """The statement of an aggregate."""

    constant: str
    name: str
    """`insight.visit.aggregate_visits_by_page`."""
    columns: tuple[str, ...]
    conditions: str
    filters: str
    order: str


@view
class AggregateMethod:
    """The method of a repository."""

    signature: str
    summary: str
    filters: tuple[str, ...]
    """What its documentation says of each filter."""
    given: str
    rows: str
    result: str


@view
class GroupMessage:
    """The function that spells a group on the wire."""

    signature: str
    words: str
    call: str


def aggregates_view(blueprint: Blueprint) -> AggregatesView:
    """The view of the service's `aggregates.py`."""
    service = blueprint.service
    return AggregatesView(
        spec=service.path,
        title=f"What the aggregates of the {names.words(service.name)} service say of each group.",
        imports=import_block(blueprint.platform.package, _imports(blueprint.platform.package, service)),
        groups=tuple(_group(entity, item) for entity, item in every_aggregate(service)),
    )


def every_aggregate(service: Service) -> Iterator[tuple[Entity, Aggregate]]:
    """The aggregates of the service, each with its entity."""
    return ((entity, item) for entity in service.entities for item in entity.aggregates)


def _columns(entity: Entity, aggregate: Aggregate) -> tuple[Field, ...]:
    return (*group_fields(entity, aggregate), *(item.field for item in measures(entity, aggregate)))


def _group(entity: Entity, aggregate: Aggregate) -> GroupView:
    fields = _columns(entity, aggregate)
    taken = frozenset(item.column for item in fields)
    name = names.pascal(aggregate.name)
    made = Call(name, tuple(_read(entity, item, place) for place, item in enumerate(fields)))
    return GroupView(
        name=name,
        summary=f"A group of {names.words(entity.plural)}.",
        words=f"a group of {names.words(entity.plural)}",
        fields=tuple(f"{item.column}: {annotations.nullable_annotation(item, entity.name, taken)}" for item in fields),
        reader=laid_out(Call(f"def read_{aggregate.name}", ("row: Record",), f" -> {name}:"), indent=0),
        made=laid_out(made, indent=4, prefix="return "),
    )


def _read(entity: Entity, field: Field, place: int) -> Expression:
    value = f"row[{place}]"
    if not field.values:
        return value
    spelled = annotations.stored_member(entity.name, field, value)
    return Choice("None", f"{value} is None", spelled) if field.nullable else spelled


def _imports(package: str, service: Service) -> Iterator[tuple[str, str]]:
    yield from (("dataclasses", "dataclass"), ("asyncpg", "Record"))
    for entity, aggregate in every_aggregate(service):
        taken = frozenset(item.column for item in _columns(entity, aggregate))
        for field in _columns(entity, aggregate):
            yield from annotations.annotation_imports(field, taken)
            if field.values:
                yield f"{package}.{service.name}.models", annotations.enum_name(entity.name, field)
                yield f"{package}.{service.name}.models", annotations.enum_members(entity.name, field)


def aggregate_statements(entity: Entity) -> tuple[AggregateStatement, ...]:
    """The statements of the entity's aggregates."""
    return tuple(_statement(entity, item) for item in entity.aggregates)


def _statement(entity: Entity, aggregate: Aggregate) -> AggregateStatement:
    grouped = ", ".join(item.column for item in group_fields(entity, aggregate))
    conditions = (*parts.campaign(entity), *parts.shown(entity), *parts.alive(entity))
    known = f"_{names.constant(entity.name)}_FILTERS"
    filters = tuple(text_literal(entity.field(name).column) for name in aggregate.filters)
    spelled = tuple(text_literal(item.replace("$1", "$?")) for item in conditions)
    return AggregateStatement(
        constant=_constant(entity, aggregate),
        name=f"{entity.key}.aggregate_{aggregate.name}",
        columns=(
            *(item.column for item in group_fields(entity, aggregate)),
            *(item.sql for item in measures(entity, aggregate)),
        ),
        conditions=laid_out(parentheses(spelled), indent=4, suffix=","),
        filters=laid_out(braces(tuple(Entry(item, f"{known}[{item}]") for item in filters)), indent=4, suffix=","),
        order=text_literal(f"GROUP BY {grouped}\nORDER BY {grouped}\nLIMIT 1001"),
    )


def _constant(entity: Entity, aggregate: Aggregate) -> str:
    return f"{names.constant(entity.name)}_AGGREGATE_{names.constant(aggregate.name)}"


def aggregate_methods(entity: Entity) -> tuple[AggregateMethod, ...]:
    """The methods of the entity's repository."""
    return tuple(_method(entity, item) for item in entity.aggregates)


def _method(entity: Entity, aggregate: Aggregate) -> AggregateMethod:
    columns = [entity.field(name).column for name in aggregate.filters]
    own, _, returns = aggregate_domain(entity, aggregate)
    given = braces(tuple(Entry(text_literal(column), column) for column in columns))
    statement = f"statements.{_constant(entity, aggregate)}[tuple(given)]"
    rows = Call("self._work.fetch", (statement, *campaign_argument(entity), "*given.values()"))
    read = f"aggregates.read_{aggregate.name}"
    by = " and ".join(names.words(name) for name in aggregate.group_by)
    return AggregateMethod(
        signature=signature(f"aggregate_{aggregate.name}", ("self", *campaign_parameter(entity), *own), returns),
        summary=f"Count and measure {entity_names(entity).words_plural} in groups by {by}, in their order.",
        filters=tuple(f"{column}: Only rows with this value; None means any." for column in columns),
        given=laid_out(Call("given_filters", (given,)), indent=8, prefix="given = "),
        rows=laid_out(rows, indent=8, prefix="rows = await "),
        result=laid_out(
            Call("aggregated", (Brackets((f"{read}(row)", "for row in rows")),)), indent=8, prefix="return "
        ),
    )


def aggregate_domain(entity: Entity, aggregate: Aggregate) -> tuple[tuple[str, ...], tuple[Expression, ...], str]:
    """Parameters after the campaign, arguments that the repository gets, and the returned type."""
    fields = tuple(map(entity.field, aggregate.filters))
    own = ("*", *(filter_parameter(entity, item) for item in fields)) if fields else ()
    returns = f"Aggregated[aggregates.{names.pascal(aggregate.name)}]"
    return own, passed_on(*(item.column for item in fields)), returns


def group_messages(module: str, service: Service) -> tuple[GroupMessage, ...]:
    """The functions that spell groups on the wire; `module` is that of the messages."""
    return tuple(_message(module, entity, item) for entity, item in every_aggregate(service))


def _message(module: str, entity: Entity, aggregate: Aggregate) -> GroupMessage:
    name = names.pascal(aggregate.name)
    head = Call(f"def {aggregate.name}_group", (f"group: aggregates.{name}",), f" -> {module}.{name}Group:")
    fields = (
        Keyword(item.wire, conversions.encoded(item, entity.name, f"group.{item.column}"))
        for item in _columns(entity, aggregate)
    )
    return GroupMessage(
        signature=laid_out(head, indent=0),
        words=names.words(entity.plural),
        call=laid_out(Call(f"{module}.{name}Group", tuple(fields)), indent=4, prefix="return "),
    )


def aggregate_response(rpc: Rpc) -> tuple[Keyword, ...]:
    """The fields of the response, from `result`."""
    name = rpc.aggregate.name if rpc.aggregate else ""
    groups = Brackets((f"messages.{name}_group(item)", "for item in result.groups"))
    return Keyword("groups", groups), Keyword("truncated", "result.truncated")


def aggregate_imports(package: str, service: Service) -> Iterator[tuple[str, str]]:
    """What whoever names the groups of the service needs."""
    if any(every_aggregate(service)):
        yield f"{package}.{service.name}", "aggregates"


def aggregated_imports(package: str, service: Service, rpcs: tuple[Rpc, ...]) -> Iterator[tuple[str, str]]:
    """What the servicer needs."""
    if any(rpc.verb is Verb.AGGREGATE for rpc in rpcs):
        yield from aggregate_imports(package, service)
        yield f"{package}.core.aggregated", "Aggregated"
