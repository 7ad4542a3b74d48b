"""Fixed slots: the system fields of every message and the numbers they have for ever.

A slot whose field is absent (no campaign in a global service, no etag without optimistic concurrency, no master row)
stays empty and is not `reserved`, so that the field can arrive later on its own number, which buf accepts in every
category.
"""

from collections.abc import Iterator
from functools import lru_cache

from generator import names
from generator.ir import ARCHIVED_AT, Entity, Paging, Scope
from generator.plan.shapes import MessageField
from generator.plan.wire_kinds import FieldKind, Presence, Verb

ENTITY = 9
"""Slots 1 to 9 of an entity."""

RESPONSE = 2
"""Slots of a response that carries entities: they, and the next page or what is missing."""

LISTED = 3
"""Slots of the response of a list, which may also say the size of the whole."""

REQUEST = {
    Verb.CREATE: 2,
    Verb.GET: 2,
    Verb.LIST: 4,
    Verb.UPDATE: 4,
    Verb.DELETE: 4,
    Verb.RESTORE: 4,
    Verb.ARCHIVE: 4,
    Verb.HISTORY: 4,
    Verb.UNARCHIVE: 4,
    Verb.SEARCH: 4,
    Verb.SUGGEST: 4,
    Verb.GET_BY: 4,
    Verb.UPDATE_BY: 4,
    Verb.DELETE_BY: 4,
    Verb.UPSERT: 4,
    Verb.BATCH_GET: 4,
    Verb.BATCH_CREATE: 4,
    Verb.BATCH_DELETE: 4,
    Verb.AGGREGATE: 1,
    Verb.VIEW: 4,
    Verb.INCREMENT: 4,
    Verb.TRANSITION: 4,
    Verb.CUSTOM: 1,
}
"""The last slot of a request by verb. Slot 2 of a creation is kept for `request_id`, slot 4 of a list for its order.

A verb that finds its row by a unique group has the slots of the verb that finds it by id, with that of the id empty. An
upsert, and a batch of creations, keep slot 2 for `request_id` as a creation does.
"""

_TIMESTAMP = "google.protobuf.Timestamp"
_TIMESTAMP_PROTO = ("google/protobuf/timestamp.proto",)
_MASK = "google.protobuf.FieldMask"
_MASK_PROTO = ("google/protobuf/field_mask.proto",)


def campaign(scope: Scope) -> tuple[MessageField, ...]:
    """The campaign of a request; none where the scope is global."""
    return (_scalar("campaign_id", "int64", FieldKind.CAMPAIGN_ID, 1),) if scope is Scope.CAMPAIGN else ()


def parent(entity: Entity, presence: Presence) -> tuple[MessageField, ...]:
    """The parent's id of a child entity. It has no slot: an entity may gain a parent later than its fields."""
    if entity.parent_column is None:
        return ()
    return (_scalar(entity.wire_parent or entity.parent_column, "int64", FieldKind.PARENT, None, presence),)


def entity(entity: Entity) -> Iterator[MessageField]:
    """The system fields of an entity's message, in number order."""
    yield _scalar("id", "int64", FieldKind.ID, 1)
    if entity.scoped:
        yield _scalar("campaign_id", "int64", FieldKind.CAMPAIGN_ID, 2)
    if entity.has_master:
        yield _scalar("master_id", "int64", FieldKind.MASTER_ID, 3)
    yield _scalar("uuid", "string", FieldKind.UUID, 4)
    if entity.optimistic:
        yield _scalar("etag", "string", FieldKind.ETAG, 5)
    yield _message("created_at", _TIMESTAMP, _TIMESTAMP_PROTO, FieldKind.CREATED_AT, 6)
    yield _message("updated_at", _TIMESTAMP, _TIMESTAMP_PROTO, FieldKind.UPDATED_AT, 7)
    if entity.soft_delete:
        yield _message("deleted_at", _TIMESTAMP, _TIMESTAMP_PROTO, FieldKind.DELETED_AT, 8)
    if entity.archive:
        yield _message(ARCHIVED_AT, _TIMESTAMP, _TIMESTAMP_PROTO, FieldKind.ARCHIVED_AT, 9)


def archived(entity: Entity) -> tuple[MessageField, ...]:
    """The wish of a list to see archived rows. It has no slot: lists may have filters before."""
    if not entity.archive:
        return ()
    return (_scalar("include_archived", "bool", FieldKind.INCLUDE_ARCHIVED, None),)


def window(entity: Entity) -> tuple[MessageField, ...]:
    """Which page a list asks for, beside its token. It has no slot: lists may have filters before."""
    if entity.paging is Paging.TOKEN:
        return ()
    return (_scalar(entity.paging.parameter, "int32", FieldKind(entity.paging.parameter), None),)


