"""The wire shapes of one service: its messages, enums and RPCs by name, before any number is known."""

from collections.abc import Mapping
from dataclasses import field

from generator.diagnostics import Span
from generator.frozen import frozen
from generator.ir import Aggregate, Choice, Entity, Field, Operation, Service, Stream, Unique, View
from generator.plan.wire_kinds import FieldKind, Part, Presence, Verb

__all__ = [
    "EnumShape",
    "EnumValue",
    "FieldKind",
    "Message",
    "MessageField",
    "Part",
    "Presence",
    "Rpc",
    "Verb",
    "WireShapes",
]


@frozen
class EnumValue:
    """One value of an enum."""

    name: str
    """`ARTICLE_STATUS_DRAFT`."""
    value: str | None
    """As the spec and the database spell it: `draft`; None for the zero value, which is never stored."""


@frozen
class EnumShape:
    """An enum: one per enum field of an entity, an event payload or an operation."""

    name: str
    """`ArticleStatus`."""
    field: Field
    values: tuple[EnumValue, ...]
    """The zero value `..._UNSPECIFIED` first, then those of the spec in its order."""


@frozen
class MessageField:
    """One field of a message."""

    name: str
    type: str
    """As the file spells it, without label: `int64`, `google.protobuf.Timestamp`, `ArticleStatus`."""
    presence: Presence
    kind: FieldKind
    slot: int | None = None
    """Its number, where that is fixed for ever; None where the lock decides."""
    source: Field | None = None
    """The field of the spec it carries, for VALUE, FILTER and PAYLOAD."""
    enum: EnumShape | None = None
    """Its enum, where it is one."""
    imports: tuple[str, ...] = ()
    """Paths of the .proto files that declare its type."""
    choice: Choice | None = None
    """The group of fields of which a message has one, where it is in one."""

    @property
    def has_presence(self) -> bool:
        """Whether `HasField` may be asked for it."""
        return self.presence in {Presence.OPTIONAL, Presence.MESSAGE}

    @property
    def required(self) -> bool:
        """Whether a request is refused without it; not for an update, in which what is left out stays as it is."""
        match self.kind:
            case FieldKind.PARENT | FieldKind.KEY:
                return True
            case FieldKind.VALUE | FieldKind.PAYLOAD:
                return self.source is not None and self.source.must_be_given
            case _:
                return False

    @property
    def signature(self) -> str:
        """What must never change on a number: the type, whether it repeats, and the oneof that it is in.

        Presence may: WIRE_JSON allows it.
        """
        if self.choice:
            return f"oneof {self.choice.name} {self.type}"
        return f"repeated {self.type}" if self.presence is Presence.REPEATED else self.type


@frozen
class Message:
    """A message."""

    name: str
    """`CreateArticleRequest`."""
    part: Part
    verb: Verb | None = None
    """The verb of its RPC; None for an entity."""
    entity: Entity | None = None
    operation: Operation | None = None
    document: Field | None = None
    """The typed json whose content it is."""
    slots: int = 0
    """Numbers up to this one are kept for fixed slots, whether or not a field fills them now."""
    fields: tuple[MessageField, ...] = ()
    span: Span

    def of(self, kind: FieldKind) -> tuple[MessageField, ...]:
        """The fields of one kind."""
        return tuple(item for item in self.fields if item.kind is kind)


@frozen
class Rpc:
    """An RPC."""

    name: str
    """`CreateArticle`."""
    method: str
    """Its name in Python: `create_article`, `list_articles`."""
    verb: Verb
    entity: Entity | None
    """None for a custom operation of the whole service."""
    operation: Operation | None
    """The declared operation; None for the verbs every entity has."""
    unique: Unique | None = None
    """The group that the row is found by, for the verbs that find it so."""
    aggregate: Aggregate | None = None
    view: View | None = None
    field: Field | None = None
    scoped: bool
    """Whether its request carries a campaign."""
    request: Message
    response: Message

    @property
    def stream(self) -> Stream | None:
        """Who may send many messages in one call; None where each side sends one."""
        return self.operation.stream if self.operation else None

    @property
    def many_requests(self) -> bool:
        """Whether a call may have many requests."""
        return self.stream in {Stream.CLIENT, Stream.BOTH}

    @property
    def many_responses(self) -> bool:
        """Whether a call may have many responses."""
        return self.stream in {Stream.SERVER, Stream.BOTH}


@frozen
class WireShapes:
    """All that the .proto file of one service declares."""

    service: Service
    package: str
    """`acme.content.v1`, which is also the Python package of the compiled stubs."""
    name: str
    """`ContentService`."""
    path: str
    """`proto/acme/content/v1/content.proto`."""
    enums: tuple[EnumShape, ...]
    entities: tuple[Message, ...]
    """The messages of the entities, in spec order."""
    documents: tuple[Message, ...] = ()
    """Those of typed json, each before what is in it."""
    values: tuple[Message, ...] = ()
    groups: tuple[Message, ...] = ()
    """Those of aggregates, and the rows of views."""
    rpcs: tuple[Rpc, ...]
    _standard: Mapping[str, tuple[Rpc, ...]] = field(init=False, repr=False, compare=False)
    """The RPCs of standard verbs, by entity. Kept, because every target asks for them again and again."""

    def __post_init__(self) -> None:
        """Gathers the RPCs of each entity."""
        found: dict[str, tuple[Rpc, ...]] = {}
        for rpc in self.rpcs:
            if rpc.entity is not None and not rpc.operation:
                found[rpc.entity.name] = (*found.get(rpc.entity.name, ()), rpc)
        object.__setattr__(self, "_standard", found)

    @property
    def messages(self) -> tuple[Message, ...]:
        """Every message: entities first, then each RPC's request and response, then groups."""
        called = (message for rpc in self.rpcs for message in (rpc.request, rpc.response))
        return (*self.entities, *self.documents, *self.values, *called, *self.groups)

    def full_name(self, name: str) -> str:
        """The name by which the lock knows a message or enum: `acme.content.v1.Article`."""
        return f"{self.package}.{name}"

    def entity_message(self, entity: str) -> Message:
        """The message of the entity; raises KeyError if there is none."""
        return {item.entity.name: item for item in self.entities if item.entity}[entity]

    def verb(self, entity: str, verb: Verb) -> Rpc:
        """The RPC of one of the entity's standard verbs; raises KeyError if there is none."""
        for item in self.of(entity):
            if item.verb is verb:
                return item
        raise KeyError(entity, verb)

    def of(self, entity: str) -> tuple[Rpc, ...]:
        """The RPCs of the entity's standard verbs."""
        return self._standard.get(entity, ())

    def has(self, entity: str, verb: Verb) -> bool:
        """Whether clients have one of the entity's standard verbs."""
        return any(item.verb is verb for item in self.of(entity))

    def rpc(self, name: str) -> Rpc:
        """The RPC called `name`; raises KeyError if there is none."""
        return {item.name: item for item in self.rpcs}[name]
