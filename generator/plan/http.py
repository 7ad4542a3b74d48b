"""Under which address each RPC can be called over HTTP: as the spec says, or as the verbs of an entity have it.

The addresses are those of https://google.aip.dev: a collection, its items by id, children below their parent when
they are created and listed, and every other verb behind a colon.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator import names
from generator.diagnostics import Diagnostic, Severity, Span
from generator.ir import Entity
from generator.ir.http import HttpRule
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.plan.records import RecordedRpc
from generator.plan.shapes import MessageField, Rpc, WireShapes
from generator.plan.wire_kinds import FieldKind, Presence, Verb

_FIELD: Final = re.compile(r"\{([a-z0-9_]+)\}")
_BODILESS: Final = frozenset({"get", "delete"})

_METHODS: Final[Mapping[Verb, str]] = {
    Verb.GET: "get",
    Verb.LIST: "get",
    Verb.HISTORY: "get",
    Verb.SEARCH: "get",
    Verb.GET_BY: "get",
    Verb.BATCH_GET: "get",
    Verb.AGGREGATE: "get",
    Verb.VIEW: "get",
    Verb.UPDATE: "patch",
    Verb.UPDATE_BY: "patch",
    Verb.DELETE: "delete",
    Verb.DELETE_BY: "delete",
}
"""Of verbs that are no POST."""

_OF_ITEM: Final = frozenset({Verb.GET, Verb.UPDATE, Verb.DELETE})
_VERB_OF_ITEM: Final = frozenset({Verb.RESTORE, Verb.ARCHIVE, Verb.UNARCHIVE, Verb.TRANSITION, Verb.INCREMENT})


def rules(shapes: WireShapes) -> Mapping[str, HttpRule]:
    """The address of every RPC that has one, by the name of the RPC, in their order."""
    return {rpc.name: rule for rpc in shapes.rpcs if (rule := _rule(shapes, rpc))}


def is_used(blueprint: PlatformBlueprint) -> bool:
    """Whether some RPC of the platform has an address."""
    return any(rules(item.shapes) for item in blueprint.services)


def _rule(shapes: WireShapes, rpc: Rpc) -> HttpRule | None:
    if rpc.operation and rpc.operation.http:
        return rpc.operation.http
    if rpc.entity is None or rpc.entity.http is None or rpc.verb is Verb.CUSTOM:
        return None
    method = _METHODS.get(rpc.verb, "post")
    path = f"{rpc.entity.http}{_place(shapes, rpc, rpc.entity)}"
    return HttpRule(method=method, path=path, body="" if method in _BODILESS else "*")


def _place(shapes: WireShapes, rpc: Rpc, entity: Entity) -> str:
    """What follows the prefix."""
    collection = f"/{names.camel(entity.wire_many)}"
    if rpc.verb in {Verb.CREATE, Verb.LIST}:
        return f"{_above(shapes, rpc, entity)}{collection}"
    if rpc.verb in _OF_ITEM:
        return f"{collection}/{{id}}"
    if rpc.verb is Verb.HISTORY:
        return f"{collection}/{{id}}/history"
    return f"{collection}{'/{id}' if rpc.verb in _VERB_OF_ITEM else ''}:{_verb(rpc, entity)}"


def _above(shapes: WireShapes, rpc: Rpc, entity: Entity) -> str:
    """The parent of a child that is created, or of children that are listed: `/articles/{article_id}`."""
    named = rpc.request.of(FieldKind.PARENT)
    parent = shapes.entity_message(entity.parent.key.entity).entity if entity.parent and named else None
    return f"/{names.camel(parent.wire_many)}/{{{named[0].name}}}" if parent else ""


def _verb(rpc: Rpc, entity: Entity) -> str:
    """The name of the RPC without what it is about: `publish` of `PublishArticle`, `batchGet` of `BatchGetArticles`."""
    for noun in (names.pascal(entity.wire_many), names.pascal(entity.wire)):
        if (rest := rpc.name.replace(noun, "", 1)) not in {"", rpc.name}:
            return rest[0].lower() + rest[1:]
    return rpc.name[0].lower() + rpc.name[1:]


def misfits(shapes: WireShapes) -> Iterator[Diagnostic]:
    """SG345 for addresses that the requests of their RPCs do not fit; SG346 for an address that two RPCs have.

    What is wrong with several RPCs of an entity for one reason is told once.
    """
    taken: dict[str, str] = {}
    told: set[tuple[Span, str]] = set()
    for name, rule in rules(shapes).items():
        rpc = shapes.rpc(name)
        span = _span(rpc, rule)
        for message, hint in _reasons(rpc, rule):
            if (span, message) in told:
                continue
            told.add((span, message))
            yield Diagnostic(code="SG345", message=f"`{rule.address}` of `{name}`: {message}", span=span, hint=hint)
        first = taken.setdefault(_form(rule), name)
        if first != name:
            message = f"`{rule.address}` would be the address of `{first}` and of `{name}`"
            hint = "Give an operation another path, or an entity a prefix of its own: `http: /v1/archive`."
            yield Diagnostic(code="SG346", message=message, span=span, hint=hint)


def met(services: Iterable[Blueprint]) -> Iterator[Diagnostic]:
    """SG346 as a warning for addresses that another service has, too: services may have gateways of their own.

    What the RPCs of one entity have in common is told once.
    """
    taken: dict[str, str] = {}
    told: set[Span] = set()
    for item in services:
        own = item.service.name
        for name, rule in rules(item.shapes).items():
            first = taken.setdefault(_form(rule), own)
            span = _span(item.shapes.rpc(name), rule)
            if first == own or span in told:
                continue
            told.add(span)
            yield Diagnostic(
                code="SG346",
                message=f"`{rule.address}` of `{name}` is an address of the service `{first}`, too",
                severity=Severity.WARNING,
                span=span,
                hint=f"Where one gateway serves both, give this service a prefix of its own: `http: /v1/{own}`.",
            )


def _form(rule: HttpRule) -> str:
    """The address without the names of its fields, which do not tell addresses apart."""
    return _FIELD.sub("{}", rule.address)


def _span(rpc: Rpc, rule: HttpRule) -> Span:
    return rule.span or rpc.request.span


def _reasons(rpc: Rpc, rule: HttpRule) -> Iterator[tuple[str, str]]:
    """What does not fit, and what to do."""
    fields = {item.name: item for item in rpc.request.fields}
    path = _FIELD.findall(rule.path)
    known = f"The request has {', '.join(f'`{name}`' for name in fields) or 'no field'}."
    for number, name in enumerate(path):
        if name not in fields:
            yield f"the request has no field `{name}`", known
        elif not _is_scalar(fields[name]):
            yield f"`{name}` is no single value that a path could hold", "Leave it to the body or the query."
        elif name in path[:number]:
            yield f"`{name}` is in the path twice", "Name each field once."
    if rule.body not in {"", "*"} and (rule.body not in fields or rule.body in path):
        yield f"the body cannot be `{rule.body}`", f"Write `*`, or a field that is not in the path. {known}"
    if rpc.many_requests and (path or rule.body != "*"):
        yield "a stream of requests is a body", 'Write `{post: "/v1/..."}` with no field in the path.'
    unasked = () if rule.body == "*" else (item for name, item in fields.items() if name not in {*path, rule.body})
    for item in unasked:
        if item.presence is Presence.MAP or _is_list_of_messages(item):
            yield f"`{item.name}` cannot be in a query", "Use `post`, whose body holds every field."


def _is_scalar(field: MessageField) -> bool:
    return field.presence in {Presence.IMPLICIT, Presence.OPTIONAL}


def _is_list_of_messages(field: MessageField) -> bool:
    element = field.source.element if field.source else None
    return field.presence is Presence.REPEATED and element is not None and element.message


def moved(before: Sequence[RecordedRpc], shapes: WireShapes) -> Iterator[Diagnostic]:
    """SG598 for every address that was recorded and is that of its RPC no more."""
    current = {name: rule.address for name, rule in rules(shapes).items()}
    present = {rpc.name: rpc for rpc in shapes.rpcs}
    for recorded in before:
        rpc = present.get(recorded.name)
        if rpc is None or recorded.http is None or recorded.http == current.get(recorded.name):
            continue
        now = current.get(recorded.name)
        yield Diagnostic(
            code="SG598",
            message=f"`{recorded.name}` is no longer at `{recorded.http}`{f' but at `{now}`' if now else ''}",
            severity=Severity.WARNING,
            span=rpc.operation.span if rpc.operation else rpc.request.span,
            hint="Clients that call it over HTTP are answered with 404 from now on; this is said once.",
        )
