"""The two methods of each RPC that a spec asks for: by unique groups, of batches, and of suggestions."""

from collections.abc import Iterator
from typing import Final

from generator import names
from generator.ir import Entity, Field
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import FieldKind, Verb
from generator.targets.python import annotations, conversions
from generator.targets.python.naming import EntityNames, passed_on
from generator.targets.python.repository_writes import key_words
from generator.targets.source.layout import Brackets, Call, Expression, Keyword
from generator.targets.source.literals import text_literal

BODY = 8

Domain = tuple[tuple[str, ...], tuple[Expression, ...], str]
"""Parameters after the campaign, arguments that the repository gets, and the returned type."""


BATCHES = frozenset({Verb.BATCH_GET, Verb.BATCH_CREATE, Verb.BATCH_DELETE})
ASKED = BATCHES | {Verb.GET_BY, Verb.UPDATE_BY, Verb.DELETE_BY, Verb.UPSERT, Verb.SUGGEST}
"""The verbs of these RPCs."""


def asked_read(rpc: Rpc, entity: str) -> Iterator[str]:
    """What reads or refuses the values of the request, before the transaction."""
    match rpc.verb:
        case Verb.SUGGEST:
            return
        case Verb.UPSERT:
            yield f"new = messages.new_{entity}(request)"
        case Verb.BATCH_GET | Verb.BATCH_DELETE:
            yield "ids = batch_ids(request.ids)"
        case Verb.BATCH_CREATE:
            if rpc.scoped:
                yield "require_campaign(campaign_id, request.requests)"
            yield f"new = batch_creations(request.requests, messages.new_{entity})"
        case _:
            needed = tuple(text_literal(item.name) for item in rpc.request.of(FieldKind.KEY))
            yield conversions.demand(needed, indent=BODY)
            if rpc.verb is Verb.UPDATE_BY:
                yield f"changes = messages.{entity}_changes(request)"


def asked_arguments(rpc: Rpc) -> Iterator[Expression]:
    """The arguments of the method behind the RPC, after the campaign."""
    match rpc.verb:
        case Verb.SUGGEST:
            yield "request.query"
            yield Keyword("page_size", "request.page_size")
        case Verb.UPSERT | Verb.BATCH_CREATE:
            yield "new"
        case Verb.BATCH_GET | Verb.BATCH_DELETE:
            yield "ids"
        case _:
            for field in _key(rpc):
                yield conversions.decoded(field, rpc.entity.name if rpc.entity else "", module="messages.")
            if rpc.verb is Verb.UPDATE_BY:
                yield "changes"


def _key(rpc: Rpc) -> Iterator[Field]:
    return (item.source for item in rpc.request.of(FieldKind.KEY) if item.source is not None)


def asked_domain(rpc: Rpc, entity: Entity, known: EntityNames) -> Domain:
    """The method behind the RPC."""
    many = f"Sequence[{known.model}]"
    match rpc.verb:
        case Verb.SUGGEST:
            return ("query: str", "*", "page_size: int = 0"), ("query", *passed_on("page_size")), many
        case Verb.UPSERT:
            return (f"new: {known.new}",), ("new",), known.model
        case Verb.BATCH_CREATE:
            return (f"new: Sequence[{known.new}]",), ("new",), many
        case Verb.BATCH_GET | Verb.BATCH_DELETE:
            return (f"{known.name}_ids: Sequence[int]",), (f"{known.name}_ids",), many
        case _:
            key = tuple(_key(rpc))
            typed = (f"{item.column}: {annotations.annotation(item, entity.name, frozenset())}" for item in key)
            return _keyed(rpc, entity, known, tuple(typed), tuple(item.column for item in key))


