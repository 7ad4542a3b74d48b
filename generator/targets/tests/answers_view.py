"""What tests are told of answers that are kept."""

from collections.abc import Iterator

from generator.ir import Entity
from generator.plan.answers import kept_seconds
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb
from generator.targets.source.view import view
from generator.targets.tests.reads_view import reads_view
from generator.targets.tests.source import call


@view
class AnswerView:
    """A question whose answer is kept."""

    rpc: str
    head: str
    request: tuple[str, ...]
    """Statements, at column 4, that assign the request about `rows`."""
    work: str
    """A unit of work that tells the cache what it writes."""


def answer_views(blueprint: Blueprint, entity: Entity) -> tuple[AnswerView, ...]:
    """The views of the entity's questions."""
    return tuple(
        _answer(blueprint, entity, rpc)
        for rpc in blueprint.shapes.rpcs
        if kept_seconds(rpc) and rpc.entity is not None and rpc.entity.key == entity.key
    )


def _answer(blueprint: Blueprint, entity: Entity, rpc: Rpc) -> AnswerView:
    campaign = ("campaign: int",) if entity.scoped else ()
    fixtures = ("keeping_channel: grpc.aio.Channel", "database: Database", "keeping: Database", *campaign)
    return AnswerView(
        rpc=rpc.name,
        head=call(f"async def test_{rpc.method}_is_kept", fixtures, indent=0, tail=" -> None:"),
        request=tuple(_request(blueprint, entity, rpc)),
        work=f"keeping.unit_of_work({'campaign' if entity.scoped else ''})",
    )


def _request(blueprint: Blueprint, entity: Entity, rpc: Rpc) -> Iterator[str]:
    message = f"{blueprint.service.name}_pb2.{rpc.request.name}"
    scope = ("campaign_id=campaign",) if entity.scoped else ()
    match rpc.verb:
        case Verb.SEARCH:
            word = reads_view(blueprint.platform, entity).old_word
            yield f'words = " or ".join(samples.phrase({word}) for row in rows)'
            yield call(f"request = {message}", (*scope, "query=words"), indent=4)
        case Verb.LIST:
            parent = entity.wire_parent or entity.parent_column
            under = (f"{parent}=rows[0].{entity.parent_column}",) if parent else ()
            yield call(f"request = {message}", (*scope, *under), indent=4)
        case _:
            yield call(f"request = {message}", scope, indent=4)
