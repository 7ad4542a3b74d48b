"""The two methods of each RPC: the one that gRPC calls, and the one behind it that works inside the transaction."""

from collections.abc import Iterator

from generator.ir import Entity
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import FieldKind, Verb
from generator.targets.python import conversions, stream_methods
from generator.targets.python.answers_view import kept_answer
from generator.targets.python.asked_rpcs import (
    ASKED,
    BATCHES,
    Domain,
    asked_arguments,
    asked_domain,
    asked_method,
    asked_read,
    batch_response,
)
from generator.targets.python.creation_methods import own_rule
from generator.targets.python.declared_rpcs import DECLARED, declared_domain, declared_page, declared_response
from generator.targets.python.list_rpcs import PAGING, listed_arguments, listing, page_arguments, page_results
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, entity_names, passed_on
from generator.targets.python.once_view import OnceView, is_once, once_view
from generator.targets.python.repository_lists import filter_parameters
from generator.targets.python.request_checks import check_name, is_checked
from generator.targets.python.rpc_summaries import summary
from generator.targets.python.search_more import passages_answer, passages_work
from generator.targets.python.transition_methods import keyword_parameters
from generator.targets.source.layout import Brackets, Call, Expression, Keyword, laid_out
from generator.targets.source.view import view

BODY = 8
INSIDE = 12
"""Column inside the unit of work."""

_READING = frozenset(
    {Verb.GET, Verb.LIST, Verb.SEARCH, Verb.SUGGEST, Verb.HISTORY, Verb.GET_BY, Verb.BATCH_GET, *DECLARED}
)


@view
class RpcView:
    """A method that gRPC calls."""

    kept: str
    """The decorator that lets its answers be kept; empty if they are not."""
    signature: str
    summary: str
    preparation: tuple[str, ...]
    """What happens before the transaction: finished statements."""
    unit_of_work: str
    """Empty where the method opens its own."""
    once: OnceView | None
    """What surrounds the work of a call that is carried out once."""
    work: str
    """The statement inside the transaction."""
    passages: str
    """What follows it for a search that shows passages; else empty."""
    response: str
    """What follows the transaction, or takes its place; empty where the work returns the response itself."""


@view
class DomainView:
    """A method to override."""

    signature: str
    summary: str
    custom: bool
    notes: tuple[str, ...] = ()
    """Of a custom one: what its author must know, in lines."""
    rule: tuple[str, ...] = ()
    """Of a batch or an upsert: statements that go by the user's own way to create a row."""
    body: str


def rpc_view(module: str, rpc: Rpc) -> RpcView:
    """The method that gRPC calls."""
    if rpc.stream:
        return _streaming(module, rpc)
    parameters = ("self", f"request: {module}.{rpc.request.name}", "_context: object")
    options = (*(("campaign_id",) if rpc.scoped else ()), *(("read_only=True",) if rpc.verb in _READING else ()))
    unit = Call("self.database.unit_of_work", options)
    response = _response(module, rpc)
    once = once_view(module, rpc, response)
    return RpcView(
        kept=kept_answer(module, rpc),
        signature=signature(rpc.name, parameters, f"{module}.{rpc.response.name}"),
        summary=f"Serve `{rpc.name}`.",
        preparation=tuple(_preparation(rpc)),
        unit_of_work=laid_out(unit, indent=BODY, prefix="async with ", suffix=" as work:"),
        once=once,
        work=_work(rpc),
        passages=passages_work(rpc, entity_names(rpc.entity)) if rpc.entity else "",
        response="return response" if once else laid_out(response, indent=BODY, prefix="return ") if response else "",
    )


def _streaming(module: str, rpc: Rpc) -> RpcView:
    return RpcView(
        kept="",
        signature=stream_methods.served_signature(module, rpc),
        summary=f"Serve `{rpc.name}`.",
        preparation=tuple(stream_methods.preparation(rpc)),
        unit_of_work="",
        once=None,
        work="",
        passages="",
        response=stream_methods.answer(rpc),
    )


