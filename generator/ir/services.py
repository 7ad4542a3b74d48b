"""Services and the platform they make up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum

from generator.diagnostics import Span
from generator.frozen import frozen
from generator.ir.caching import concerned
from generator.ir.entities import Entity
from generator.ir.events import Event
from generator.ir.expressions import Condition, fields_of
from generator.ir.fields import EntityKey, Field, OnDelete, Scope
from generator.ir.http import HttpRule
from generator.ir.policy import Allowance, Policy


@frozen
class Transition:
    """A guarded step of a state machine held in an enum field."""

    field: str
    sources: tuple[str, ...]
    to: str
    guard: Condition | None = None
    """What must be true of the row beside its state; unknown is not enough."""

    @property
    def guarding(self) -> tuple[Field, ...]:
        """The fields that the guard is about."""
        return fields_of(self.guard) if self.guard else ()


class Stream(StrEnum):
    """Who may send many messages in one call of an operation."""

    SERVER = "server"
    CLIENT = "client"
    BOTH = "both"


@frozen
class Choice:
    """Fields of a request or a response of which a message has exactly one, or at most one."""

    name: str
    """`who`: the oneof of the message."""
    fields: tuple[str, ...]
    """Field names of the spec, two or more."""
    optional: bool = False
    """Whether a message may have none of them."""
    span: Span


@frozen
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
    choices: tuple[Choice, ...] = ()
    """Each holds in whichever of the two messages its fields are."""
    stream: Stream | None = None
    """None where a call is one request and one response."""
    idempotent: bool = False
    """Whether a call may carry a `request_id`, by which a repeated one gets the answer of the first."""
    http: HttpRule | None = None
    """The address that the spec gives it; None where that follows from its entity, or it has none."""
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


@frozen
class Service:
    """One spec file."""

    name: str
    description: str
    scope: Scope
    entities: tuple[Entity, ...]
    operations: tuple[Operation, ...]
    removed: tuple[str, ...] = ()
    """Entities, events and operations that are gone, and not renamed."""
    allowances: tuple[Allowance, ...] = ()
    """What it is excused from."""
    path: str
    """The spec's path relative to the platform root."""
    span: Span

    @property
    def remembers_requests(self) -> bool:
        """Whether it has calls that are carried out once, however often they are repeated."""
        return bool(self.carried_out_once)

    @property
    def carried_out_once(self) -> tuple[Entity | Operation, ...]:
        """What has such calls: entities, then operations."""
        entities = (item for item in self.entities if item.idempotent)
        return (*entities, *(item for item in self.operations if item.idempotent))

    @property
    def guarded(self) -> tuple[Operation, ...]:
        """The operations that ask something of a row beside its state."""
        return tuple(item for item in self.operations if item.transition and item.transition.guard)

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


@frozen
class RetentionClass:
    """How long events of a class are kept."""

    name: str
    days: int


@frozen
class Pin:
    """The release of a platform that the services of another repository are generated against."""

    package: str
    """The Python distribution that the platform's own repository builds: `acme-platform`."""
    version: str
    path: str | None = None
    """A checkout of the platform's repository relative to this one, which counts instead of what is installed."""
    span: Span


@frozen
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
    """Those of this repository."""
    pin: Pin | None = None
    """Where the platform itself lives, if that is another repository."""
    borrowed: tuple[Service, ...] = ()
    """The services of that repository, in name order: known to references, and never generated here."""
    extensions: tuple[str, ...] = ()
    """PostgreSQL extensions that the services rely on."""
    targets: tuple[str, ...] = ()
    """What installed packages shall render, too, by the names of their entry points."""
    removed: tuple[str, ...] = ()
    """The services that are gone."""
    policy: Policy = field(default_factory=Policy)
    """What it demands of its services."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Where the keys of scaffold.yaml stand, by key."""
    _named: Mapping[str, Service] = field(init=False, repr=False, compare=False)
    """What `service` answers: kept, because every service asks for the others."""
    _restricting: frozenset[EntityKey] = field(init=False, repr=False, compare=False)
    """What some reference keeps from being deleted. Kept, because every target asks for every entity."""
    _referring: Mapping[EntityKey, frozenset[str]] = field(init=False, repr=False, compare=False)
    """By which of its fields an entity is referred to. Kept for the same reason, as is the next."""
    _concerned: Mapping[EntityKey, tuple[Entity, ...]] = field(init=False, repr=False, compare=False)
    """What `concerns` answers."""
    former_tables: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """The tables of entities that a spec renames, by the names that they had: what every service asks for, too."""

    def __post_init__(self) -> None:
        """Gathers what is asked of all services at once."""
        object.__setattr__(self, "_named", {item.name: item for item in (*self.borrowed, *self.services)})
        object.__setattr__(self, "_concerned", concerned(self.entities()))
        object.__setattr__(self, "_referring", _referring(self.known_entities()))
        pairs = [(entity.key, target) for entity in self.entities() for target in entity.references]
        keys = {target.key for _, target in pairs if target.on_delete is OnDelete.RESTRICT}
        # What goes with a row may itself be kept, and then the row is kept, too.
        taken = [(key, target.key) for key, target in pairs if target.on_delete is OnDelete.CASCADE]
        while more := {to for key, to in taken if key in keys and to not in keys}:
            keys |= more
        object.__setattr__(self, "_restricting", frozenset(keys))
        renamed = ((entity, entity.renamed_from) for entity in self.known_entities())
        tables = {
            EntityKey(service=entity.key.service, entity=former).table: entity.table
            for entity, former in renamed
            if former
        }
        object.__setattr__(self, "former_tables", tables)

    @property
    def remembers_requests(self) -> bool:
        """Whether some service of this repository has calls that are carried out once."""
        return any(service.remembers_requests for service in self.services)

    def role(self, duty: str) -> str:
        """The database role for a duty: `rw` -> `acme_rw`."""
        return f"{self.name}_{duty}"

    def service(self, name: str) -> Service:
        """The service called `name`, of this repository or borrowed; raises KeyError if there is none."""
        return self._named[name]

    def entity(self, key: EntityKey) -> Entity:
        """The entity that `key` names; raises KeyError if there is none."""
        return self.service(key.service).entity(key.entity)

    def restricts(self, key: EntityKey) -> bool:
        """Whether some row may forbid the deletion of a row of the entity that `key` names, because it refers to it."""
        return key in self._restricting

    def referred_by(self, key: EntityKey) -> frozenset[str]:
        """The fields by which others refer to the entity."""
        return self._referring.get(key, frozenset())

    @property
    def keeps_answers(self) -> bool:
        """Whether answers about some entity are kept."""
        return bool(self._concerned)

    def concerns(self, key: EntityKey) -> tuple[Entity, ...]:
        """The entities whose kept answers a write of rows of the one that `key` names can change."""
        return self._concerned.get(key, ())

    def entities(self) -> Iterator[Entity]:
        """Every entity of this repository's services."""
        for service in self.services:
            yield from service.entities

    def known_entities(self) -> Iterator[Entity]:
        """Every entity that a reference may name: the borrowed ones, too."""
        yield from self.entities()
        for service in self.borrowed:
            yield from service.entities


def _referring(entities: Iterable[Entity]) -> Mapping[EntityKey, frozenset[str]]:
    found: dict[EntityKey, set[str]] = {}
    for target in (item.target for entity in entities for item in entity.fields):
        if target is not None and target.by:
            found.setdefault(target.key, set()).add(target.by)
    return {key: frozenset(fields) for key, fields in found.items()}
