"""What tests are told of the events of an entity that are raised by hand."""

from generator import names
from generator.ir import Entity, Event, Service
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.source import call, logged_head
from generator.targets.tests.values import numbered


@view
class EmissionView:
    """A declared event that no transition writes."""

    logged_head: str
    """The head of the test that raises it."""
    event: str
    """The statement, at column 4, that makes the event."""
    event_type: str
    retention: str


def emission_views(service: Service, entity: Entity) -> tuple[EmissionView, ...]:
    """The events that `service.py` may raise for the entity, in spec order."""
    written = {item.emits.name for item, _ in service.transitions(entity) if item.emits}
    raised = (item for item in entity.events if not item.implied and item.name not in written)
    return tuple(_view(entity, item) for item in raised)


def _view(entity: Entity, event: Event) -> EmissionView:
    arguments = (numbered(item, number="1", prefix=f"{item.column}=") for item in event.payload)
    return EmissionView(
        logged_head=logged_head(f"test_{event.owner}_is_raised_by_hand", scoped=entity.scoped),
        event=call(f"event = events.{names.pascal(event.owner)}", arguments, indent=4),
        event_type=text_literal(event.type),
        retention=text_literal(event.retention),
    )
