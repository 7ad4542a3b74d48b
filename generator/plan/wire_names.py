"""Names that clients keep: what the spec renames goes by its first name on the wire, for ever.

A rename of a field, an RPC or a message is a break for clients, and it gains them nothing. So the lock remembers the
first name of whatever was renamed, by its place in the spec: `article` (an entity), `article/plural`, `article/parent`,
`article.headline`, `article.status.live` (a value), `events/article.published`, `publish()` (an operation) and
`publish().channel` (a field of its request). A field whose type changed on the wire is another field to clients: it
goes by its new name.
"""

from collections.abc import Iterator, Mapping

from generator import names
from generator.frozen import frozen, replace
from generator.ir import Entity, Event, Field, Operation, Service, View
from generator.plan.blueprint import WireType
from generator.plan.records import Record
from generator.plan.renames import Renames

Names = Mapping[str, str]
"""First names by place; without those that are the spec's own."""

_RESULTS = 1
"""The number of the entities in the response of a list."""


def wire_names(record: Record, package: str, service: Service, renames: Renames) -> Names:
    """The first names after this run, of whatever the spec of `service` now calls otherwise.

    `package` is the proto package of the service: `acme.content.v1`.
    """
    known = _Known(record=record, package=package, renames=renames)
    found: dict[str, str] = {}
    for entity in service.entities:
        found |= known.of_entity(entity)
    for operation in service.operations:
        found |= known.of_operation(operation)
    return found


@frozen
class _Known:
    """What the lock recorded, asked by what the spec says now."""

    record: Record
    package: str
    renames: Renames

    def of_entity(self, entity: Entity) -> Names:
        former = self.renames.entities.get(entity.name, entity.name)
        wire = self._first(former, former)
        if self._message(wire) is None:
            return {}
        columns = self.renames.columns.get(entity.name, {})
        plural, parent = self._plural(former, entity.plural), entity.parent_column or ""
        return {
            **_differing(entity.name, wire, entity.name),
            **_differing(f"{entity.name}/plural", plural, entity.plural),
            **_differing(f"{entity.name}/parent", self._first(f"{former}/parent", columns.get(parent, parent)), parent),
            **{place: name for field in entity.fields for place, name in self._field(entity, former, wire, field)},
            **{place: name for event in entity.events for place, name in self._event(former, event)},
        }

    def _field(self, entity: Entity, former: str, wire: str, field: Field) -> Iterator[tuple[str, str]]:
        column = self.renames.columns.get(entity.name, {}).get(field.column, field.column)
        first = self._first(f"{former}.{column}", column)
        if first != field.column and self._carries(wire, first, field):
            yield f"{entity.name}.{field.column}", first
        renamed = self.renames.values.get(f"{entity.name}.{field.column}", {})
        for value in field.values:
            was = renamed.get(value, value)
            yield from _differing(
                f"{entity.name}.{field.column}.{value}", self._first(f"{former}.{column}.{was}", was), value
            ).items()

    def _event(self, former: str, event: Event) -> Iterator[tuple[str, str]]:
        """What the enums of an event's payload are named after; they lie in the requests of its transitions."""
        for verb in filter(None, (event.name, event.renamed_from)):
            first = self._first(f"events/{former}.{verb}", f"{self._first(former, former)}_{verb}")
            if first != event.owner and any(self._message(f"{first}_{item.wire}") for item in event.payload):
                yield f"events/{event.entity}.{event.name}", first
                return

    def of_operation(self, operation: Operation) -> Names:
        former = self.renames.operations.get(operation.name, operation.name)
        wire = self._first(f"{former}()", former)
        request = self._message(f"{wire}_request")
        if request is None:
            return {}
        found = {f"{operation.name}()": wire} if wire != operation.name else {}
        for field in operation.request:
            first = self._first(f"{former}().{field.renamed_from or field.column}", field.renamed_from or field.column)
            if first != field.column and first in request.numbers and field.column not in request.numbers:
                found[f"{operation.name}().{field.column}"] = first
        return found

    def _first(self, place: str, otherwise: str) -> str:
        return self.record.wire_names.get(place, otherwise)

    def _plural(self, former: str, plural: str) -> str:
        """As the response of its list has it; the spec's where none is recorded."""
        for rpc in self.record.rpcs:
            response = self.record.wire.get(f"{self.package}.{rpc.name}Response")
            if response is not None and rpc.entity == former and rpc.name.startswith("List") and _lists(response):
                return next((name for name, number in response.numbers.items() if number == _RESULTS), plural)
        return plural

    def _message(self, name: str) -> WireType | None:
        return self.record.wire.get(f"{self.package}.{names.pascal(name)}")

    def _carries(self, wire: str, first: str, field: Field) -> bool:
        """Whether the number of that name was given for the type that the field has now."""
        message = self._message(wire)
        type_ = message.types.get(first, "") if message else ""
        if field.values or field.fields:
            return type_.removeprefix("repeated ")[:1].isupper()
        element = field.element or field.type
        if field.element is None:
            return type_ == (f"repeated {element.proto.type}" if field.dimensions else element.proto.type)
        held = element.proto.type
        return type_ == (f"map<string, {held}>" if field.type.name == "map" else f"repeated {held}")


def _lists(response: WireType) -> bool:
    """Whether it has rows of the entity, and not those of a view."""
    return "rows" not in response.numbers


def _differing(place: str, name: str, own: str) -> Names:
    return {} if name == own else {place: name}


def named(service: Service, first: Names) -> Service:
    """The service with the names that clients know beside the spec's own."""
    if not first:
        return service
    events = {
        (event.entity, event.name): replace(event, wire_owner=first.get(f"events/{event.entity}.{event.name}"))
        for entity in service.entities
        for event in entity.events
    }
    return replace(
        service,
        entities=tuple(_entity(entity, first, events) for entity in service.entities),
        operations=tuple(_operation(operation, first, events) for operation in service.operations),
    )


def _entity(entity: Entity, first: Names, events: Mapping[tuple[str, str], Event]) -> Entity:
    return replace(
        entity,
        fields=tuple(_field(f"{entity.name}.{field.column}", field, first) for field in entity.fields),
        events=tuple(events[event.entity, event.name] for event in entity.events),
        views=tuple(_view(item, first) for item in entity.views),
        wire_name=first.get(entity.name),
        wire_plural=first.get(f"{entity.name}/plural"),
        wire_parent=first.get(f"{entity.name}/parent"),
    )


def _view(view: View, first: Names) -> View:
    """What a view shows goes by the names of the fields."""
    return replace(
        view,
        columns=tuple(
            replace(item, field=_field(f"{item.owner}.{item.field.column}", item.field, first)) for item in view.columns
        ),
    )


def _operation(operation: Operation, first: Names, events: Mapping[tuple[str, str], Event]) -> Operation:
    place = f"{operation.name}()"
    emits = operation.emits
    return replace(
        operation,
        request=tuple(_field(f"{place}.{field.column}", field, first) for field in operation.request),
        emits=events[emits.entity, emits.name] if emits else None,
        wire_name=first.get(place),
    )


def _field(place: str, field: Field, first: Names) -> Field:
    values = tuple((value, first[f"{place}.{value}"]) for value in field.values if f"{place}.{value}" in first)
    return replace(field, wire_name=first.get(place), wire_values=values)
