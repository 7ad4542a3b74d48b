"""What the test modules that concern a whole service are told."""

from collections.abc import Iterator, Sequence

from generator import names
from generator.ir import Entity, IndexUse, Platform
from generator.plan.answers import kept_seconds
from generator.plan.blueprint import Blueprint
from generator.plan.choices import demanded
from generator.plan.schema import ForeignKey
from generator.plan.searching import FinderKind
from generator.plan.shapes import Rpc, WireShapes
from generator.plan.wire_kinds import FieldKind, Verb
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.capacity import is_tight
from generator.targets.tests.requests import given, request
from generator.targets.tests.source import call, case


@view
class StatementsView:
    """The statements of one service, and the rows to explain them on."""

    scoped: tuple[str, ...]
    """Tables whose rows belong to a campaign."""
    whole: str
    """The constant with the names of the statements that read a whole table by intention; empty if there is none."""
    loads: tuple[str, ...]
    """The statements, at column 4, that fill the tables."""
    searches: tuple[str, ...]
    """The search functions of scoped tables."""
    suggestions: tuple[str, ...]
    """The functions that suggest their rows."""
    comparisons: tuple[str, ...]
    """Those that find what is alike."""
    parted: bool
    """Whether some table is in partitions."""


def statements_view(blueprint: Blueprint) -> StatementsView:
    """The view of the service's statements."""
    entities = blueprint.service.entities
    large = {item.name for item in entities if not is_tight(blueprint.platform, item)}
    searches = (item.search.search_function for item in blueprint.tables if item.search and item.entity in large)
    return StatementsView(
        scoped=tuple(item.table for item in entities if item.scoped),
        whole=_whole(blueprint.platform, entities),
        loads=tuple(load for item in entities for load in _loads(item)),
        searches=tuple(item for item in searches if item),
        suggestions=_finders(blueprint, FinderKind.SUGGEST),
        comparisons=_finders(blueprint, FinderKind.FUZZY),
        parted=any(item.partition_by for item in entities),
    )


def _finders(blueprint: Blueprint, kind: FinderKind) -> tuple[str, ...]:
    finders = (finder for table in blueprint.tables for finder in table.finders)
    return tuple(item.function for item in finders if item.kind is kind)


@view
class SchemaView:
    """What the catalog must hold for one service."""

    indexes: tuple[str, ...]
    """Finished cases: name, columns."""
    definition: str
    """The text of an index's definition, without the quotes that some of the columns need."""
    foreign_keys: tuple[str, ...]
    """Finished cases: name, columns, target, action."""


def schema_view(blueprint: Blueprint) -> SchemaView:
    """The view of the service's schema."""
    known = (item for table in blueprint.tables for item in (table.primary_key, *table.uniques))
    # PostgreSQL prints what is made of columns with casts of its own.
    unique = [(item.name, item.columns) for item in known if not item.terms]
    plain = [(item.name, item.columns) for table in blueprint.tables for item in table.indexes]
    named = {column for _, columns in unique + plain for column in columns}
    quoted = not names.QUOTED_BY_POSTGRESQL.isdisjoint(column.split()[0] for column in named)
    shown = ((name, f"({', '.join(columns)})") for name, columns in unique + plain)
    expected = ((name, text.replace('"', "") if quoted else text) for name, text in shown)
    return SchemaView(
        indexes=tuple(case(text_literal(name), text_literal(text)) for name, text in expected),
        definition='(definition or "").replace(\'"\', "")' if quoted else '(definition or "")',
        foreign_keys=tuple(_foreign_key(key) for table in blueprint.tables for key in table.foreign_keys),
    )


def _foreign_key(key: ForeignKey) -> str:
    target = f"{key.parent}({', '.join(key.parent_columns)})"
    # PostgreSQL leaves out the columns to set where they are all of the key's.
    action = key.on_delete if len(key.columns) > 1 else key.on_delete.partition(" (")[0]
    return case(*map(text_literal, (key.name, ", ".join(key.columns), target, action)))


@view
class ServedView:
    """The methods of one service."""

    name: str
    """`acme.content.v1.ContentService`."""
    pb2: str
    """`content_pb2`."""
    stub: str
    """`content_pb2_grpc.ContentServiceStub`."""
    add: str
    """The statement, at column 8, that adds the servicer to `server`."""
    keeps: bool
    """Whether answers of some methods are kept."""
    scoped: tuple[str, ...]
    """Names of the methods that need a campaign."""
    required: tuple[str, ...]
    """Finished cases: method, and a field that its request must have."""
    custom: tuple["CustomView", ...]
    """Those that the spec only declares."""


