"""What tests are told of the numbers that callers add to."""

from generator.ir import Entity, Field
from generator.plan.blueprint import Blueprint
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.source import call, logged_head
from generator.targets.tests.values import sampled_range

_WRITERS = 20
"""How many add at once; fewer where the number has less room."""


@view
class IncrementView:
    """One number."""

    name: str
    column: str
    rpc: str
    start: str
    """A literal: the assignment of the number that the tests begin at."""
    first: int
    writers: int
    beyond: int | None
    """What cannot be added any more; None where the number has no limit of its own."""
    head: str
    limit_head: str
    logged_head: str
    served_head: str
    request: str


def increment_views(blueprint: Blueprint, entity: Entity) -> tuple[IncrementView, ...]:
    """Those with room to add to, about which no check between fields is: that may ask for another value."""
    checked = {field.name for check in entity.checks for field in check.fields}
    fields = (entity.field(name) for name in entity.increments if name not in checked)
    return tuple(_increment(blueprint, entity, field) for field in fields if _room(field) > 0)


def _room(field: Field) -> int:
    low, high, *_ = sampled_range(field)
    assert isinstance(low, int)  # noqa: S101 - only whole numbers can be added to
    assert isinstance(high, int)  # noqa: S101
    return min(_WRITERS, high - low)


def _increment(blueprint: Blueprint, entity: Entity, field: Field) -> IncrementView:
    first = sampled_range(field)[0]
    assert isinstance(first, int)  # noqa: S101 - only whole numbers can be added to
    name, scope = f"increment_{field.name}", ("campaign_id=campaign",) if entity.scoped else ()
    rpc = next(item.name for item in blueprint.shapes.of(entity.name) if item.field == field)
    return IncrementView(
        name=name,
        column=field.column,
        rpc=rpc,
        start=text_literal(f"{field.column} = {first}"),
        first=first,
        writers=_room(field),
        beyond=None if field.maximum is None else int(field.maximum) - first + 1,
        head=_head(entity, f"test_{name}_loses_nothing"),
        limit_head=_head(entity, f"test_{name}_keeps_to_the_limits"),
        logged_head=logged_head(f"test_{name}_is_logged", scoped=entity.scoped),
        served_head=_head(entity, f"test_{name}_is_served", channel=True),
        request=call(f"request = {blueprint.service.name}_pb2.{rpc}Request", (*scope, "id=row.id", "by=1"), indent=4),
    )


def _head(entity: Entity, name: str, *, channel: bool = False) -> str:
    server = ("channel: grpc.aio.Channel",) if channel else ()
    campaign = ("campaign: int",) if entity.scoped else ()
    return call(f"async def {name}", (*server, "database: Database", *campaign), indent=0, tail=" -> None:")
