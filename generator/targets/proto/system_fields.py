"""What the comments of the system fields say: the contract of campaigns, etags, masks and pages."""

from generator import names
from generator.ir import Entity
from generator.plan.shapes import Message
from generator.plan.wire_kinds import FieldKind, Part, Verb

_REQUEST_ID = (
    "Names this request, at the choice of who sends it: best a random UUID. The same request sent again with the same "
    "id is not carried out again and gets the answer of the first; another one with it fails with INVALID_ARGUMENT. "
    "At most 120 characters; empty asks for nothing."
)


_REACH = "The first 10000 can be reached so; with a `page_token`, or beyond them, it fails with INVALID_ARGUMENT."
_WINDOWS = {
    FieldKind.PAGE_NUMBER: f"Which page, from 1; 0 or unset means the first, or that of the token. {_REACH}",
    FieldKind.OFFSET: f"How many to skip. {_REACH}",
}


_SOUGHT = 'What to look for: words, `"a phrase"`, `or` between alternatives, `-` before a word to leave out.'
_TYPED = "How they begin, in either case; empty asks for the first of all."


_BESIDE = {
    FieldKind.NEXT_PAGE_TOKEN: "Send it as `page_token` to get the next page; empty if this is the last one. Opaque.",
    FieldKind.TOTAL_SIZE: (
        "How many there are in all; unset if they are more than 10000, or the page was asked for by a token."
    ),
    FieldKind.MISSING_IDS: "The ids asked for that no row has, each once.",
    FieldKind.GROUPS: "The groups in the order of their values, 1000 at most.",
    FieldKind.ROWS: "The rows in the order of the view.",
    FieldKind.TRUNCATED: "Whether there are more than 1000 groups; the others are left out.",
}
"""What a response says beside rows of its entity."""


def system_text(message: Message, kind: FieldKind) -> str:
    """The comment of a system field of `message`; `kind` is none that carries a field of the spec."""
    if kind is FieldKind.CAMPAIGN_ID and message.part is Part.REQUEST:
        return "Campaign the request works in; 0 or unset means the authenticated campaign."
    if kind is FieldKind.REQUEST_ID:
        return _REQUEST_ID
    # Custom operations work on no entity and have no system field but the campaign.
    assert message.entity is not None  # noqa: S101
    match message.part:
        case Part.ENTITY:
            return _entity(message.entity, kind)
        case Part.REQUEST:
            return _request(message.entity, message.verb, kind)
        case Part.RESPONSE | Part.DOCUMENT | Part.VALUE | Part.GROUP:
            return _response(message.entity, message.verb, kind)


def _entity(entity: Entity, kind: FieldKind) -> str:  # noqa: PLR0911 - one per kind
    noun = names.words(entity.name)
    match kind:
        case FieldKind.ID:
            return f"Id of the {noun}, given at its creation and never used again."
        case FieldKind.CAMPAIGN_ID:
            return f"Campaign the {noun} belongs to, for ever."
        case FieldKind.MASTER_ID:
            return "Id in the registry that spans all services; events name it."
        case FieldKind.UUID:
            return "Random UUID as text, for systems outside the platform."
        case FieldKind.ETAG:
            return (
                f"Opaque mark of this state of the {noun}. "
                "Send it back with a change to be sure that nobody else made one in between."
            )
        case FieldKind.CREATED_AT:
            return "When it was created."
        case FieldKind.UPDATED_AT:
            return "When it was last changed; the creation counts."
        case FieldKind.DELETED_AT:
            return f"When it was deleted; unset while the {noun} lives."
        case FieldKind.ARCHIVED_AT:
            return "When it was archived; unset where it is not."
        case _:
            return _parent(entity, f"the {noun} belongs to.")


def _request(entity: Entity, verb: Verb | None, kind: FieldKind) -> str:  # noqa: PLR0911 - one per kind
    noun = names.words(entity.name)
    match kind:
        case FieldKind.ID:
            return f"Id of the {noun}."
        case FieldKind.ETAG:
            return (
                f"The `etag` of the {noun} as it was read. If it has changed since, the call fails with ABORTED; "
                "empty means that it may have changed."
            )
        case FieldKind.UPDATE_MASK:
            return (
                "Names of the fields to change. A field that is named and not set loses its value: it becomes unset, "
                "or takes its default. Without a mask, exactly the fields that are set are changed. "
                "`*` names every field. A name that is no field of this request fails with INVALID_ARGUMENT."
            )
        case FieldKind.PAGE_SIZE:
            return (
                f"The most {names.words(entity.plural)} to return. 0 or unset means 50, more than 1000 means 1000, "
                "a negative number fails with INVALID_ARGUMENT."
            )
        case FieldKind.PAGE_TOKEN:
            return (
                "The `next_page_token` of the page before; empty for the first page. "
                "The other fields must be as they were then, except `page_size`; otherwise INVALID_ARGUMENT."
            )
        case FieldKind.INCLUDE_ARCHIVED:
            return f"Whether archived {names.words(entity.plural)} are listed too."
        case FieldKind.PAGE_NUMBER | FieldKind.OFFSET | FieldKind.IDS | FieldKind.REQUESTS:
            return _WINDOWS.get(kind) or _batch(entity, kind)
        case FieldKind.QUERY:
            return _TYPED if verb is Verb.SUGGEST else _SOUGHT
        case _:
            return _parent(
                entity,
                f"whose {names.words(entity.plural)} are listed. Required."
                if verb is Verb.LIST
                else f"the new {noun} belongs to. Required.",
            )


def _batch(entity: Entity, kind: FieldKind) -> str:
    if kind is FieldKind.IDS:
        return f"Ids of the {names.words(entity.plural)}, 1000 at most."
    return "What is created, 1000 at most; their `campaign_id` is unset, or that of this request."


def _response(entity: Entity, verb: Verb | None, kind: FieldKind) -> str:
    if said := _BESIDE.get(kind):
        return said
    if kind is FieldKind.HIGHLIGHTS:
        plural = names.words(entity.plural)
        return (
            f"What of each of the {plural} was found, in their order: HTML whose matching words are in `<mark>`, "
            "everything else escaped; at most 20,000 characters of each are looked at."
        )
    if kind is FieldKind.RESULTS:
        return _results(names.words(entity.plural), verb)
    match verb:
        case Verb.CREATE:
            state = "as it was created"
        case Verb.UPSERT:
            state = "as it was created, or after the change"
        case Verb.DELETE | Verb.DELETE_BY:
            state = "as it was deleted, with `deleted_at` set"
        case Verb.GET | Verb.GET_BY:
            state = "as it is now"
        case _:
            state = "after the change"
    return f"The {names.words(entity.name)} {state}."


def _results(plural: str, verb: Verb | None) -> str:
    match verb:
        case Verb.SEARCH:
            return f"The {plural} of this page, the best match first."
        case Verb.SUGGEST:
            return f"The {plural} that begin so, in the order of these words."
        case Verb.BATCH_GET:
            return f"The {plural} that exist, in the order asked for; an id that is named twice comes twice."
        case Verb.BATCH_CREATE:
            return f"The {plural} as they were created, in the order of the requests."
        case Verb.BATCH_DELETE:
            return f"The {plural} as they were deleted, in the order of their ids, with `deleted_at` set."
        case _:
            return f"The {plural} of this page, the newest first."


def _parent(entity: Entity, relation: str) -> str:
    parent = names.words(entity.parent.key.entity) if entity.parent else ""
    return f"Id of the {parent} {relation}"