def _preparation(rpc: Rpc) -> Iterator[str]:
    if rpc.scoped:
        yield "campaign_id = resolve_campaign(request.campaign_id)"
    yield from _read(rpc)
    if rpc.request.of(FieldKind.ETAG):
        yield "version = expected_version(request.etag)"


def _read(rpc: Rpc) -> Iterator[str]:
    """What reads or refuses the values of the request."""
    name = rpc.entity.name if rpc.entity else ""
    match rpc.verb:
        case Verb.CREATE:
            yield f"new = messages.new_{name}(request)"
        case Verb.UPDATE:
            yield f"changes = messages.{name}_changes(request)"
        case Verb.LIST | Verb.TRANSITION | Verb.INCREMENT if names := conversions.needed(rpc.request):
            yield conversions.demand(names, indent=BODY)
        case Verb.CUSTOM if is_checked(rpc):
            yield f"messages.{check_name(rpc)}(request)"
        case _ if rpc.verb in ASKED:
            yield from asked_read(rpc, name)
        case _:
            return


def _work(rpc: Rpc) -> str:
    call = Call(f"self.{rpc.method}", ("work", *(("campaign_id",) if rpc.scoped else ()), *_arguments(rpc)))
    keep = "result = " if rpc.response.fields else ""
    answer = "response = " if is_once(rpc) else "return "
    return laid_out(call, indent=INSIDE, prefix=f"{answer if rpc.verb is Verb.CUSTOM else keep}await ")


def _arguments(rpc: Rpc) -> Iterator[Expression]:
    match rpc.verb:
        case Verb.CUSTOM:
            yield "request"
        case Verb.CREATE:
            yield "new"
        case Verb.GET | Verb.RESTORE | Verb.ARCHIVE | Verb.UNARCHIVE:
            yield "request.id"
        case Verb.UPDATE:
            yield from ("request.id", "changes")
            yield from _version(rpc)
        case Verb.DELETE:
            yield "request.id"
            yield from _version(rpc)
        case Verb.LIST:
            yield from listed_arguments(rpc)
            yield from _values(rpc, FieldKind.FILTER)
        case Verb.SEARCH | Verb.HISTORY:
            yield "request.query" if rpc.verb is Verb.SEARCH else "request.id"
            yield from page_arguments()
            yield from _values(rpc, FieldKind.FILTER)
        case Verb.AGGREGATE | Verb.VIEW:
            yield from declared_page(rpc)
            yield from _values(rpc, FieldKind.FILTER)
        case Verb.TRANSITION | Verb.INCREMENT:
            yield "request.id"
            yield from _values(rpc, FieldKind.PAYLOAD)
            yield from _version(rpc)
        case _:
            yield from asked_arguments(rpc)
            yield from _version(rpc)


def _version(rpc: Rpc) -> Iterator[Keyword]:
    if rpc.request.of(FieldKind.ETAG):
        yield from passed_on("version")


def _values(rpc: Rpc, kind: FieldKind) -> Iterator[Keyword]:
    for item in rpc.request.of(kind):
        if item.source is None or rpc.entity is None:
            continue
        if kind is FieldKind.FILTER:
            yield Keyword(item.source.column, conversions.narrowed(item, item.source, rpc.entity.name))
        else:
            value = conversions.created(item, item.source, _payload_owner(rpc), module="messages.")
            yield Keyword(item.source.column, value)


def _payload_owner(rpc: Rpc) -> str:
    event = rpc.operation.emits if rpc.operation else None
    return event.owner if event else rpc.method


def _response(module: str, rpc: Rpc) -> Call | None:
    """The answer, made of `result`; None where the work returns the answer itself."""
    if rpc.verb is Verb.CUSTOM or rpc.entity is None:
        return None
    known = entity_names(rpc.entity)
    arguments: tuple[Keyword, ...] = ()
    for item in rpc.response.of(FieldKind.RESULTS):
        items = Brackets((f"messages.{known.name}_message(item)", "for item in result.items"))
        arguments = (Keyword(item.name, items), *page_results(rpc), *passages_answer(rpc))
    for item in rpc.response.of(FieldKind.RESULT):
        arguments = (Keyword(item.name, Call(f"messages.{known.name}_message", ("result",))),)
    if rpc.verb in BATCHES | {Verb.SUGGEST}:
        arguments = tuple(batch_response(rpc, known))
    if rpc.verb in DECLARED:
        arguments = declared_response(rpc)
    return Call(f"{module}.{rpc.response.name}", arguments)


