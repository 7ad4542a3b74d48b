"""What the Python of a service says of views: the classes of their rows, statements, methods and messages."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Field, Service, View, ViewColumn
from generator.plan.blueprint import Blueprint
from generator.plan.indexes import view_order
from generator.plan.shapes import Rpc
from generator.plan.views import row_name
from generator.plan.wire_kinds import Verb
from generator.targets.python import annotations, conversions
from generator.targets.python import statement_parts as parts
from generator.targets.python.methods import signature
from generator.targets.python.naming import campaign_argument, campaign_parameter, passed_on
from generator.targets.python.repository_lists import PAGE_PARAMETERS, filter_parameter
from generator.targets.python.spelling import docstring
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

PAGED = "paged"
"""The alias of the entity's own rows: see `generator.frontend.views`."""


@view
class RowView:
    """The class of a view's rows."""

    name: str
    """`LeaderboardRow`."""
    docstring: str
    words: str
    """`a row of leaderboard`."""
    fields: tuple[str, ...]
    """Finished declarations."""
    reader: str
    """The head of the function that makes one from a record."""
    made: str
    """Its statement."""


@view
class ReadModelsView:
    """All of `read_models.py`."""

    spec: str
    title: str
    imports: str
    rows: tuple[RowView, ...]


@view
class ViewStatement:
    """The statement of a view: a page of the entity's rows, then what they refer to."""

    constant: str
    name: str
    """`game.player.view_leaderboard`: it sorts the rows of a page once more, which a list does not."""
    columns: tuple[str, ...]
    own: tuple[str, ...]
    """The columns of the entity that the outer statement reads."""
    conditions: str
    filters: str
    order: str
    """A literal: everything after WHERE."""


@view
class ViewMethod:
    """The method of a repository."""

    signature: str
    summary: str
    filters: tuple[str, ...]
    """What its documentation says of each filter."""
    given: str
    same: str
    rows: str
    items: str


@view
class RowMessage:
    """The function that spells a row on the wire."""

    signature: str
    words: str
    call: str


def read_models_view(blueprint: Blueprint) -> ReadModelsView:
    """The view of the service's `read_models.py`."""
    service, package = blueprint.service, blueprint.platform.package
    return ReadModelsView(
        spec=service.path,
        title=f"Rows of the views of the {names.words(service.name)} service.",
        imports=import_block(package, _imports(package, service)),
        rows=tuple(_row(item) for _, item in every_view(service)),
    )


def every_view(service: Service) -> Iterator[tuple[Entity, View]]:
    """The views of the service, each with its entity."""
    return ((entity, item) for entity in service.entities for item in entity.views)


def _row(shown: View) -> RowView:
    taken = frozenset(item.name for item in shown.columns)
    name = row_name(shown)
    made = Call(name, tuple(_read(item, place) for place, item in enumerate(shown.columns)))
    return RowView(
        name=name,
        docstring=docstring(shown.description, summary=f"A row of {names.words(shown.name)}.", indent=4),
        words=f"a row of {names.words(shown.name)}",
        fields=tuple(
            f"{item.name}: {annotations.nullable_annotation(item.field, item.owner, taken)}" for item in shown.columns
        ),
        reader=laid_out(Call(f"def read_{shown.name}", ("row: Record",), f" -> {name}:"), indent=0),
        made=laid_out(made, indent=4, prefix="return "),
    )


def _read(column: ViewColumn, place: int) -> Expression:
    value = f"row[{place}]"
    if not column.field.values:
        return value
    spelled = annotations.stored_member(column.owner, column.field, value)
    return Choice("None", f"{value} is None", spelled) if column.field.nullable else spelled


def _imports(package: str, service: Service) -> Iterator[tuple[str, str]]:
    yield from (("dataclasses", "dataclass"), ("asyncpg", "Record"))
    for _, shown in every_view(service):
        taken = frozenset(item.name for item in shown.columns)
        for item in shown.columns:
            yield from annotations.annotation_imports(item.field, taken)
            if item.field.values:
                yield f"{package}.{service.name}.models", annotations.enum_name(item.owner, item.field)
                yield f"{package}.{service.name}.models", annotations.enum_members(item.owner, item.field)


def view_statements(entity: Entity) -> tuple[ViewStatement, ...]:
    """The statements of the entity's views."""
    return tuple(_statement(entity, item) for item in entity.views)


def _statement(entity: Entity, shown: View) -> ViewStatement:
    where = (f"({shown.where})",) if shown.where else ()
    conditions = (*parts.campaign(entity), *parts.shown(entity), *parts.alive(entity))
    spelled = tuple(text_literal(item) for item in (*(item.replace("$1", "$?") for item in conditions), *where))
    filters = (
        Entry(text_literal(field.column), text_literal(f"{field.column} = $?::{field.sql_cast}"))
        for field in _filters(entity, shown)
    )
    return ViewStatement(
        constant=_constant(entity, shown),
        name=f"{entity.key}.view_{shown.name}",
        columns=parts.wrapped(_selected(item) for item in shown.columns),
        own=parts.wrapped(_paged_columns(entity, shown)),
        conditions=laid_out(parentheses(spelled), indent=4, suffix=","),
        filters=laid_out(braces(tuple(filters)), indent=4, suffix=","),
        order="\n".join(_after(entity, shown)),
    )


