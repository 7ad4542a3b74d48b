"""What the comments of services and RPCs say: what a call does, and each status code it may fail with."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity
from generator.plan.shapes import Rpc, Verb, WireShapes
from generator.targets.proto.comments import docstring_safe, sentence


def service_text(shapes: WireShapes) -> tuple[str, ...]:
    """The paragraphs of a service's comment, with the rules that hold for all of its RPCs."""
    service = shapes.service
    paragraphs = [sentence(docstring_safe(service.description), f"The service {names.words(service.name)}.")]
    if any(rpc.scoped for rpc in shapes.rpcs):
        paragraphs.append(
            "\nThe authenticated campaign decides which data a call sees. A request may repeat it in `campaign_id`; "
            "naming another one fails with PERMISSION_DENIED, having none at all with INVALID_ARGUMENT."
        )
    if any(not rpc.scoped for rpc in shapes.rpcs):
        paragraphs.append("\nWhat has no `campaign_id` is shared by all campaigns.")
    paragraphs.append(
        "\nErrors carry a `google.rpc.ErrorInfo`; INVALID_ARGUMENT adds a `google.rpc.BadRequest` that names fields."
    )
    return tuple(paragraphs)


def rpc_text(rpc: Rpc) -> tuple[str, ...]:
    """The paragraphs of an RPC's comment: what it does, then its errors."""
    if rpc.operation is not None:
        summary = sentence(docstring_safe(rpc.operation.description), f"{names.words(rpc.method).capitalize()}.")
    else:
        summary = _summary(rpc)
    return (summary, "\nErrors:", *(f"- {code}: {docstring_safe(when)}." for code, when in _errors(rpc)))


def _summary(rpc: Rpc) -> str:  # noqa: PLR0911 - one per verb
    """What a standard verb does."""
    entity = _entity(rpc)
    noun, plural = names.words(entity.name), names.words(entity.plural)
    match rpc.verb:
        case Verb.CREATE:
            return f"Creates one {noun} and returns it."
        case Verb.GET:
            return f"Returns one {noun} by its id."
        case Verb.LIST:
            owner = f" of one {names.words(entity.parent.key.entity)}" if entity.parent else ""
            return f"Lists the {plural}{owner}, the newest first, page by page."
        case Verb.UPDATE:
            return f"Changes fields of one {noun} and returns it."
        case Verb.DELETE if entity.soft_delete:
            return f"Marks one {noun} as deleted; it can be restored, and until then no other call finds it."
        case Verb.DELETE:
            return f"Deletes one {noun} for good."
        case Verb.RESTORE:
            return f"Restores one deleted {noun} and returns it."
        case Verb.SEARCH:
            return f"Searches the {plural} by words, the best match first, page by page."
        case Verb.TRANSITION | Verb.CUSTOM:
            return ""


def _errors(rpc: Rpc) -> Iterator[tuple[str, str]]:
    """Each status code with the condition for it, in the order in which a call checks them."""
    yield from _argument_errors(rpc)
    if rpc.verb is Verb.CUSTOM:
        yield "UNIMPLEMENTED", "the platform does not implement it yet"
        return
    yield from _state_errors(rpc, _entity(rpc))


def _argument_errors(rpc: Rpc) -> Iterator[tuple[str, str]]:
    match rpc.verb:
        case Verb.CREATE:
            yield "INVALID_ARGUMENT", "a field breaks its rule or refers to what does not exist"
        case Verb.UPDATE:
            yield "INVALID_ARGUMENT", "a field breaks its rule or refers to what does not exist, or the mask is wrong"
        case Verb.TRANSITION | Verb.CUSTOM if rpc.operation and rpc.operation.request:
            yield "INVALID_ARGUMENT", "a field breaks its rule"
        case Verb.LIST | Verb.SEARCH:
            yield "INVALID_ARGUMENT", "`page_size` or `page_token` cannot be used"
        case Verb.GET | Verb.DELETE | Verb.RESTORE | Verb.TRANSITION | Verb.CUSTOM:
            return


def _state_errors(rpc: Rpc, entity: Entity) -> Iterator[tuple[str, str]]:
    noun = names.words(entity.name)
    where = " in the campaign" if rpc.scoped else ""
    if rpc.verb in {Verb.GET, Verb.UPDATE, Verb.DELETE, Verb.TRANSITION}:
        yield "NOT_FOUND", f"there is no such {noun}{where}"
    if rpc.verb is Verb.RESTORE:
        yield "NOT_FOUND", f"there is no such deleted {noun}{where}"
    if rpc.verb in {Verb.CREATE, Verb.UPDATE, Verb.RESTORE}:
        for unique in entity.unique:
            fields = " and ".join(f"`{entity.field(name).column}`" for name in unique.fields)
            yield "ALREADY_EXISTS", f"another {noun}{where} has the same {fields}"
    if rpc.verb is Verb.DELETE and not entity.soft_delete:
        yield "FAILED_PRECONDITION", f"something still refers to the {noun}"
    if rpc.operation and rpc.operation.transition:
        sources = " or ".join(f"`{item}`" for item in rpc.operation.transition.sources)
        yield "FAILED_PRECONDITION", f"the {names.words(rpc.operation.transition.field)} of the {noun} is not {sources}"
    if entity.optimistic and rpc.verb in {Verb.UPDATE, Verb.DELETE, Verb.TRANSITION}:
        yield "ABORTED", f"the {noun} has changed since its `etag` was read; read it again"


def _entity(rpc: Rpc) -> Entity:
    """The entity of a verb that has one: all but the custom."""
    assert rpc.entity is not None  # noqa: S101
    return rpc.entity
