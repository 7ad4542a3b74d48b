"""What `servicer.py` and `service.py` of a service say: thin RPC methods, and the methods behind them to override."""

import textwrap
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from generator import names
from generator.ir import Entity, Field, Operation, Service
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import FieldKind, Verb
from generator.targets.python import annotations, core_modules
from generator.targets.python.aggregates_view import aggregated_imports
from generator.targets.python.asked_rpcs import asked_imports
from generator.targets.python.creation_methods import creation_imports, creations
from generator.targets.python.naming import entity_names
from generator.targets.python.read_models_view import viewed_imports
from generator.targets.python.rpc_methods import DomainView, RpcView, domain_view, rpc_view
from generator.targets.python.spelling import docstring
from generator.targets.python.transition_methods import payload_imports
from generator.targets.source.imports import import_block
from generator.targets.source.layout import STEP, WIDTH, Call, laid_out
from generator.targets.source.view import view

_NOTHING: frozenset[str] = frozenset()


@view
class ServicerView:
    """All of `servicer.py`."""

    spec: str
    title: str
    imports: str
    head: str
    docstring: str
    rpcs: tuple[RpcView, ...]
    methods: tuple[DomainView, ...]


@view
class ServiceView:
    """All of `service.py`."""

    title: str
    import_: str
    name: str
    servicer: str
    notes: tuple[str, ...]
    """Lines of the docstring after its first paragraph, blank ones included."""


def servicer_view(blueprint: Blueprint) -> ServicerView:
    """The view of the generated servicer."""
    service = blueprint.service
    package = blueprint.platform.package
    wire = blueprint.shapes
    module = f"{service.name}_pb2"
    name = f"{names.pascal(service.name)}Servicer"
    base = Call(f"class {name}", (f"{module}_grpc.{wire.name}Servicer",), ":")
    rpcs = tuple(rpc_view(module, rpc) for rpc in wire.rpcs)
    creation = creations(wire.rpcs)
    methods = tuple(
        domain_view(module, rpc, servicer=name, creation=creation.get(rpc.entity.name) if rpc.entity else None)
        for rpc in wire.rpcs
    )
    own = core_modules.imported(package, core_modules.every_field(service), (view.work for view in rpcs))
    return ServicerView(
        spec=service.path,
        title=f"Serves `{wire.full_name(wire.name)}`.",
        imports=import_block(package, (*_imports(package, service, wire.rpcs, rpcs), *own)),
        head=laid_out(base, indent=0),
        docstring=docstring(service.description, summary=f"The {names.words(service.name)} service.", indent=4),
        rpcs=rpcs,
        methods=methods,
    )


def service_view(blueprint: Blueprint) -> ServiceView:
    """The view of the user's own class."""
    service = blueprint.service
    package = blueprint.platform.package
    wire = blueprint.shapes
    servicer = f"{names.pascal(service.name)}Servicer"
    return ServiceView(
        title=f"The {names.words(service.name)} service: yours to change, written once.",
        import_=import_block(package, ((f"{package}.{service.name}.servicer", servicer),)),
        name=wire.name,
        servicer=servicer,
        notes=tuple(_notes(package, wire.rpcs)),
    )


def _notes(package: str, rpcs: tuple[Rpc, ...]) -> Iterator[str]:
    yield from _paragraph(
        "The methods in snake_case run inside the transaction of their request: what they write is committed together, "
        f"or not at all. An error of `{package}.core.errors` that they raise rolls it back and reaches "
        "the caller as a gRPC status."
    )
    if any(rpc.stream for rpc in rpcs):
        yield ""
        yield from _paragraph(
            "A method that streams has no such transaction, because a stream may last: it opens one for each step with "
            "`self.database.unit_of_work`. It ends when its caller does: what must happen then belongs into `finally`."
        )
    example = next((rpc for rpc in rpcs if rpc.verb is Verb.CREATE), None)
    if example is not None:
        campaign = "campaign_id, " if example.scoped else ""
        yield ""
        yield from _paragraph(
            f"To add a rule to a creation, override `{example.method}`, check, and go on with "
            f"`return await super().{example.method}(work, {campaign}new)`."
        )
    custom = [rpc.method for rpc in rpcs if rpc.verb is Verb.CUSTOM]
    if custom:
        yield ""
        yield "Yours to write, because the spec only declares them (signatures: see the servicer):"
        yield ""
        yield from (f"* `{name}`" for name in custom)


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - STEP, break_long_words=False, break_on_hyphens=False)