def _selected(column: ViewColumn) -> str:
    plain = column.value.rpartition(".")[2] == column.name
    return column.value if plain else f"{column.value} AS {column.name}"


def _paged_columns(entity: Entity, shown: View) -> tuple[str, ...]:
    """The columns of the entity that the statement reads: what is shown, joined by and ordered by."""
    text = " ".join((*(item.value for item in shown.columns), *(on for join in shown.joins for on in join.on)))
    order = [term.partition(" ")[0] for term in view_order(entity, shown)]
    every = ["id", *order]
    own = (entity.parent_column, *(item.column for item in entity.fields))
    every += [name for name in own if name and f"{PAGED}.{name}" in text.replace(" =", " ").split()]
    return tuple(dict.fromkeys(every))


def _after(entity: Entity, shown: View) -> Iterator[str]:
    """The rest of the page, what its rows refer to, and their order once more: a join keeps none."""
    order = view_order(entity, shown)
    yield f"ORDER BY {', '.join(order)}"
    yield f"LIMIT $?::integer OFFSET $?::integer\n) AS {PAGED}"
    for join in shown.joins:
        on = "\n      AND ".join(join.on)
        yield f"LEFT JOIN {join.table} AS {join.alias}\n       ON {on}"
    yield f"ORDER BY {', '.join(f'{PAGED}.{term}' for term in order)}"


def _filters(entity: Entity, shown: View) -> tuple[Field, ...]:
    return tuple(map(entity.field, shown.filters))


def _constant(entity: Entity, shown: View) -> str:
    return f"{names.constant(entity.name)}_VIEW_{names.constant(shown.name)}"


def view_methods(entity: Entity) -> tuple[ViewMethod, ...]:
    """The methods of the entity's repository."""
    return tuple(_method(entity, item) for item in entity.views)


def _method(entity: Entity, shown: View) -> ViewMethod:
    columns = [item.column for item in _filters(entity, shown)]
    own, _, returns = view_domain(entity, shown)
    given = Call("given_filters", (braces(tuple(Entry(text_literal(column), column) for column in columns)),))
    same = parentheses((text_literal(f"{entity.key}.list_{shown.name}"), *campaign_argument(entity), "given"))
    statement = f"statements.{_constant(entity, shown)}[tuple(given)]"
    rows = Call("self._work.fetch", (statement, *campaign_argument(entity), "*given.values()", "limit + 1", "offset"))
    items = Brackets((f"read_models.read_{shown.name}(row)", "for row in rows[:limit]"))
    page = f"paging.{returns}"
    return ViewMethod(
        signature=signature(f"list_{shown.name}", ("self", *campaign_parameter(entity), *own), page),
        summary=f"Return a page of {names.words(shown.name)}.",
        filters=tuple(f"{column}: Only rows with this value; None means any." for column in columns),
        given=laid_out(given, indent=8, prefix="given = "),
        same=laid_out(same, indent=8, prefix="same = "),
        rows=laid_out(rows, indent=8, prefix="rows = await "),
        items=laid_out(items, indent=8, prefix="items = "),
    )


def view_domain(entity: Entity, shown: View) -> tuple[tuple[str, ...], tuple[Expression, ...], str]:
    """Parameters after the campaign, arguments that the repository gets, and the returned type."""
    fields = _filters(entity, shown)
    own = ("*", *PAGE_PARAMETERS, *(filter_parameter(entity, item) for item in fields))
    passed = passed_on("page_size", "page_token", *(item.column for item in fields))
    return own, passed, f"Page[read_models.{row_name(shown)}]"


def row_messages(module: str, service: Service) -> tuple[RowMessage, ...]:
    """The functions that spell rows on the wire; `module` is that of the messages."""
    return tuple(_message(module, item) for _, item in every_view(service))


def _message(module: str, shown: View) -> RowMessage:
    name = row_name(shown)
    head = Call(f"def {shown.name}_row", (f"row: read_models.{name}",), f" -> {module}.{name}:")
    fields = (
        Keyword(item.wire, conversions.encoded(item.field, item.owner, f"row.{item.name}")) for item in shown.columns
    )
    return RowMessage(
        signature=laid_out(head, indent=0),
        words=names.words(shown.name),
        call=laid_out(Call(f"{module}.{name}", tuple(fields)), indent=4, prefix="return "),
    )


def view_response(rpc: Rpc) -> tuple[Keyword, ...]:
    """The fields of the response, from `result`."""
    name = rpc.view.name if rpc.view else ""
    rows = Brackets((f"messages.{name}_row(item)", "for item in result.items"))
    return Keyword("rows", rows), Keyword("next_page_token", "result.next_page_token")


def view_imports(package: str, service: Service) -> Iterator[tuple[str, str]]:
    """What whoever names the rows of the service's views needs."""
    if any(every_view(service)):
        yield f"{package}.{service.name}", "read_models"


def viewed_imports(package: str, service: Service, rpcs: tuple[Rpc, ...]) -> Iterator[tuple[str, str]]:
    """What the servicer needs."""
    if any(rpc.verb is Verb.VIEW for rpc in rpcs):
        yield from view_imports(package, service)
        yield f"{package}.core.paging", "Page"
