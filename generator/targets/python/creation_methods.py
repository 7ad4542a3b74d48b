"""How batches and upserts create rows: by the method behind Create, if `service.py` has one of its own."""

from collections.abc import Iterable, Iterator

from generator.ir import Entity
from generator.plan.keys import declared_key
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb
from generator.targets.source.layout import STEP, Call, laid_out
from generator.targets.source.literals import text_literal

BODY = 8


def creations(rpcs: Iterable[Rpc]) -> dict[str, str]:
    """The method behind the Create of each entity that has one, by its name: what a user overrides."""
    return {rpc.entity.name: rpc.method for rpc in rpcs if rpc.verb is Verb.CREATE and rpc.entity}


def own_rule(rpc: Rpc, servicer: str, creation: str | None) -> Iterator[str]:
    """The statements, for column 8, that go by `creation` where a subclass of `servicer` has overridden it.

    One statement for all rows is left to those who have not: a rule that some creations pass by would be none.
    """
    if creation is None or rpc.entity is None or rpc.verb not in {Verb.BATCH_CREATE, Verb.UPSERT}:
        return
    campaign = ("campaign_id",) if rpc.scoped else ()
    inner = " " * STEP
    yield f"if type(self).{creation} is not {servicer}.{creation}:"
    if rpc.verb is Verb.BATCH_CREATE:
        each = f"await self.{creation}({', '.join(('work', *campaign, 'item'))})"
        yield f"{inner}return [{each} for item in new]"
        return
    attempt = Call("Attempt", ("work", *_keys(rpc.entity)))
    yield inner + laid_out(attempt, indent=BODY + STEP, prefix="async with ", suffix=":")
    yield f"{inner}{inner}return await self.{creation}({', '.join(('work', *campaign, 'new'))})"


def _keys(entity: Entity) -> Iterator[str]:
    return (text_literal(declared_key(entity, item).name) for item in entity.unique)


def creation_imports(package: str, rpcs: tuple[Rpc, ...]) -> Iterator[tuple[str, str]]:
    """What the servicer needs for them."""
    if uses_attempts(rpcs):
        yield f"{package}.core.creations", "Attempt"


def uses_attempts(rpcs: Iterable[Rpc]) -> bool:
    """Whether any of them needs `core/creations.py`."""
    every = tuple(rpcs)
    known = creations(every)
    return any(rpc.verb is Verb.UPSERT and rpc.entity and rpc.entity.name in known for rpc in every)
