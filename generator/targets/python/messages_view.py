"""What `messages.py` of a service says: models to messages, requests to creations and changes."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Field, Service
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import Message, MessageField, WireShapes
from generator.plan.wire import enum_shape
from generator.plan.wire_kinds import FieldKind, Verb
from generator.targets.python import annotations, conversions, core_modules
from generator.targets.python.aggregates_view import GroupMessage, aggregate_imports, group_messages
from generator.targets.python.checks_view import has_decimal_limit
from generator.targets.python.naming import EntityNames, entity_names
from generator.targets.python.read_models_view import RowMessage, row_messages, view_imports
from generator.targets.python.request_checks import RequestCheckView, collects, is_checked, reads_wire, request_check
from generator.targets.source.imports import import_block
from generator.targets.source.layout import WIDTH, Call, Choice, Expression, Keyword, laid_out, parentheses
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

BODY = 4
_NOTHING: frozenset[str] = frozenset()
_UPDATING = frozenset({Verb.UPDATE, Verb.UPDATE_BY})


@view
class EnumMap:
    """An enum on both sides."""

    enum: str
    numbers: str
    """The constant that maps members to numbers."""
    members: str
    reader: str
    signature: str
    to_wire: tuple[str, ...]
    """Entries of the dict from members to numbers."""
    from_wire: tuple[str, ...]


@view
class EntityMessages:
    """The conversions of one entity."""

    names: EntityNames
    message_signature: str
    message_call: str
    created: bool
    """Whether a request creates it."""
    updated: bool
    """Whether a request changes its fields."""
    new_signature: str
    demand: str
    """The statement that refuses a creation without its required fields; empty where there are none."""
    new_call: str
    changes_signature: str
    changes_call: str
    writable: str
    required: str
    read_only: str


@view
class MessagesView:
    """All of `messages.py`."""

    spec: str
    title: str
    imports: str
    enums: tuple[EnumMap, ...]
    entities: tuple[EntityMessages, ...]
    changeable: tuple[EntityMessages, ...]
    """Those whose fields a request changes."""
    groups: tuple[GroupMessage, ...]
    rows: tuple[RowMessage, ...]
    requests: tuple[RequestCheckView, ...]
    """Of the custom operations, those in whose requests something can be wrong."""


def messages_view(blueprint: Blueprint) -> MessagesView:
    """The view of the service's messages."""
    service = blueprint.service
    package = blueprint.platform.package
    wire = blueprint.shapes
    module = f"{service.name}_pb2"
    entities = tuple(_entity(module, wire, item) for item in service.entities)
    requests = tuple(request_check(module, rpc) for rpc in wire.rpcs if is_checked(rpc))
    calls = (text for item in entities for text in (item.message_call, item.new_call, item.changes_call))
    groups, rows = group_messages(module, service), row_messages(module, service)
    lines = (line for item in requests for line in item.lines)
    declared = (*(item.call for item in groups), *(item.call for item in rows))
    own = core_modules.imported(
        package,
        core_modules.every_field(service),
        (*calls, *lines, *declared),
    )
    return MessagesView(
        spec=service.path,
        title=f"Messages of the {names.words(service.name)} service, to and from its models.",
        imports=import_block(package, (*_imports(package, service, wire), *own)),
        enums=tuple(_enum_map(module, entity, field) for entity, field in _enums(service)),
        entities=entities,
        changeable=tuple(item for item in entities if item.updated),
        groups=groups,
        rows=rows,
        requests=requests,
    )


def _enums(service: Service) -> Iterator[tuple[Entity, Field]]:
    """The enums of the entities, each with its owner."""
    for entity in service.entities:
        yield from ((entity, field) for field in entity.fields if field.values)


def _enum_map(module: str, entity: Entity, field: Field) -> EnumMap:
    owner, wire = entity.name, enum_shape(entity.wire, field)
    enum = annotations.enum_name(owner, field)
    reader = conversions.enum_reader(owner, field)
    numbers = conversions.enum_constant(owner, field)
    parameters = (f"number: {module}.{wire.name}.ValueType", "field: str")
    pairs = tuple(conversions.enum_values(owner, field, wire))
    return EnumMap(
        enum=enum,
        numbers=numbers,
        members=numbers.removesuffix("NUMBERS") + "MEMBERS",
        reader=reader,
        signature=laid_out(Call(f"def {reader}", parameters, f" -> {enum}:"), indent=0),
        to_wire=tuple(f"{member}: {module}.{number}" for member, number in pairs),
        from_wire=tuple(f"{module}.{number}: {member}" for member, number in pairs),
    )


def _entity(module: str, wire: WireShapes, entity: Entity) -> EntityMessages:
    known = entity_names(entity)
    created = tuple(item.request for item in wire.of(entity.name) if item.verb in {Verb.CREATE, Verb.UPSERT})
    updated = tuple(item.request for item in wire.of(entity.name) if item.verb in _UPDATING)
    message = wire.entity_message(entity.name)
    writable = tuple(item.wire for item in entity.changeable)
    required = tuple(item.wire for item in entity.changeable if item.must_be_given)
    read_only = tuple(item.name for item in message.fields if item.name not in writable)
    return EntityMessages(
        names=known,
        message_signature=_signature(
            f"{known.name}_message", f"{known.name}: {known.model}", f"{module}.{message.name}"
        ),
        message_call=_built(f"{module}.{message.name}", _message(message, entity)),
        created=bool(created),
        updated=bool(updated),
        new_signature=_signature(f"new_{known.name}", _request(module, created), known.new),
        demand=conversions.demand(conversions.needed(created[0]), indent=BODY) if created else "",
        new_call=_built(known.new, _new(created, entity)),
        changes_signature=_signature(f"{known.name}_changes", _request(module, updated), known.changes),
        changes_call=_built(known.changes, _changes(updated, entity)),
        writable=_names(known, "WRITABLE", writable),
        required=_names(known, "REQUIRED", required),
        read_only=_names(known, "READ_ONLY", read_only),
    )


