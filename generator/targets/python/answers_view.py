"""Answers that are kept: the decorator of a method that serves them, and what a repository's writes are about."""

from typing import Final

from generator.ir import Entity, Platform
from generator.plan.answers import kept_seconds
from generator.plan.shapes import Rpc
from generator.targets.source.layout import STEP, Call, Expression, Keyword, laid_out
from generator.targets.source.literals import text_literal

_BODY: Final = 8


def kept_answer(module: str, rpc: Rpc) -> str:
    """The decorator of the RPC's method, for column 4; empty where its answers are not kept."""
    seconds = kept_seconds(rpc)
    if rpc.entity is None or not seconds:
        return ""
    arguments: tuple[Expression, ...] = (
        f"{module}.{rpc.response.name}",
        text_literal(str(rpc.entity.key)),
        text_literal(rpc.method),
        Keyword("seconds", str(seconds)),
        *(() if rpc.scoped else (Keyword("scoped", "False"),)),
        *((Keyword("everywhere", "True"),) if _is_everywhere(rpc.entity) else ()),
    )
    return laid_out(Call("@kept", arguments), indent=STEP)


def concerns(platform: Platform, entity: Entity) -> tuple[str, ...]:
    """Statements, for column 8, by which a repository says which kept answers its writes are about."""
    return tuple(_concern(item) for item in platform.concerns(entity.key))


def _concern(entity: Entity) -> str:
    everywhere = (Keyword("everywhere", "True"),) if _is_everywhere(entity) else ()
    return laid_out(Call("work.concerns", (text_literal(str(entity.key)), *everywhere)), indent=_BODY)


def _is_everywhere(entity: Entity) -> bool:
    """Whether what is written in one campaign shows in the answers of all."""
    return not entity.scoped or entity.shared
