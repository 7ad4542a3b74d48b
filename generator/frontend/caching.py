"""`cache` of an entity: which of its answers are kept, and for how long."""

from collections.abc import Iterator
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.frozen import replace
from generator.ir import Entity, Kept, Platform

_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600}


def with_kept(lowering: Lowering, node: Node, entity: Entity) -> Entity:
    """The entity with how long answers about it are kept; SG335 for questions that nobody can ask of it."""
    said = node.get("cache")
    if said is None:
        return entity
    asked = tuple(_asked(entity))
    each = {item.name: item for item in said.values()}
    times = each or dict.fromkeys(asked, said)
    for kind, item in times.items():
        if kind not in asked:
            message = f"`{entity.name}` has no {kind}, so there are no answers to keep"
            hint = f"Remove `{kind}` here, or let the entity have it."
            lowering.refuse("SG335", message, item.key_span, hint)
    if not times:
        message = f"nobody can ask `{entity.name}` anything whose answer could be kept"
        lowering.refuse("SG335", message, said.span, "Remove `cache`; reading a row by its key is as fast as Redis.")
    return replace(entity, kept=Kept(**{kind: _seconds(item.string) for kind, item in times.items() if kind in asked}))


def _asked(entity: Entity) -> Iterator[str]:
    """The kinds of questions that clients can ask about the entity."""
    if entity.search is not None:
        yield "search"
    if entity.offers("list"):
        yield "list"
    if entity.aggregates:
        yield "aggregates"


def _seconds(text: str) -> int:
    number, unit = text.split()
    return int(number) * _SECONDS[unit.removesuffix("s")]


def check_home_keeps(lowering: Lowering, platform: Platform) -> None:
    """SG336 for services whose platform is in another repository and keeps no answers there."""
    if platform.pin is None or any(entity.kept for service in platform.borrowed for entity in service.entities):
        return
    for entity in platform.entities():
        if entity.kept:
            message = f"answers about `{entity.name}` are to be kept, and the platform `{platform.name}` keeps none"
            hint = "Let an entity of the platform's own repository have `cache` first."
            lowering.refuse("SG336", message, entity.span, hint)
