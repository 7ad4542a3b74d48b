"""The intermediate representation: what a valid platform says, every name resolved and every default spelled out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator import names
from generator.catalog import FieldType
from generator.diagnostics import Span


class Scope(StrEnum):
    """Whether rows belong to one campaign or to the whole platform."""

    CAMPAIGN = "campaign"
    GLOBAL = "global"


class OnDelete(StrEnum):
    """What happens to a referring row when the row it refers to is deleted."""

    RESTRICT = "restrict"
    SET_NULL = "set_null"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityKey:
    """Names an entity across services: `user.account`."""

    service: str
    entity: str

    def __str__(self) -> str:
        return f"{self.service}.{self.entity}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a `ref` or `master` field, or `belongs_to`, points at."""

    key: EntityKey
    scope: Scope
    table: str
    on_delete: OnDelete = OnDelete.RESTRICT


Literal = str | int | float | bool | tuple["str | int | float | bool", ...]
"""A default as the spec wrote it: a scalar, or a tuple for lists.

Decimals, dates, uuids and so on stay text; lowering has checked that they are valid.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of an entity, a request, a response or an event payload."""

    name: str
    """The name in the spec."""
    column: str
    """The name in SQL, proto and Python: `author` of type ref is `author_id`, of type master `author_master_id`."""
    type: FieldType
    description: str
    required: bool = False
    """Must be given at creation. A field neither required nor defaulted is nullable; lists are never null."""
    default: Literal | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: str | None = None
    """Inclusive, as decimal text so that no digit is lost."""
    maximum: str | None = None
    precision: int | None = None
    scale: int | None = None
    values: tuple[str, ...] = ()
    """An enum's values in spec order."""
    element: FieldType | None = None
    """A list's element type."""
    max_items: int | None = None
    target: Target | None = None
    """What a `ref` or `master` field points at."""
    span: Span

    @property
    def nullable(self) -> bool:
        """Whether the column may hold NULL."""
        return not self.required and self.default is None and self.type.name != "list"

    @property
    def optional_on_create(self) -> bool:
        """Whether a creation may leave it out."""
        return not self.required

    @property
    def sql_type(self) -> str:
        """The column type, e.g. `NUMERIC(12,2)` or `VARCHAR[]`."""
        element = self.element.sql if self.element else ""
        return self.type.sql.format(precision=self.precision, scale=self.scale, element=element)

    @property
    def sql_cast(self) -> str:
        """The type its parameters are cast to in statements, e.g. `bigint` or `text[]`."""
        return self.type.cast.format(element=self.element.cast if self.element else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique:
    """Columns whose values no two live rows share (within a campaign, for a campaign-scoped entity)."""

    fields: tuple[str, ...]
    """Field names of the spec."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexColumn:
    """One column of a declared index."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index the spec declares; `campaign_id` is put in front of it for campaign-scoped entities."""

    columns: tuple[IndexColumn, ...]
    where: str | None = None
    """A predicate printed back from PostgreSQL's own parse tree, over the entity's columns."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchField:
    """A field that full-text search reads, with its weight A (most) to D."""

    field: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Full-text search over an entity."""

    fields: tuple[SearchField, ...]
    language: str = "simple"
    """A text search configuration of PostgreSQL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an entity and is written to `service_event`."""

    service: str
    entity: str
    name: str
    """The verb: `published`."""
    description: str
    payload: tuple[Field, ...] = ()
    retention: str
    """A retention class of the platform."""
    implied: bool = False
    """Whether every entity has it (created, updated, deleted, restored) or the spec declares it."""
    span: Span

    @property
    def type(self) -> str:
        """The `event_type` stored in the log: `content.article.published`."""
        return f"{self.service}.{self.entity}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A table, a message, a repository."""

    key: EntityKey
    plural: str
    description: str
    scope: Scope
    fields: tuple[Field, ...]
    """In spec order; without the system columns. A child's parent is not among them: see `parent`."""
    unique: tuple[Unique, ...] = ()
    indexes: tuple[Index, ...] = ()
    filters: tuple[str, ...] = ()
    """Field names; List takes each as an optional equality filter, and each has an index by construction."""
    search: Search | None = None
    soft_delete: bool = False
    optimistic: bool = False
    """Whether a version column guards updates (`concurrency: optimistic`)."""
    parent: Target | None = None
    """`belongs_to`: the row cannot exist without its parent, in the same service."""
    governed: tuple[str, ...] = ()
    """Fields that only transitions may change: they start at their default and are left out of creation and update."""
    events: tuple[Event, ...]
    """Implied ones first (created, updated, deleted[, restored]), then the declared."""
    span: Span

    @property
    def name(self) -> str:
        """The name in the spec: `article`."""
        return self.key.entity

    @property
    def scoped(self) -> bool:
        """Whether its rows belong to a campaign."""
        return self.scope is Scope.CAMPAIGN

    @property
    def table(self) -> str:
        """The table's name: `service_content_article`."""
        return names.shortened(f"service_{self.key.service}_{self.key.entity}")

    @property
    def parent_column(self) -> str | None:
        """The column that holds the parent's id: `article_id`."""
        return f"{self.parent.key.entity}_id" if self.parent else None

    def field(self, name: str) -> Field:
        """The field called `name`; raises KeyError if there is none (lowering has checked every mention)."""
        for item in self.fields:
            if item.name == name:
                return item
        raise KeyError(name)

    @property
    def writable(self) -> tuple[Field, ...]:
        """The fields a creation or an update may set."""
        return tuple(item for item in self.fields if item.name not in self.governed)


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
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One spec file."""

    name: str
    description: str
    scope: Scope
    entities: tuple[Entity, ...]
    operations: tuple[Operation, ...]
    path: str
    """The spec's path relative to the platform root."""
    span: Span

    def entity(self, name: str) -> Entity:
        """The entity called `name`; raises KeyError if there is none."""
        for item in self.entities:
            if item.name == name:
                return item
        raise KeyError(name)


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

    def service(self, name: str) -> Service:
        """The service called `name`; raises KeyError if there is none."""
        for item in self.services:
            if item.name == name:
                return item
        raise KeyError(name)

    def entity(self, key: EntityKey) -> Entity:
        """The entity that `key` names; raises KeyError if there is none."""
        return self.service(key.service).entity(key.entity)

    def entities(self) -> Iterator[Entity]:
        """Every entity of every service."""
        for service in self.services:
            yield from service.entities