def _signature(name: str, parameter: str, returns: str) -> str:
    return laid_out(Call(f"def {name}", (parameter,), f" -> {returns}:"), indent=0)


def _built(type_: str, arguments: Iterator[Keyword]) -> str:
    return laid_out(Call(type_, tuple(arguments)), indent=BODY, prefix="return ")


def _names(known: EntityNames, kind: str, columns: tuple[str, ...]) -> str:
    items = parentheses(tuple(text_literal(item) for item in columns))
    return laid_out(items, indent=0, prefix=f"_{known.constant}_{kind}: Final[tuple[str, ...]] = ")


def _message(message: Message, entity: Entity) -> Iterator[Keyword]:
    for item in message.fields:
        yield Keyword(item.name, _value(item, entity))


def _value(item: MessageField, entity: Entity) -> Expression:
    value = f"{entity.name}.{_attribute(item, entity)}"
    match item.kind:
        case FieldKind.UUID:
            return f"wire.uuid_text({value})"
        case FieldKind.ETAG:
            return f"str({entity.name}.version)"
        case FieldKind.CREATED_AT | FieldKind.UPDATED_AT:
            return f"wire.timestamp_message({value})"
        case FieldKind.DELETED_AT | FieldKind.ARCHIVED_AT:
            return Choice("None", f"{value} is None", f"wire.timestamp_message({value})")
        case _ if item.source is not None:
            return conversions.encoded(item.source, entity.name, value)
        case _:
            return value


def _attribute(item: MessageField, entity: Entity) -> str:
    """What the model calls a field: clients may know it by the name that it had."""
    if item.kind is FieldKind.PARENT:
        return entity.parent_column or item.name
    return item.source.column if item.source else item.name


def _request(module: str, requests: tuple[Message, ...]) -> str:
    """The parameter that takes any of the requests, which carry the same fields."""
    types = [f"{module}.{item.name}" for item in requests]
    line = f"request: {' | '.join(types)}"
    return line if BODY + len(f"{line},") <= WIDTH else "request: " + "\n    | ".join(types)


def _new(requests: tuple[Message, ...], entity: Entity) -> Iterator[Keyword]:
    for item in requests[0].fields if requests else ():
        if item.kind is FieldKind.PARENT:
            yield Keyword(_attribute(item, entity), f"request.{item.name}")
        elif item.source is not None:
            yield Keyword(_attribute(item, entity), conversions.created(item, item.source, entity.name))


def _changes(requests: tuple[Message, ...], entity: Entity) -> Iterator[Keyword]:
    for item in requests[0].of(FieldKind.VALUE) if requests else ():
        if item.source is not None:
            yield Keyword(item.source.column, conversions.changed(item.source, entity.name))


def _imports(package: str, service: Service, shapes: WireShapes) -> Iterator[tuple[str, str]]:
    folder = f"{package}.{service.name}"
    if any(_enums(service)) or any(item.verb is Verb.UPDATE for item in shapes.rpcs):
        yield "typing", "Final"
    yield f"{folder}.v1", f"{service.name}_pb2"
    yield from aggregate_imports(package, service)
    yield from view_imports(package, service)
    if service.entities or any(map(reads_wire, shapes.rpcs)):
        yield f"{package}.core", "wire"
    yield from ((f"{package}.{module}", name) for module, name in _core_imports(service, shapes))
    for entity in service.entities:
        yield from ((f"{folder}.models", name) for name in _models(entity, shapes))
        for field in entity.writable if _creates(entity, shapes) or shapes.has(entity.name, Verb.UPDATE) else ():
            if field.default is not None and field.element is None:
                value = annotations.default(field, entity.name, _NOTHING)
                yield from (item for item in annotations.default_imports(field, _NOTHING) if item[1] in value)
    for operation in service.operations:
        if not operation.transition and any(map(has_decimal_limit, operation.request)):
            yield "decimal", "Decimal"


def _creates(entity: Entity, shapes: WireShapes) -> bool:
    return shapes.has(entity.name, Verb.CREATE) or shapes.has(entity.name, Verb.UPSERT)


def _models(entity: Entity, shapes: WireShapes) -> Iterator[str]:
    known = entity_names(entity)
    yield known.model
    if _creates(entity, shapes):
        yield known.new
    if shapes.has(entity.name, Verb.UPDATE):
        yield known.changes
    yield from (annotations.enum_name(entity.name, item) for item in entity.fields if item.values)


def _core_imports(service: Service, shapes: WireShapes) -> Iterator[tuple[str, str]]:
    changed = tuple(item for item in service.entities if shapes.has(item.name, Verb.UPDATE))
    if changed:
        yield "core.masks", "written_fields"
    if any(item.must_be_given for entity in changed for item in entity.changeable):
        yield "core.unset", "UNSET"
    reading = {Verb.CREATE, Verb.UPSERT, Verb.CUSTOM}
    if any(conversions.needed(rpc.request) for rpc in shapes.rpcs if rpc.verb in reading):
        yield "core.masks", "require_fields"
    if any(item.values for entity in service.entities for item in entity.fields):
        yield "core.errors", "InvalidArgument"
        yield "core.members", "Numbers"
    if any(map(collects, shapes.rpcs)):
        yield "core.validation", "Violations"