def request(entity: Entity, verb: Verb) -> Iterator[MessageField]:
    """The system fields of the request of a verb that works on `entity`, in number order."""
    yield from campaign(entity.scope)
    match verb:
        case Verb.UPSERT | Verb.GET_BY | Verb.AGGREGATE | Verb.CUSTOM:
            return
        case Verb.CREATE:
            yield from request_id(2, asked=entity.idempotent)
        case Verb.UPDATE_BY | Verb.DELETE_BY | Verb.BATCH_GET | Verb.BATCH_CREATE | Verb.BATCH_DELETE:
            yield from _asked_for(entity, verb)
        case Verb.GET | Verb.RESTORE | Verb.ARCHIVE | Verb.UNARCHIVE | Verb.INCREMENT:
            yield _scalar("id", "int64", FieldKind.ID, 2)
        case Verb.DELETE | Verb.TRANSITION:
            yield _scalar("id", "int64", FieldKind.ID, 2)
            yield from _etag(entity, 3)
        case Verb.UPDATE:
            yield _scalar("id", "int64", FieldKind.ID, 2)
            yield _message("update_mask", _MASK, _MASK_PROTO, FieldKind.UPDATE_MASK, 3)
            yield from _etag(entity, 4)
        case Verb.LIST | Verb.VIEW:
            yield _scalar("page_size", "int32", FieldKind.PAGE_SIZE, 2)
            yield _scalar("page_token", "string", FieldKind.PAGE_TOKEN, 3)
        case Verb.SUGGEST:
            yield _scalar("query", "string", FieldKind.QUERY, 2)
            yield _scalar("page_size", "int32", FieldKind.PAGE_SIZE, 3)
        case Verb.SEARCH | Verb.HISTORY:
            searched = _scalar("query", "string", FieldKind.QUERY, 2)
            yield searched if verb is Verb.SEARCH else _scalar("id", "int64", FieldKind.ID, 2)
            yield _scalar("page_size", "int32", FieldKind.PAGE_SIZE, 3)
            yield _scalar("page_token", "string", FieldKind.PAGE_TOKEN, 4)


def request_id(slot: int | None, *, asked: bool) -> tuple[MessageField, ...]:
    """What tells a repeated request from a new one; a custom operation has no slot for it."""
    return (_scalar("request_id", "string", FieldKind.REQUEST_ID, slot),) if asked else ()


def _asked_for(entity: Entity, verb: Verb) -> Iterator[MessageField]:
    match verb:
        case Verb.UPDATE_BY:
            yield _message("update_mask", _MASK, _MASK_PROTO, FieldKind.UPDATE_MASK, 3)
            yield from _etag(entity, 4)
        case Verb.DELETE_BY:
            yield from _etag(entity, 3)
        case Verb.BATCH_CREATE:
            yield from request_id(2, asked=entity.idempotent)
            yield _repeated("requests", f"Create{_entity_type(entity)}Request", FieldKind.REQUESTS, 3)
        case _:
            yield _repeated("ids", "int64", FieldKind.IDS, 2)


def response(entity: Entity, verb: Verb) -> tuple[MessageField, ...]:
    """The fields of the response of a verb that works on `entity`; a hard delete has nothing left to return."""
    match verb:
        case Verb.LIST | Verb.SEARCH | Verb.HISTORY:
            token = _scalar("next_page_token", "string", FieldKind.NEXT_PAGE_TOKEN, 2)
            passages = _repeated("highlights", "string", FieldKind.HIGHLIGHTS, None)
            found = (passages,) if verb is Verb.SEARCH and entity.search and entity.search.highlight else ()
            total = _scalar("total_size", "int32", FieldKind.TOTAL_SIZE, 3, Presence.OPTIONAL)
            counted = (total,) if verb is Verb.LIST and entity.paging is not Paging.TOKEN else ()
            return _results(entity), token, *counted, *found
        case Verb.SUGGEST:
            return (_results(entity),)
        case Verb.BATCH_GET | Verb.BATCH_CREATE | Verb.BATCH_DELETE:
            return tuple(_of_batch(entity, verb))
        case Verb.DELETE | Verb.DELETE_BY if not entity.soft_delete:
            return ()
        case Verb.CUSTOM:
            return ()
        case _:
            return (_message(entity.wire, _entity_type(entity), (), FieldKind.RESULT, 1),)


def _of_batch(entity: Entity, verb: Verb) -> Iterator[MessageField]:
    if verb is not Verb.BATCH_DELETE or entity.soft_delete:
        yield _results(entity)
    if verb is not Verb.BATCH_CREATE:
        yield _repeated("missing_ids", "int64", FieldKind.MISSING_IDS, 2)


def _results(entity: Entity) -> MessageField:
    return _repeated(entity.wire_many, _entity_type(entity), FieldKind.RESULTS, 1)


def _etag(entity: Entity, slot: int) -> tuple[MessageField, ...]:
    return (_scalar("etag", "string", FieldKind.ETAG, slot),) if entity.optimistic else ()


def _entity_type(entity: Entity) -> str:
    return names.pascal(entity.wire)


@lru_cache(maxsize=1024)
def _scalar(
    name: str, type_: str, kind: FieldKind, slot: int | None, presence: Presence = Presence.IMPLICIT
) -> MessageField:
    return MessageField(name=name, type=type_, presence=presence, kind=kind, slot=slot)


@lru_cache(maxsize=1024)
def _message(name: str, type_: str, imports: tuple[str, ...], kind: FieldKind, slot: int) -> MessageField:
    return MessageField(name=name, type=type_, presence=Presence.MESSAGE, kind=kind, slot=slot, imports=imports)


@lru_cache(maxsize=1024)
def _repeated(name: str, type_: str, kind: FieldKind, slot: int | None) -> MessageField:
    return MessageField(name=name, type=type_, presence=Presence.REPEATED, kind=kind, slot=slot)
