"""Which RPCs the spec gives an entity without a declared operation: in order, with their names and what they carry."""

from collections.abc import Iterator

from generator import names
from generator.catalog import FIELD_TYPES
from generator.frozen import frozen
from generator.ir import Aggregate, Entity, Field, Unique, View
from generator.plan.wire_kinds import FieldKind, Verb

_MANY = frozenset({Verb.LIST, Verb.SEARCH, Verb.SUGGEST, Verb.BATCH_GET, Verb.BATCH_CREATE, Verb.BATCH_DELETE})

_OF_PAIRS = {Verb.UPSERT: "add", Verb.GET_BY: "get", Verb.DELETE_BY: "remove", Verb.LIST: "list"}
"""What the verbs of a relation are called."""


@frozen
class Standard:
    """One of them."""

    entity: Entity
    verb: Verb
    unique: Unique | None = None
    """The group that the row is found by."""
    aggregate: Aggregate | None = None
    view: View | None = None
    field: Field | None = None
    """The number that is added to."""
    of_parent: bool = False
    """Whether its request names the parent."""
    carried: tuple[tuple[FieldKind, Field], ...] = ()
    """The fields of the spec in its request."""

    @property
    def method(self) -> str:
        """`create_article`, `list_articles`, `get_article_by_slug`."""
        return self._named(self.entity.name, self.entity.plural, [item.column for item in self._key])

    @property
    def name(self) -> str:
        """`CreateArticle`; of what clients know by another name, that name."""
        return names.pascal(self._named(self.entity.wire, self.entity.wire_many, [item.wire for item in self._key]))

    @property
    def _key(self) -> tuple[Field, ...]:
        return tuple(map(self.entity.field, self.unique.fields)) if self.unique else ()

    def _named(self, one: str, many: str, key: list[str]) -> str:
        if self.aggregate:
            return f"aggregate_{self.aggregate.name}"
        if self.view:
            return f"list_{self.view.name}"
        if self.field:
            return f"increment_{one}_{self.field.wire if one == self.entity.wire else self.field.name}"
        if self.verb is Verb.HISTORY:
            return f"list_{one}_history"
        if self.entity.is_relation:
            return f"{_OF_PAIRS[self.verb]}_{many if self.verb in _MANY else one}"
        verb = self.verb.value.removesuffix("_by")
        by = f"_by_{'_and_'.join(key)}" if key else ""
        return f"{verb}_{many if self.verb in _MANY else one}{by}"


def standard_rpcs(entity: Entity) -> Iterator[Standard]:
    """The RPCs of the entity: the verbs that every entity has, unless they are omitted, then those it asks for."""
    if entity.is_relation:
        yield from _of_relation(entity)
        return
    yield from (item for item in _of_every_entity(entity) if entity.offers(item.verb.value))
    if entity.natural_key:
        yield from (item for item in _by_natural_key(entity) if entity.offers(item.verb.value.removesuffix("_by")))
    for group in entity.rpcs.get_by:
        yield Standard(entity=entity, verb=Verb.GET_BY, unique=entity.unique_of(group), carried=_key(entity, group))
    for group in entity.rpcs.upsert:
        unique = entity.unique_of(group)
        yield Standard(entity=entity, verb=Verb.UPSERT, unique=unique, of_parent=True, carried=_values(entity))
    asked = {
        Verb.BATCH_GET: entity.rpcs.batch_get,
        Verb.BATCH_CREATE: entity.rpcs.batch_create,
        Verb.BATCH_DELETE: entity.rpcs.batch_delete,
    }
    yield from (Standard(entity=entity, verb=verb) for verb, wanted in asked.items() if wanted)
    for aggregate in entity.aggregates:
        narrowed = tuple((FieldKind.FILTER, entity.field(name)) for name in aggregate.filters)
        yield Standard(entity=entity, verb=Verb.AGGREGATE, aggregate=aggregate, carried=narrowed)
    for view in entity.views:
        narrowed = tuple((FieldKind.FILTER, entity.field(name)) for name in view.filters)
        yield Standard(entity=entity, verb=Verb.VIEW, view=view, carried=narrowed)


def _of_every_entity(entity: Entity) -> Iterator[Standard]:
    filters = tuple((FieldKind.FILTER, item) for item in entity.narrowing)
    yield Standard(entity=entity, verb=Verb.CREATE, of_parent=True, carried=_values(entity))
    yield Standard(entity=entity, verb=Verb.GET)
    yield Standard(entity=entity, verb=Verb.LIST, of_parent=True, carried=filters)
    yield Standard(entity=entity, verb=Verb.UPDATE, carried=_changes(entity))
    yield Standard(entity=entity, verb=Verb.DELETE)
    if entity.soft_delete:
        yield Standard(entity=entity, verb=Verb.RESTORE)
    if entity.archive:
        yield Standard(entity=entity, verb=Verb.ARCHIVE)
        yield Standard(entity=entity, verb=Verb.UNARCHIVE)
    if entity.history:
        yield Standard(entity=entity, verb=Verb.HISTORY)
    for field in map(entity.field, entity.increments):
        yield Standard(entity=entity, verb=Verb.INCREMENT, field=field, carried=((FieldKind.PAYLOAD, _added(field)),))
    if entity.search:
        yield Standard(entity=entity, verb=Verb.SEARCH, carried=filters if entity.search.filtered else ())
        if entity.search.suggest:
            yield Standard(entity=entity, verb=Verb.SUGGEST)


def _by_natural_key(entity: Entity) -> Iterator[Standard]:
    unique, key = entity.unique_of(entity.natural_key), _key(entity, entity.natural_key)
    yield Standard(entity=entity, verb=Verb.GET_BY, unique=unique, carried=key)
    yield Standard(entity=entity, verb=Verb.UPDATE_BY, unique=unique, carried=(*key, *_changes(entity)))
    yield Standard(entity=entity, verb=Verb.DELETE_BY, unique=unique, carried=key)


_Carried = tuple[tuple[FieldKind, Field], ...]


def _key(entity: Entity, group: tuple[str, ...]) -> _Carried:
    return tuple((FieldKind.KEY, entity.field(name)) for name in group)


def _of_relation(entity: Entity) -> Iterator[Standard]:
    """Those of pairs: their two sides are how clients know them."""
    unique, key = entity.unique_of(entity.known_by), _key(entity, entity.known_by)
    filters = tuple((FieldKind.FILTER, item) for item in entity.narrowing)
    yield Standard(entity=entity, verb=Verb.UPSERT, unique=unique, carried=_values(entity))
    yield Standard(entity=entity, verb=Verb.GET_BY, unique=unique, carried=key)
    yield Standard(entity=entity, verb=Verb.DELETE_BY, unique=unique, carried=key)
    yield Standard(entity=entity, verb=Verb.LIST, carried=filters)


def _values(entity: Entity) -> _Carried:
    return tuple((FieldKind.VALUE, item) for item in entity.writable)


def _changes(entity: Entity) -> _Carried:
    return tuple((FieldKind.VALUE, item) for item in entity.changeable)


def _added(field: Field) -> Field:
    """What a request to increment carries."""
    said = f"What is added to `{field.wire}`; below zero, it is taken away."
    return Field(name="by", column="by", type=FIELD_TYPES["bigint"], description=said, required=True, span=field.span)
