"""Near vectors: the statements and the methods that find the rows nearest to one."""

from collections.abc import Iterator
from typing import Final

from generator import names
from generator.ir import Entity, Field, Index, IndexUse, Metric, Service
from generator.targets.python import annotations
from generator.targets.python import statement_parts as parts
from generator.targets.python.checks_view import check
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.view import view

BODY = 8
INSIDE = 12

_OPERATORS: Final = {Metric.COSINE: "<=>", Metric.L2: "<->", Metric.INNER: "<#>"}


@view
class NearestStatement:
    """The statements of one index."""

    name: str
    constant: str
    conditions: tuple[str, ...]
    distance: str
    limit: str


@view
class NearestMethodView:
    """The method of one index."""

    signature: str
    column: str
    check: str
    scan: str
    found: str
    exactly: str
    """The statement, at column 12, that asks without the index."""


def near_indexes(entity: Entity) -> tuple[tuple[str, Field, Index], ...]:
    """What the methods are called, with the field and the index of each: of all rows, one for each distance."""
    found = (item for item in entity.indexes if item.using is IndexUse.VECTOR and item.where is None)
    return tuple((_name(entity, item), entity.field(item.columns[0].field), item) for item in found)


def _name(entity: Entity, index: Index) -> str:
    """`nearest_by_embedding`, and `nearest_by_embedding_l2` for another distance than the usual one."""
    by = "" if index.metric is Metric.COSINE else f"_{index.metric}"
    return f"nearest_by_{entity.field(index.columns[0].field).column}{by}"


def nearest_statements(entity: Entity) -> tuple[NearestStatement, ...]:
    """The statements of the entity."""
    first = parts.first_value(entity)
    return tuple(
        NearestStatement(
            name=name,
            constant=_constant(entity, name),
            conditions=(
                *parts.visible(entity),
                f"{field.column} IS NOT NULL",
                *parts.shown(entity),
                *parts.alive(entity),
            ),
            distance=f"{field.column} {_OPERATORS[index.metric]} ${first}::vector",
            limit=f"${first + 1}::integer",
        )
        for name, field, index in near_indexes(entity)
    )


def nearest_names(entity: Entity) -> Iterator[str]:
    """What they are called, after the entity."""
    for name, _, _ in near_indexes(entity):
        yield from (name, f"{name}_exactly", f"{name}_scan")


def nearest_methods(entity: Entity, known: EntityNames) -> tuple[NearestMethodView, ...]:
    """The methods of the entity's repository."""
    return tuple(_method(entity, known, name, field) for name, field, _ in near_indexes(entity))


def _method(entity: Entity, known: EntityNames, name: str, field: Field) -> NearestMethodView:
    column, constant = field.column, f"statements.{_constant(entity, name)}"
    asked = (*campaign_argument(entity), column, "limit")
    parameters = ("self", *campaign_parameter(entity), f"{column}: list[float]", "*", "page_size: int = 0")
    return NearestMethodView(
        signature=signature(name, parameters, f"list[{known.model}]"),
        column=column,
        check=laid_out(check(field, column), indent=BODY),
        scan=laid_out(Call("self._work.execute", (f"{constant}_SCAN",)), indent=BODY, prefix="await "),
        found=_fetched(constant, asked, BODY),
        exactly=_fetched(f"{constant}_EXACTLY", asked, INSIDE),
    )


def _fetched(constant: str, asked: tuple[str, ...], indent: int) -> str:
    return laid_out(Call("self._work.fetch", (constant, *asked)), indent=indent, prefix="rows = await ")


def _constant(entity: Entity, name: str) -> str:
    return f"{names.constant(entity.name)}_{names.constant(name)}"


def nearest_imports(package: str, service: Service) -> Iterator[tuple[str, str]]:
    """What the repositories of the service need for them."""
    for entity in service.entities:
        for _, field, _ in near_indexes(entity):
            yield f"{package}.core", field.type.core
            yield f"{package}.core.validation", "Violations"
            yield from annotations.annotation_imports(field, frozenset())