def _keyed(rpc: Rpc, entity: Entity, known: EntityNames, typed: tuple[str, ...], key: tuple[str, ...]) -> Domain:
    """The verbs that begin with the values of a unique group."""
    if rpc.verb is Verb.GET_BY:
        return typed, key, known.model
    expected = ("*", "version: int | None = None") if entity.optimistic else ()
    version = passed_on("version") if entity.optimistic else ()
    if rpc.verb is Verb.UPDATE_BY:
        return (*typed, f"changes: {known.changes}", *expected), (*key, "changes", *version), known.model
    return (*typed, *expected), (*key, *version), known.model if entity.soft_delete else "None"


_NAMED: Final = {
    Verb.SUGGEST: "suggest",
    Verb.BATCH_CREATE: "create_many",
    Verb.BATCH_GET: "get_many",
    Verb.BATCH_DELETE: "delete_many",
}
"""Methods of the repository that need no key for their name."""


def asked_method(rpc: Rpc, entity: Entity) -> str:
    """The repository's method."""
    key = entity.columns(rpc.unique) if rpc.unique else ()
    match rpc.verb:
        case Verb.UPSERT:
            return names.upsert_method(key)
        case Verb.UPDATE_BY | Verb.DELETE_BY:
            return names.keyed_method(rpc.verb.value.removesuffix("_by"), key)
        case Verb.GET_BY:
            return names.lookup_method(key)
        case _:
            return _NAMED[rpc.verb]


def batch_response(rpc: Rpc, known: EntityNames) -> Iterator[Keyword]:
    """The fields of the response of a batch, or of suggestions, from `result`."""
    for item in rpc.response.of(FieldKind.RESULTS):
        yield Keyword(item.name, Brackets((f"messages.{known.name}_message(item)", "for item in result")))
    for item in rpc.response.of(FieldKind.MISSING_IDS):
        found = Brackets(("item.id", "for item in result"))
        yield Keyword(item.name, Call("missing_ids", ("ids", found)))


def asked_summary(rpc: Rpc, entity: Entity, known: EntityNames) -> str:
    """What the method behind the RPC does."""
    key = key_words(entity, rpc.unique) if rpc.unique else ""
    said = {
        Verb.GET_BY: f"Return the {known.words} with this {key}.",
        Verb.UPDATE_BY: f"Update the {known.words} with this {key}.",
        Verb.DELETE_BY: f"Delete the {known.words} with this {key}.",
        Verb.UPSERT: f"Create {known.a_words}, or make the one that has its {key} like it.",
        Verb.SUGGEST: f"Suggest {known.words_plural} that begin as a query does, in the order of their words.",
        Verb.BATCH_GET: f"Return those of the {known.words_plural} that exist, in the order asked for.",
        Verb.BATCH_CREATE: f"Create {known.words_plural}, all or none; return them in the order given.",
        Verb.INCREMENT: f"Add to the {names.words(rpc.field.name) if rpc.field else ''} of the {known.words}.",
        Verb.VIEW: f"Return a page of {names.words(rpc.view.name) if rpc.view else known.words_plural}.",
        Verb.AGGREGATE: f"Count and measure {known.words_plural} in groups.",
        Verb.BATCH_DELETE: f"Delete those of the {known.words_plural} that exist, and return them.",
    }
    return said.get(rpc.verb) or f"{rpc.verb.value.capitalize()} {known.a_words}."


def asked_imports(package: str, rpcs: tuple[Rpc, ...]) -> Iterator[tuple[str, str]]:
    """What the servicer needs for them."""
    for rpc in rpcs:
        if rpc.verb in BATCHES | {Verb.SUGGEST}:
            yield "collections.abc", "Sequence"
        if rpc.request.of(FieldKind.IDS):
            yield from ((f"{package}.core.batches", name) for name in ("batch_ids", "missing_ids"))
        if rpc.request.of(FieldKind.REQUESTS):
            yield f"{package}.core.batches", "batch_creations"
            if rpc.scoped:
                yield f"{package}.core.batches", "require_campaign"


def uses_batches(rpcs: tuple[Rpc, ...]) -> bool:
    """Whether any of them needs `core/batches.py`."""
    return any(rpc.verb in BATCHES for rpc in rpcs)
