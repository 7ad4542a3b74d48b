"""What tests are told of an entity's aggregates."""

from generator import names
from generator.ir import Aggregate, Entity
from generator.plan.aggregates import Measure, group_fields, measures
from generator.plan.blueprint import Blueprint
from generator.targets.source.layout import Brackets, Choice, laid_out, parentheses
from generator.targets.source.view import view
from generator.targets.tests.source import call

_FUNCTIONS = {"sum": "sum({0})", "avg": "sum({0}) / len({0})", "min": "min({0})", "max": "max({0})"}
"""The same in Python."""


@view
class MeasureView:
    """One number of a group."""

    values: str
    """The statement, at column 8, that assigns the values of the group's rows; empty where they are counted."""
    wanted: str
    """The statement, at column 8, that assigns what the group must say of them."""
    expected: str
    """The assertion."""


@view
class NarrowedView:
    """One filter of an aggregate."""

    column: str
    head: str
    found: str
    """The call, at column 8, into `found`."""


@view
class AggregateView:
    """One aggregate; its statements are laid out for column 4 where nothing else is said."""

    method: str
    """`aggregate_visits_by_page`."""
    rpc: str
    head: str
    campaign_head: str
    served_head: str
    groups: str
    """Assigns to `keys` what makes each of the groups in `found`."""
    rows: str
    """Assigns to `places` the group of each row in `every`."""
    measures: tuple[MeasureView, ...]
    filters: tuple[NarrowedView, ...]
    request: str
    served: str
    """The assertion that the response has the groups in `found`."""


def aggregate_views(blueprint: Blueprint, entity: Entity) -> tuple[AggregateView, ...]:
    """The views of the entity's aggregates."""
    return tuple(_aggregate(blueprint, entity, item) for item in entity.aggregates)


def _aggregate(blueprint: Blueprint, entity: Entity, aggregate: Aggregate) -> AggregateView:
    key = laid_out(parentheses(tuple(f"row.{item.column}" for item in group_fields(entity, aggregate))), indent=0)
    method = f"aggregate_{aggregate.name}"
    rpc = f"Aggregate{names.pascal(aggregate.name)}"
    groups = Brackets((f"messages.{aggregate.name}_group(group)", "for group in found.groups"))
    return AggregateView(
        method=method,
        rpc=rpc,
        head=_head(method),
        campaign_head=_head(f"{method}_keeps_to_the_campaign", "other: int"),
        served_head=_head(f"{method}_is_served", channel=True),
        groups=laid_out(Brackets((key, "for row in found.groups")), indent=4, prefix="keys = "),
        rows=laid_out(Brackets((key, "for row in every")), indent=4, prefix="places = "),
        measures=tuple(map(_measure, measures(entity, aggregate))),
        filters=tuple(_narrowed(method, entity.field(name).column) for name in aggregate.filters),
        request=call(f"request = {blueprint.service.name}_pb2.{rpc}Request", ("campaign_id=campaign",), indent=4),
        served=laid_out(groups, indent=4, prefix="assert list(response.groups) == "),
    )


def _head(test: str, *more: str, channel: bool = False) -> str:
    server = ("channel: grpc.aio.Channel",) if channel else ()
    parameters = (*server, "database: Database", "campaign: int", *more)
    return call(f"async def test_{test}", parameters, indent=0, tail=" -> None:")


def _narrowed(method: str, column: str) -> NarrowedView:
    return NarrowedView(
        column=column,
        head=_head(f"{method}_takes_{column}"),
        found=call(f"found = await repository.{method}", ("campaign", f"{column}=wanted"), indent=8),
    )


def _measure(measure: Measure) -> MeasureView:
    column = measure.field.column
    if measure.source is None:
        return MeasureView(values="", wanted="", expected=f"assert group.{column} == len(members)")
    value = f"row.{measure.source.column}"
    known = (f"if {value} is not None",) if measure.source.nullable else ()
    result: str = _FUNCTIONS[measure.function].format(column)
    if measure.function == "avg" or measure.field.type.name == "double":
        result = f"pytest.approx(float({result}))"
    expected = Choice(result, column, "None") if measure.source.nullable else result
    return MeasureView(
        values=laid_out(Brackets((value, "for row in members", *known)), indent=8, prefix=f"{column} = "),
        wanted=laid_out(expected, indent=8, prefix=f"wanted_{column} = "),
        expected=f"assert group.{column} == wanted_{column}",
    )
