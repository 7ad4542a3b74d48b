"""Services and the platform they make up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Span
from generator.ir.entities import Entity, Event
from generator.ir.fields import EntityKey, Field, OnDelete, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A guarded step of a state machine held in an enum field."""

    field: str
    sources: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A verb beyond create, read, update and delete."""

    name: str
    """`publish_article`; the RPC is `PublishArticle`."""
    description: str
    entity: str | None
    """The entity it works on, in the same service. A transition always has one."""
    transition: Transition | None = None
    """None for a custom operation, which the user implements in `service.py`."""
    emits: Event | None = None
    request: tuple[Field, ...] = ()
    response: tuple[Field, ...] = ()
    renamed_from: str | None = None
    """The name it had; of no meaning once the lock records the new one."""
    deprecated: str | None = None
    """Why clients should leave it (empty if no reason is given); None if they need not."""
    wire_name: str | None = None
    """The name that clients know it by, if it was renamed since; None where that is its own."""
    span: Span

    @property
    def wire(self) -> str:
        """The name on the wire."""
        return self.wire_name or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One spec file."""

    name: str
    description: str
    scope: Scope
    entities: tuple[Entity, ...]
    operations: tuple[Operation, ...]
    removed: tuple[str, ...] = ()
    """Entities, events and operations that are gone, and not renamed."""
    path: str
    """The spec's path relative to the platform root."""
    span: Span

    def entity(self, name: str) -> Entity:
        """The entity called `name`; raises KeyError if there is none."""
        for item in self.entities:
            if item.name == name:
                return item
        raise KeyError(name)

    def transitions(self, entity: Entity) -> tuple[tuple[Operation, Transition], ...]:
        """The guarded operations of the entity in spec order, each with its step."""
        return tuple(
            (item, item.transition) for item in self.operations if item.transition and item.entity == entity.name
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionClass:
    """How long events of a class are kept."""

    name: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Everything: the platform file and all services, in name order."""

    name: str
    """Identifier; prefix of the database roles: `acme_rw`."""
    package: str
    """First segment of the proto packages and the root Python package."""
    description: str
    retention: tuple[RetentionClass, ...]
    """In spec order; the first is the default class."""
    services: tuple[Service, ...]
    targets: tuple[str, ...] = ()
    """What installed packages shall render, too, by the names of their entry points."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Where the keys of scaffold.yaml stand, by key."""

    def role(self, duty: str) -> str:
        """The database role for a duty: `rw` -> `acme_rw`."""
        return f"{self.name}_{duty}"

    def service(self, name: str) -> Service:
        """The service called `name`; raises KeyError if there is none."""
        for item in self.services:
            if item.name == name:
                return item
        raise KeyError(name)

    def entity(self, key: EntityKey) -> Entity:
        """The entity that `key` names; raises KeyError if there is none."""
        return self.service(key.service).entity(key.entity)

    def restricts(self, key: EntityKey) -> bool:
        """Whether some row may forbid the deletion of a row of the entity that `key` names, because it refers to it."""
        return any(
            target.key == key and target.on_delete is OnDelete.RESTRICT
            for entity in self.entities()
            for target in entity.references
        )

    def entities(self) -> Iterator[Entity]:
        """Every entity of every service."""
        for service in self.services:
            yield from service.entities
