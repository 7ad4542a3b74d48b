"""What the comments of services and RPCs say: what a call does, and each status code it may fail with."""

from collections.abc import Iterator
from typing import Final

from generator import names
from generator.ir import Entity, Platform
from generator.plan.shapes import Rpc, WireShapes
from generator.plan.wire_kinds import FieldKind, Verb
from generator.targets.proto.comments import docstring_safe, sentence
from generator.targets.proto.documentation import deprecation
from generator.targets.proto.standard_calls import CHANGING, DELETING, LOOKING, WRITING, summary_of

_SOUGHT = {Verb.RESTORE: "deleted", Verb.ARCHIVE: "unarchived", Verb.UNARCHIVE: "archived"}
"""The state in which a row must be for a verb to find it."""


def service_text(shapes: WireShapes) -> tuple[str, ...]:
    """The paragraphs of a service's comment, with the rules that hold for all of its RPCs."""
    service = shapes.service
    paragraphs = [sentence(docstring_safe(service.description), f"The service {names.words(service.name)}.")]
    if any(rpc.scoped for rpc in shapes.rpcs):
        paragraphs.append(
            "\nThe authenticated campaign decides which data a call sees. A request may repeat it in `campaign_id`; "
            "naming another one fails with PERMISSION_DENIED, having none at all with INVALID_ARGUMENT."
        )
    if any(rpc.scoped and rpc.many_requests for rpc in shapes.rpcs):
        paragraphs.append(
            "\nA stream of requests works in one campaign: where the caller is bound to none, the first request names "
            "it, and no later one may name another."
        )
    if any(not rpc.scoped for rpc in shapes.rpcs):
        paragraphs.append("\nWhat has no `campaign_id` is shared by all campaigns.")
    paragraphs.append(
        "\nA request must have its required fields: one that is left out is not the same as empty or 0. "
        "Errors carry a `google.rpc.ErrorInfo`; INVALID_ARGUMENT adds a `google.rpc.BadRequest` that names fields."
    )
    return tuple(paragraphs)


def rpc_text(platform: Platform, rpc: Rpc) -> tuple[str, ...]:
    """The paragraphs of an RPC's comment: what it does, then its errors."""
    if rpc.operation is not None:
        summary = sentence(docstring_safe(rpc.operation.description), f"{names.words(rpc.method).capitalize()}.")
    else:
        summary = summary_of(rpc, _entity(rpc))
    reason = deprecated(rpc)
    left = () if reason is None else (docstring_safe(text) for text in deprecation(reason))
    return (
        summary,
        *left,
        *_error_text(platform, rpc),
    )


def _error_text(platform: Platform, rpc: Rpc) -> Iterator[str]:
    """The list of its errors; nothing where only those of every call can happen."""
    errors = tuple(_errors(platform, rpc))
    yield from ("\nErrors:",) if errors else ()
    yield from (f"- {code}: {docstring_safe(when)}." for code, when in errors)


def deprecated(rpc: Rpc) -> str | None:
    """Why clients should leave the RPC; None if they need not."""
    if rpc.operation is not None:
        return rpc.operation.deprecated
    return rpc.entity.deprecated if rpc.entity else None


def _errors(platform: Platform, rpc: Rpc) -> Iterator[tuple[str, str]]:
    """Each status code with the condition for it, in the order in which a call checks them."""
    if reasons := tuple(_argument_errors(rpc)):
        yield "INVALID_ARGUMENT", ", or ".join(reasons)
    if rpc.verb is Verb.CUSTOM:
        yield "UNIMPLEMENTED", "the platform does not implement it yet"
        return
    yield from _state_errors(platform, rpc, _entity(rpc))


_WRONG: Final = (
    (FieldKind.UPDATE_MASK, "the mask is wrong"),
    (FieldKind.QUERY, "`query` is too long"),
    (FieldKind.PAGE_TOKEN, "`page_size` or `page_token` cannot be used"),
    (FieldKind.IDS, "there are more than 1000 `ids`"),
    (FieldKind.REQUESTS, "there are more than 1000 `requests`, or one of them is wrong"),
    (FieldKind.REQUEST_ID, "`request_id` is that of another request"),
    (FieldKind.ETAG, "`etag` is none that this service gives"),
)
"""What can be wrong with the system fields of a request."""


def _argument_errors(rpc: Rpc) -> Iterator[str]:
    """Each way in which a request can be wrong whatever the state of the data."""
    request = rpc.request
    if rpc.verb is not Verb.UPDATE and any(item.required for item in request.fields):
        yield "a required field is left out"
    if request.of(FieldKind.VALUE) or request.of(FieldKind.PAYLOAD):
        yield "a field breaks its rule"
    if rpc.verb in WRITING - CHANGING and rpc.scoped:
        yield "the campaign does not exist"
    if rpc.verb in WRITING and _refers(rpc):
        yield "a field refers to what does not exist"
    yield from (text for kind, text in _WRONG if request.of(kind))
    if request.of(FieldKind.PAGE_SIZE) and not request.of(FieldKind.PAGE_TOKEN):
        yield "`page_size` is negative"


def _refers(rpc: Rpc) -> bool:
    """Whether what is written may name a row that must exist."""
    entity = _entity(rpc)
    if rpc.verb in CHANGING:
        return any(item.target for item in entity.changeable)
    return entity.parent is not None or any(item.target for item in entity.writable)


def _state_errors(platform: Platform, rpc: Rpc, entity: Entity) -> Iterator[tuple[str, str]]:
    noun = names.words(entity.name)
    where = " in the campaign" if rpc.scoped else ""
    if rpc.verb in LOOKING:
        yield "NOT_FOUND", f"there is no such {noun}{where}"
    if state := _SOUGHT.get(rpc.verb):
        yield "NOT_FOUND", f"there is no such {state} {noun}{where}"
    kept = entity.unique_of(entity.natural_key) if entity.natural_key and rpc.verb in CHANGING else None
    if rpc.verb in {*WRITING, Verb.RESTORE}:
        for unique in (item for item in entity.unique if item not in (rpc.unique, kept)):
            fields = " and ".join(f"`{entity.field(name).column}`" for name in unique.fields)
            yield "ALREADY_EXISTS", f"another {noun}{where} has the same {fields}"
    if rpc.verb in DELETING and not entity.soft_delete and platform.restricts(entity.key):
        yield "FAILED_PRECONDITION", f"something still refers to the {noun}"
    if rpc.operation and rpc.operation.transition:
        sources = " or ".join(f"`{item}`" for item in rpc.operation.transition.sources)
        yield "FAILED_PRECONDITION", f"the {names.words(rpc.operation.transition.field)} of the {noun} is not {sources}"
    if rpc.request.of(FieldKind.ETAG):
        yield "ABORTED", f"the {noun} has changed since its `etag` was read; read it again"


def _entity(rpc: Rpc) -> Entity:
    """The entity of a verb that has one: all but the custom."""
    assert rpc.entity is not None  # noqa: S101
    return rpc.entity