def domain_view(module: str, rpc: Rpc, *, servicer: str = "", creation: str | None = None) -> DomainView:
    """The method behind the RPC, of the class `servicer`; `creation` is that which creates a row of its entity."""
    if rpc.stream:
        head = stream_methods.own_signature(module, rpc)
        return DomainView(signature=head, summary=summary(rpc), custom=True, notes=stream_methods.notes(rpc), body="")
    scope = ("campaign_id: int",) if rpc.scoped else ()
    if rpc.verb is Verb.CUSTOM or rpc.entity is None:
        parameters = ("self", "work: UnitOfWork", *scope, f"request: {module}.{rpc.request.name}")
        returns = f"{module}.{rpc.response.name}"
        return DomainView(
            signature=signature(rpc.method, parameters, returns), summary=summary(rpc), custom=True, body=""
        )
    known = entity_names(rpc.entity)
    own, passed, returns = _domain(rpc, rpc.entity, known)
    arguments = (*(("campaign_id",) if rpc.scoped else ()), *passed)
    call = Call(f"{known.repository}(work).{_repository_method(rpc)}", arguments)
    prefix = "await " if returns == "None" else "return await "
    return DomainView(
        signature=signature(rpc.method, ("self", "work: UnitOfWork", *scope, *own), returns),
        summary=summary(rpc),
        custom=False,
        rule=tuple(own_rule(rpc, servicer, creation)),
        body=laid_out(call, indent=BODY, prefix=prefix),
    )


def _repository_method(rpc: Rpc) -> str:
    if rpc.entity is not None and rpc.verb in ASKED:
        return asked_method(rpc, rpc.entity)
    if rpc.field:
        return f"increment_{rpc.field.name}"
    return rpc.method if rpc.verb in {Verb.TRANSITION, *DECLARED} else rpc.verb.value


def _domain(rpc: Rpc, entity: Entity, known: EntityNames) -> Domain:
    match rpc.verb:
        case Verb.CREATE:
            return (f"new: {known.new}",), ("new",), known.model
        case Verb.SEARCH | Verb.HISTORY:
            key = "query: str" if rpc.verb is Verb.SEARCH else f"{known.id}: int"
            filters = filter_parameters(entity) if rpc.request.of(FieldKind.FILTER) else ()
            passed = passed_on("page_size", "page_token", *(item.partition(":")[0] for item in filters))
            return (key, *PAGING, *filters), (key.partition(":")[0], *passed), f"Page[{known.model}]"
        case Verb.LIST:
            return listing(entity, known)
        case Verb.AGGREGATE | Verb.VIEW:
            return declared_domain(rpc, entity)
        case _ if rpc.verb in ASKED:
            return asked_domain(rpc, entity, known)
        case _:
            return _keyed(rpc, entity, known)


def _keyed(rpc: Rpc, entity: Entity, known: EntityNames) -> Domain:
    """The verbs that begin with the id of a row."""
    key = f"{known.id}: int"
    expected = ("*", "version: int | None = None") if entity.optimistic else ()
    version = passed_on("version") if entity.optimistic else ()
    if rpc.operation is not None:
        payload = rpc.operation.emits.payload if rpc.operation.emits else ()
        arguments: tuple[Expression, ...] = (known.id, *passed_on(*(item.column for item in payload)), *version)
        return (key, *keyword_parameters(entity, rpc.operation)), arguments, known.model
    match rpc.verb:
        case Verb.UPDATE:
            return (key, f"changes: {known.changes}", *expected), (known.id, "changes", *version), known.model
        case Verb.DELETE:
            return (key, *expected), (known.id, *version), known.model if entity.soft_delete else "None"
        case Verb.INCREMENT:
            return (key, "*", "by: int"), (known.id, *passed_on("by")), known.model
        case _:
            return (key,), (known.id,), known.model