def _imports(
    package: str, service: Service, rpcs: tuple[Rpc, ...], views: tuple[RpcView, ...]
) -> Iterator[tuple[str, str]]:
    folder = f"{package}.{service.name}"
    yield from ((f"{folder}.v1", f"{service.name}_pb2{suffix}") for suffix in ("", "_grpc"))
    if any(rpc.stream for rpc in rpcs):
        yield "collections.abc", "AsyncIterator"
    if any(
        "messages." in line
        for view in views
        for line in (*view.preparation, view.work, view.response, view.once.response if view.once else "")
    ):
        yield folder, "messages"
    yield from ((f"{package}.{module}", name) for module, name in _core_imports(rpcs, views))
    yield from asked_imports(package, rpcs)
    yield from creation_imports(package, rpcs)
    yield from aggregated_imports(package, service, rpcs)
    yield from viewed_imports(package, service, rpcs)
    for entity in service.entities:
        verbs = {rpc.verb for rpc in rpcs if rpc.entity is not None and rpc.entity.name == entity.name}
        yield from _entity_imports(f"{package}.{service.name}", entity, verbs - {Verb.CUSTOM})
    paged = {Verb.SEARCH, Verb.HISTORY}
    lists = [rpc.entity for rpc in rpcs if rpc.verb is Verb.LIST and rpc.entity is not None]
    if any(item.paging.parameter for item in lists):
        yield f"{package}.core.windows", "CountedPage"
    if any(not item.paging.parameter for item in lists) or any(rpc.verb in paged for rpc in rpcs):
        yield f"{package}.core.paging", "Page"
    for operation in service.operations:
        if operation.transition:
            yield from _payload_types(package, service, operation)


def _entity_imports(folder: str, entity: Entity, verbs: AbstractSet[Verb]) -> Iterator[tuple[str, str]]:
    """What the RPCs of an entity need, which has these verbs; `folder` is the package of its service."""
    known = entity_names(entity)
    if verbs:
        yield f"{folder}.repository", known.repository
    if verbs - {Verb.AGGREGATE, Verb.VIEW} - (set() if entity.soft_delete else {Verb.DELETE, Verb.DELETE_BY}):
        yield f"{folder}.models", known.model
    if verbs & {Verb.CREATE, Verb.UPSERT, Verb.BATCH_CREATE}:
        yield f"{folder}.models", known.new
    if verbs & {Verb.UPDATE, Verb.UPDATE_BY}:
        yield f"{folder}.models", known.changes
    for field in _typed(entity, verbs):
        yield from annotations.annotation_imports(field, _NOTHING)
        if field.values:
            yield f"{folder}.models", annotations.enum_name(entity.name, field)


def _typed(entity: Entity, verbs: AbstractSet[Verb]) -> Iterator[Field]:
    """The fields that the methods take as parameters."""
    if Verb.LIST in verbs:
        yield from entity.narrowing
    if Verb.AGGREGATE in verbs:
        yield from (entity.field(name) for item in entity.aggregates for name in item.filters)
    if Verb.VIEW in verbs:
        yield from (entity.field(name) for item in entity.views for name in item.filters)
    if Verb.GET_BY in verbs:
        yield from (entity.field(name) for group in entity.rpcs.get_by for name in group)
    if verbs & {Verb.GET_BY, Verb.UPDATE_BY, Verb.DELETE_BY}:
        yield from entity.key_fields


def _core_imports(rpcs: tuple[Rpc, ...], views: tuple[RpcView, ...]) -> Iterator[tuple[str, str]]:
    yield "core.database", "Database"
    if any(not rpc.stream for rpc in rpcs):
        yield "core.database", "UnitOfWork"
    if any(rpc.request.of(FieldKind.ETAG) for rpc in rpcs):
        yield "core.masks", "expected_version"
    if any(rpc.scoped and not rpc.many_requests for rpc in rpcs):
        yield "core.interceptors", "resolve_campaign"
    if any("require_fields" in line for view in views for line in view.preparation):
        yield "core.masks", "require_fields"
    if any(view.kept for view in views):
        yield "core.answers", "kept"
    if any(view.once for view in views):
        yield "core.once", "Once"
    if any("streams." in "".join((*view.preparation, view.response)) for view in views):
        yield "core", "streams"
    if any("wire." in view.work for view in views):
        yield "core", "wire"


def _payload_types(package: str, service: Service, operation: Operation) -> Iterator[tuple[str, str]]:
    events = (f"{package}.{service.name}", "events")
    return (item for item in payload_imports(package, service, operation) if item != events)
