"""What tests are told of the ways to create a row beside Create: each obeys what `service.py` makes of that."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb
from generator.targets.source.view import view
from generator.targets.tests.source import call


@view
class CreationRuleView:
    """A batch or an upsert of an entity that has a Create."""

    head: str
    servicer: str
    """The class that `service.py` subclasses."""
    override: str
    """The head, at column 8, of the method that it may override."""
    ordinary: str
    """The await, at column 19, of what that does by itself."""
    batch: bool
    call: str
    """The await, at column 18 or before, that creates `new`."""
    repeated: str
    """The same of `again`."""
    columns: tuple[str, ...]
    """The columns by which an upsert finds its row, and those that no change touches."""


def creation_rules(blueprint: Blueprint, entity: Entity) -> tuple[CreationRuleView, ...]:
    """The views of the entity's batch and upserts; none where it has no Create."""
    rpcs = blueprint.shapes.of(entity.name)
    create = next((rpc for rpc in rpcs if rpc.verb is Verb.CREATE), None)
    return tuple(_views(blueprint, entity, create)) if create else ()


def _views(blueprint: Blueprint, entity: Entity, create: Rpc) -> Iterator[CreationRuleView]:
    servicer = f"{names.pascal(blueprint.service.name)}Servicer"
    model = names.pascal(entity.name)
    campaign = ("campaign",) if entity.scoped else ()
    passed = ("work", *(("campaign_id",) if entity.scoped else ()), "new")
    own = ("self", "work: UnitOfWork", *(("campaign_id: int",) if entity.scoped else ()), f"new: models.New{model}")
    for rpc in blueprint.shapes.of(entity.name):
        if rpc.verb not in {Verb.BATCH_CREATE, Verb.UPSERT}:
            continue
        served = f"await Ruled(database).{rpc.method}"
        batch = rpc.verb is Verb.BATCH_CREATE
        yield CreationRuleView(
            head=_head(rpc, entity),
            servicer=servicer,
            override=call(f"async def {create.method}", own, indent=8, tail=f" -> models.{model}:"),
            ordinary=call(f"await super().{create.method}", passed, indent=19),
            batch=batch,
            call=call(served, ("work", *campaign, "[new]" if batch else "new"), indent=8 if batch else 18),
            repeated=call(served, ("work", *campaign, "again"), indent=18),
            columns=tuple(dict.fromkeys((*_found_by(entity, rpc), *entity.key_columns))),
        )


def _found_by(entity: Entity, rpc: Rpc) -> tuple[str, ...]:
    return entity.columns(rpc.unique) if rpc.unique else ()


def _head(rpc: Rpc, entity: Entity) -> str:
    campaign = ("campaign: int",) if entity.scoped else ()
    parameters = ("database: Database", *campaign)
    return call(f"async def test_{rpc.method}_obeys_the_rule_of_creations", parameters, indent=0, tail=" -> None:")
