"""What `events.py` of a service says: one class per event, with the payload that the log keeps."""

from collections.abc import Iterator

from generator import names
from generator.catalog import FieldType
from generator.ir import Entity, Event, Field
from generator.plan.blueprint import Blueprint
from generator.targets.python import annotations, core_modules
from generator.targets.python.checks_view import checks
from generator.targets.python.emission_view import EmissionView, emission_imports, emissions
from generator.targets.python.naming import event_class
from generator.targets.python.spelling import docstring
from generator.targets.source.imports import import_block
from generator.targets.source.layout import Brackets, Choice, Entry, Expression, Simple, braces, flat, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

_NOTHING: frozenset[str] = frozenset()

_JSON = {
    "timestamp": "{value}.isoformat()",
    "duration": "{value}.total_seconds()",
    "bytes": "{value}.hex()",
    "point": "points.point_document({value})",
}
"""What JSON has no type for, as text; a duration in seconds. What is text on the wire is the same text here."""


@view
class EventView:
    """One event class."""

    name: str
    docstring: str
    type: str
    service: str
    retention: str
    fields: tuple[str, ...]
    payload: str
    """The statement that returns it."""
    payload_type: str
    checks: tuple[str, ...]
    """Finished calls of `validate()`; none where no value can be wrong."""


@view
class EventsView:
    """All of `events.py`."""

    spec: str
    title: str
    imports: str
    events: tuple[EventView, ...]
    emissions: tuple[EmissionView, ...]


def events_view(blueprint: Blueprint) -> EventsView:
    """The view of the service's events."""
    service = blueprint.service
    taken = annotations.columns(service)
    package = blueprint.platform.package
    events = [event for entity in service.entities for event in entity.events]
    return EventsView(
        spec=service.path,
        title=f"What happens to the entities of the {names.words(service.name)} service, as the event log tells it.",
        imports=import_block(package, (*_imports(package, events, taken), *emission_imports(blueprint))),
        events=tuple(_event(entity, event, taken) for entity in service.entities for event in entity.events),
        emissions=emissions(blueprint),
    )


def payload_annotation(event: Event, field: Field, taken: frozenset[str]) -> str:
    """The type of a field of the event's payload."""
    return annotations.nullable_annotation(field, event.owner, taken)


def _event(entity: Entity, event: Event, taken: frozenset[str]) -> EventView:
    summary = f"The {names.words(entity.name)} was {names.words(event.name)}."
    fields, items = _implied(event) if event.implied else _declared(event, taken)
    return EventView(
        name=event_class(event),
        docstring=docstring(event.description, summary=summary, indent=4),
        type=text_literal(event.type),
        service=text_literal(event.service),
        retention=text_literal(event.retention),
        fields=fields,
        payload=laid_out(braces(items), indent=8, prefix="return "),
        payload_type=annotations.unhidden("dict[str, object]", taken if event.payload else _NOTHING),
        checks=checks(event.payload),
    )


def _implied(event: Event) -> tuple[tuple[str, ...], tuple[Expression, ...]]:
    if event.name == "updated":
        return ("id: int", "fields: tuple[str, ...]"), ('"id": self.id', '"fields": [*self.fields]')
    return ("id: int",), ('"id": self.id',)


def _declared(event: Event, taken: frozenset[str]) -> tuple[tuple[str, ...], tuple[Expression, ...]]:
    fields = tuple(f"{item.column}: {payload_annotation(event, item, taken)}" for item in event.payload)
    return fields, tuple(Entry(text_literal(item.column), _json(item)) for item in event.payload)


def _json(field: Field) -> Simple | Choice:
    """The attribute as a value that JSON has."""
    value = f"self.{field.column}"
    spelled = _spelled(field, value)
    return Choice("None", f"{value} is None", spelled) if field.nullable and spelled != value else spelled


def _spelled(field: Field, value: str) -> Simple:
    if field.element is None:
        return _as_json(field.type, value)
    item = _as_json(field.element, "item")
    return value if item == "item" else Brackets((item, f"for item in {value}"))


def _as_json(row: FieldType, value: str) -> str:
    if row.wire and row.proto.type == "string":
        return f"{row.core}.{row.wire.encode}({value})"
    return _JSON.get(row.name, "{value}").format(value=value)


def _imports(package: str, events: list[Event], taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield "collections.abc", "Mapping"
    yield "dataclasses", "dataclass"
    yield "types", "MappingProxyType"
    yield "typing", "ClassVar"
    yield "typing", "Final"
    yield f"{package}.core.events", "Event"
    declared = [item for event in events for item in event.payload]
    for field in declared:
        yield from annotations.annotation_imports(field, taken)
    spelled = [flat(_spelled(field, "")) for field in declared]
    if any("wire." in text for text in spelled):
        yield f"{package}.core", "wire"
    yield from core_modules.imported(package, declared, (*spelled, *checks(tuple(declared))))
    if checks(tuple(declared)):
        yield f"{package}.core.validation", "Violations"
    if declared:
        yield from annotations.builtin_imports("dict[str, object]", taken)
