"""What tests are told of the views of an entity."""

from collections.abc import Iterator

from generator import names
from generator.ir import ARCHIVED_AT, Entity, View
from generator.plan.blueprint import Blueprint
from generator.plan.indexes import view_order
from generator.targets.source.layout import Brackets, Call, laid_out
from generator.targets.source.view import view
from generator.targets.tests.source import call

_INDENT = " " * 16
"""Before the lines of a subquery among the columns of a query."""


@view
class NarrowedView:
    """A filter of a view."""

    column: str
    head: str
    found: str
    """The await of a narrowed page."""


@view
class ReadModelView:
    """One view."""

    method: str
    """`list_leaderboard`."""
    rpc: str
    head: str
    campaign_head: str
    served_head: str
    columns: tuple[str, ...]
    """What a row shows, each found by a query of its own."""
    table: str
    conditions: tuple[str, ...]
    order: str
    pages: str
    """Assigns all pages to `found`."""
    filters: tuple[NarrowedView, ...]
    request: str
    served: str
    """The assertion that the response has the rows in `found`."""


def read_model_views(blueprint: Blueprint, entity: Entity) -> tuple[ReadModelView, ...]:
    """The views of the entity's views."""
    return tuple(_read_model(blueprint, entity, item) for item in entity.views)


def _read_model(blueprint: Blueprint, entity: Entity, shown: View) -> ReadModelView:
    method = f"list_{shown.name}"
    scope = "campaign, " if entity.scoped else ""
    own = ("campaign",) if entity.scoped else ()
    page = Call(f"lambda token: repository.{method}", (*own, "page_size=2", "page_token=token"))
    arguments = ("campaign_id=campaign",) if entity.scoped else ()
    asked = f"request = {blueprint.service.name}_pb2.List{names.pascal(shown.name)}Request"
    served = Brackets((f"messages.{shown.name}_row(item)", "for item in found.items"))
    return ReadModelView(
        method=method,
        rpc=f"List{names.pascal(shown.name)}",
        head=_head(entity, method),
        campaign_head=_head(entity, f"{method}_keeps_to_the_campaign", "other: int"),
        served_head=_head(entity, f"{method}_is_served", channel=True),
        columns=tuple(_columns(shown)),
        table=entity.table,
        conditions=tuple(_conditions(entity, shown)),
        order=", ".join(view_order(entity, shown)),
        pages=laid_out(Call("found = await reading.all_pages", (page,)), indent=8),
        filters=tuple(_narrowed(entity, method, scope, entity.field(name).column) for name in shown.filters),
        request=call(asked, arguments, indent=4),
        served=laid_out(served, indent=4, prefix="assert list(response.rows) == "),
    )


def _head(entity: Entity, test: str, *more: str, channel: bool = False) -> str:
    server = ("channel: grpc.aio.Channel",) if channel else ()
    campaign = ("campaign: int",) if entity.scoped else ()
    return call(f"async def test_{test}", (*server, "database: Database", *campaign, *more), indent=0, tail=" -> None:")


def _narrowed(entity: Entity, method: str, scope: str, column: str) -> NarrowedView:
    arguments = (*(("campaign",) if scope else ()), "page_size=1000", f"{column}=wanted")
    return NarrowedView(
        column=column,
        head=_head(entity, f"{method}_takes_{column}"),
        found=call(f"found = await repository.{method}", arguments, indent=8),
    )


def _conditions(entity: Entity, shown: View) -> Iterator[str]:
    """Those of every list, and the view's own."""
    if entity.scoped:
        yield "campaign_id = $1::bigint"
    if entity.archive:
        yield f"{ARCHIVED_AT} IS NULL"
    if entity.soft_delete:
        yield "deleted_at IS NULL"
    if entity.expires:
        yield entity.expires.lives()
    yield f"({shown.where})" if shown.where else "TRUE"


def _columns(shown: View) -> Iterator[str]:
    """The values of a row, those of others by a subquery within another."""
    joins = {join.alias: join for join in shown.joins}
    for column in shown.columns:
        alias, _, name = column.value.partition(".")
        yield f"paged.{name}" if alias not in joins else _subquery(shown, alias, name)


def _subquery(shown: View, alias: str, value: str) -> str:
    """The rows on the way, each of which is the one that the row before it refers to."""
    way, joins = [alias], {join.alias: join for join in shown.joins}
    while (before := _before(shown, way[-1])) is not None:
        way.append(before)
    tables = f",\n{_INDENT}     ".join(f"{joins[item].table} AS {item}" for item in way)
    conditions = f"\n{_INDENT}  AND ".join(on for item in way for on in joins[item].on)
    lines = (f"(SELECT {alias}.{value}", f"FROM {tables}", f"WHERE {conditions})")
    return f"\n{_INDENT}".join(lines)


def _before(shown: View, alias: str) -> str | None:
    """The joined row that refers to the one; None if it is the entity's own."""
    on = next(join.on for join in shown.joins if join.alias == alias)
    return next((item.alias for item in shown.joins for text in on if f"= {item.alias}." in text), None)