@view
class CustomView:
    """A method that the spec only declares."""

    name: str
    method: str
    request: str
    """The statement, at column 4, that makes a valid request."""


def served_view(blueprint: Blueprint) -> ServedView:
    """The view of the service's methods."""
    service = blueprint.service.name
    wire = blueprint.shapes
    module = f"{service}_pb2_grpc"
    servicer = f"{names.pascal(service)}Servicer(database)"
    return ServedView(
        name=wire.full_name(wire.name),
        pb2=f"{service}_pb2",
        stub=f"{module}.{wire.name}Stub",
        add=call(f"{module}.add_{wire.name}Servicer_to_server", (servicer, "server"), indent=8),
        keeps=any(kept_seconds(rpc) for rpc in wire.rpcs),
        scoped=tuple(rpc.name for rpc in wire.rpcs if rpc.scoped and not rpc.stream),
        required=tuple(_required(wire)),
        custom=tuple(_custom(f"{service}_pb2", rpc) for rpc in wire.rpcs if _is_unwritten(rpc)),
    )


def _is_unwritten(rpc: Rpc) -> bool:
    return rpc.verb is Verb.CUSTOM and rpc.stream is None


def _required(wire: WireShapes) -> Iterator[str]:
    for rpc in wire.rpcs:
        if rpc.verb is not Verb.UPDATE and rpc.stream is None:
            yield from required_cases(rpc)


def required_cases(rpc: Rpc) -> Iterator[str]:
    """Finished cases: the method, and each field, or group of fields, that its request must have one of."""
    choices = (choice.name for choice in demanded(rpc.request))
    fields = rpc.request.of(FieldKind.KEY) if rpc.verb is Verb.UPDATE_BY else rpc.request.fields
    needed = (*(item.name for item in fields if item.required), *choices)
    return (case(text_literal(rpc.name), text_literal(name)) for name in needed)


def _custom(module: str, rpc: Rpc) -> CustomView:
    keys = ("campaign_id=1",) if rpc.scoped else ()
    made = request(f"{module}.{rpc.request.name}", keys, given(rpc))
    return CustomView(name=rpc.name, method=rpc.method, request=made)


def _whole(platform: Platform, entities: tuple[Entity, ...]) -> str:
    found = [
        f"{item.key}." if is_tight(platform, item) else f"{item.key}.stream"
        for item in entities
        if _reads_whole(platform, item)
    ]
    found += [f"{item.key}.count" for item in entities if item.paging.parameter and not item.scoped]
    # A short list may come from the index of near vectors, which no campaign is in.
    found += [f"{item.key}.nearest_" for item in entities if _finds_near(item)]
    spelled = tuple(map(text_literal, found))
    if len(spelled) == 1:
        return f"WHOLE: Final = ({spelled[0]},)"
    return call("WHOLE: Final = ", spelled, indent=0) if spelled else ""


def _reads_whole(platform: Platform, entity: Entity) -> bool:
    """Whether a statement reads a whole table: all rows of a global one, or of one that is always small."""
    return is_tight(platform, entity) or not entity.scoped


def _finds_near(entity: Entity) -> bool:
    return any(index.using is IndexUse.VECTOR and index.where is None for index in entity.indexes)


def _loads(entity: Entity) -> Iterator[str]:
    """The rows of an entity; what triggers compute, which are off for so many, is there only after them."""
    late = [entity.field(item.field) for item in entity.computed]
    columns = [field.column for field in late if field.required]
    rows = f"[factories.numbered_{entity.name}(number) for number in bulk.ROWS]"
    if columns:
        yield _altered(entity, [f"ALTER COLUMN {column} DROP NOT NULL" for column in columns])
    alone = () if entity.has_master else ("alone=True",)
    arguments = ("connection", f'"{entity.table}"', rows, f"scoped={entity.scoped}", *alone)
    yield call("await bulk.load", arguments, indent=4)
    if columns:
        yield _altered(entity, [f"ALTER COLUMN {column} SET NOT NULL" for column in columns])


def _altered(entity: Entity, changes: Sequence[str]) -> str:
    return call(
        "await connection.execute", (text_literal(f"ALTER TABLE {entity.table} {', '.join(changes)}"),), indent=4
    )
