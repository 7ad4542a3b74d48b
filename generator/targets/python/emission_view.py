"""The functions of `events.py` that append what is raised by hand: one per entity, for what no transition writes."""

from collections.abc import Iterator

from generator.ir import Entity, Event, Service
from generator.plan.blueprint import Blueprint
from generator.targets.python.naming import entity_names, event_class
from generator.targets.source.layout import STEP, WIDTH, Call, laid_out
from generator.targets.source.view import view


@view
class EmissionView:
    """A function that appends an event of one entity."""

    signature: str
    scoped: bool
    body: str


def emissions(blueprint: Blueprint) -> tuple[EmissionView, ...]:
    """The functions of the service's entities that have events to raise by hand, in spec order."""
    service = blueprint.service
    return tuple(_emission(entity, events) for entity in service.entities if (events := raised(service, entity)))


def raised(service: Service, entity: Entity) -> tuple[Event, ...]:
    """The declared events of the entity that no transition writes: a second one beside its own would be false."""
    written = {item.emits.name for item, _ in service.transitions(entity) if item.emits}
    return tuple(event for event in entity.events if not event.implied and event.name not in written)


def emission_imports(blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    """What these functions need."""
    package, service = blueprint.platform.package, blueprint.service
    for entity in service.entities:
        if raised(service, entity):
            yield f"{package}.core.database", "UnitOfWork"
            yield f"{package}.core.events", "append"
            yield f"{package}.{service.name}.models", entity_names(entity).model
            if not entity.scoped:
                yield f"{package}.core.database", "GLOBAL_CAMPAIGN"


def _emission(entity: Entity, events: tuple[Event, ...]) -> EmissionView:
    known = entity_names(entity)
    parameters = ("work: UnitOfWork", f"row: {known.model}", _either(events), "*", "key: str | None = None")
    campaign = "row.campaign_id" if entity.scoped else "GLOBAL_CAMPAIGN"
    call = Call("append", ("work", campaign, "row.master_id", "event", "key=key"))
    return EmissionView(
        signature=laid_out(Call(f"async def emit_{known.name}", parameters, " -> bool:"), indent=0),
        scoped=entity.scoped,
        body=laid_out(call, indent=4, prefix="return await "),
    )


def _either(events: tuple[Event, ...]) -> str:
    """The parameter that takes any of them, broken before each bar where the formatter would."""
    classes = [event_class(event) for event in events]
    line = f"event: {' | '.join(classes)}"
    separator = " | " if STEP + len(line) < WIDTH else f"\n{' ' * STEP}| "
    return f"event: {separator.join(classes)}"
