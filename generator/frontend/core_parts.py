"""Parts of the platform's core that only some features need, where the platform is in another repository."""

from collections.abc import Callable
from typing import Final

from generator.frontend.outline import Lowering
from generator.frozen import frozen
from generator.ir import Entity, Platform


@frozen
class _Part:
    """A module of the core that is rendered where some entity of the platform's own repository uses it."""

    module: str
    used: Callable[[Entity], bool]
    what: str
    """What an entity has that needs it, for a sentence."""
    asked: str
    """How a spec asks for it."""


_PARTS: Final = (
    _Part(
        module="batches",
        used=lambda entity: entity.rpcs.batch_get or entity.rpcs.batch_create or entity.rpcs.batch_delete,
        what="RPCs of many rows",
        asked="rpcs: {batch_get: true}",
    ),
    _Part(
        module="creations",
        used=lambda entity: bool(entity.rpcs.upsert) and entity.offers("create"),
        what="an upsert",
        asked="rpcs: {upsert: [...]}",
    ),
    _Part(
        module="windows",
        used=lambda entity: bool(entity.paging.parameter),
        what="pages by number or offset",
        asked="paging: number",
    ),
    _Part(
        module="aggregated",
        used=lambda entity: bool(entity.aggregates),
        what="aggregates",
        asked="aggregates: ...",
    ),
)


def check_core_parts(lowering: Lowering, platform: Platform) -> None:
    """SG329 for entities that need a part of the core which the platform's own repository has no use for."""
    if platform.pin is None:
        return
    at_home = [entity for service in platform.borrowed for entity in service.entities]
    for part in _PARTS:
        if any(map(part.used, at_home)):
            continue
        for entity in filter(part.used, platform.entities()):
            message = f"`{entity.name}` has {part.what}, and the core of `{platform.pin.package}` has no part for that"
            hint = f"Let an entity of the platform's own repository have `{part.asked}` first; its release brings it."
            lowering.refuse("SG329", message, entity.span, hint)
