"""What tests are told of the methods that find near vectors."""

from generator import names
from generator.ir import Entity, Field, IndexUse, Metric
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.source import call

_LEAST = 2
"""Dimensions in which vectors have angles."""

_MANY = 5


@view
class NearestView:
    """A method."""

    head: str
    refused_head: str
    field: str
    """A literal."""
    put: str
    """The statement, at column 12, that gives a row its vector; the nearer, the smaller `place`."""
    found: str
    """The statement, at column 8, that finds all of `rows`, and maybe others."""
    first: str
    """The statement, at column 8, that finds the first two."""
    elsewhere: str
    """The statement, at column 8, that finds those of another campaign; empty where there is none."""
    refused: str
    """The statement, at column 12, that asks with too short a vector."""


def nearest_views(entity: Entity) -> tuple[NearestView, ...]:
    """The views of the methods whose field an update may change."""
    found = (item for item in entity.indexes if item.using is IndexUse.VECTOR and item.where is None)
    pairs = [(entity.field(item.columns[0].field), item.metric) for item in found]
    return tuple(
        _view(entity, field, metric)
        for field, metric in pairs
        if field in entity.changeable and (field.dimensions or 0) >= _LEAST
    )


def _view(entity: Entity, field: Field, metric: Metric) -> NearestView:
    method = f"nearest_by_{field.column}" + ("" if metric is Metric.COSINE else f"_{metric}")
    scope = ("campaign",) if entity.scoped else ()
    rest = (field.dimensions or 0) - 1
    query = f"[{_MANY}.0, *[0.0] * {rest}]"
    vector = f"[{_MANY}.0 - place, *[float(place)] * {rest}]"
    changes = f"models.{names.pascal(entity.name)}Changes({field.column}={vector})"
    fixtures = ("database: Database", *(("campaign: int", "other: int") if entity.scoped else ()))
    refused = fixtures[: 1 + len(scope)]
    every, two = (*scope, query, "page_size=1000"), (*scope, query, "page_size=2")
    return NearestView(
        head=_head(f"test_{method}_is_in_order", fixtures),
        refused_head=_head(f"test_{method}_takes_vectors_of_its_length", refused),
        field=text_literal(field.column),
        put=call("await repository.update", (*scope, "row.id", changes), indent=12),
        found=call(f"found = await repository.{method}", every, indent=8),
        first=call(f"first = await repository.{method}", two, indent=8),
        elsewhere=call(f"elsewhere = await there.{method}", ("other", query), indent=8) if scope else "",
        refused=call(f"await repository.{method}", (*scope, "[1.0]"), indent=12),
    )


def _head(name: str, parameters: tuple[str, ...]) -> str:
    return call(f"async def {name}", parameters, indent=0, tail=" -> None:")
