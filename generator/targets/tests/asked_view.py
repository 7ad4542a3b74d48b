"""What tests are told of the RPCs that a spec asks for below `rpcs`, and of those that it omits."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import Rpc, WireShapes
from generator.plan.wire_kinds import FieldKind, Verb
from generator.targets.source.layout import Call, Keyword, laid_out
from generator.targets.source.view import view
from generator.targets.tests.creation_rules import CreationRuleView, creation_rules
from generator.targets.tests.source import call

_BODY = 4
_BATCHES = frozenset({Verb.BATCH_GET, Verb.BATCH_CREATE, Verb.BATCH_DELETE})


@view
class KeyRpcView:
    """An RPC that finds its row by a unique group."""

    rpc: str
    """`GetArticleBySlug`."""
    head: str
    """The head of its test."""
    request: str
    """The statement, at column 4, that makes its empty request."""
    columns: tuple[str, ...]
    """The columns of the group, and those of the natural key, which no change touches."""


@view
class NaturalKeyView:
    """Awaits of the repository's methods by the natural key of `row`."""

    update: str
    """At column 8; into `updated`."""
    delete: str
    """At column 8."""
    stale: str
    """At column 12: of a version that is no longer."""
    gone: tuple[str, ...]
    """At column 12: after the deletion."""


@view
class BatchView:
    """An RPC of a batch; its statements are laid out for column 4."""

    rpc: str
    head: str
    request: str
    """Makes its request: of `ids`, or of `requests`."""
    refused_head: str
    """The head of the test that a batch can be too large."""
    too_large: str
    """Makes a request that is too large."""
    at_fault: str
    """A set of the field that is too large."""


@view
class AskedView:
    """All of them for one entity."""

    creates: bool
    """Whether clients have the standard verb; the same of those that follow."""
    gets: bool
    lists: bool
    updates: bool
    deletes: bool
    restores: bool
    searches: bool
    suggests: bool
    messages: bool
    """Whether a request carries values of the entity."""
    key: tuple[str, ...]
    """The columns of the natural key."""
    natural: NaturalKeyView | None
    get_by: tuple[KeyRpcView, ...]
    update_by: tuple[KeyRpcView, ...]
    delete_by: tuple[KeyRpcView, ...]
    upserts: tuple[KeyRpcView, ...]
    again: str
    """Arguments of the function that makes the message of a creation, for the second of two."""
    item: str
    """The same for one of many."""
    batch_get: BatchView | None
    batch_create: BatchView | None
    batch_delete: BatchView | None
    batches: tuple[BatchView, ...]
    """The three, of which the entity has none or more."""
    rules: tuple[CreationRuleView, ...]
    needs: bool
    """Whether a creation has a field that it must have."""


def asked_view(blueprint: Blueprint, entity: Entity) -> AskedView:
    """The view of `entity`."""
    wire = blueprint.shapes
    batches = {rpc.verb: _batch(wire, entity, rpc) for rpc in wire.of(entity.name) if rpc.verb in _BATCHES}
    verbs = {verb: wire.has(entity.name, verb) for verb in Verb}
    return AskedView(
        creates=verbs[Verb.CREATE],
        gets=verbs[Verb.GET],
        lists=verbs[Verb.LIST],
        updates=verbs[Verb.UPDATE] and bool(entity.changeable),
        deletes=verbs[Verb.DELETE],
        restores=verbs[Verb.RESTORE],
        searches=verbs[Verb.SEARCH],
        suggests=verbs[Verb.SUGGEST],
        messages=verbs[Verb.CREATE] or verbs[Verb.UPDATE] or verbs[Verb.UPSERT],
        key=entity.key_columns,
        natural=_natural(entity) if entity.natural_key else None,
        get_by=tuple(_by_key(blueprint, entity, Verb.GET_BY)),
        update_by=tuple(_by_key(blueprint, entity, Verb.UPDATE_BY)),
        delete_by=tuple(_by_key(blueprint, entity, Verb.DELETE_BY)),
        upserts=tuple(_by_key(blueprint, entity, Verb.UPSERT)),
        again="again, campaign" if entity.scoped else "again",
        item="item, campaign" if entity.scoped else "item",
        batch_get=batches.get(Verb.BATCH_GET),
        batch_create=batches.get(Verb.BATCH_CREATE),
        batch_delete=batches.get(Verb.BATCH_DELETE),
        batches=tuple(batches.values()),
        rules=creation_rules(blueprint, entity),
        needs=entity.parent is not None or any(item.must_be_given for item in entity.writable),
    )


def _natural(entity: Entity) -> NaturalKeyView:
    key = (*(("campaign",) if entity.scoped else ()), *(f"row.{column}" for column in entity.key_columns))
    methods = (names.keyed_method(verb, entity.key_columns) for verb in ("update", "delete"))
    update, delete = (f"await repository.{method}" for method in methods)
    return NaturalKeyView(
        update=call(f"updated = {update}", (*key, "changes"), indent=8),
        delete=call(delete, key, indent=8),
        stale=call(delete, (*key, "version=row.version"), indent=12),
        gone=(call(update, (*key, "changes"), indent=12), call(delete, key, indent=12)),
    )


def _by_key(blueprint: Blueprint, entity: Entity, verb: Verb) -> Iterator[KeyRpcView]:
    for rpc in blueprint.shapes.of(entity.name):
        if rpc.verb is verb and rpc.unique is not None:
            columns = entity.columns(rpc.unique)
            yield KeyRpcView(
                rpc=rpc.name,
                head=_head(f"{verb.value.removesuffix('_by')}_by_{'_and_'.join(columns)}_is_served", entity),
                request=call(f"request = {_request(blueprint.shapes, rpc)}", (), indent=_BODY),
                columns=tuple(dict.fromkeys((*columns, *entity.key_columns))),
            )


def _batch(wire: WireShapes, entity: Entity, rpc: Rpc) -> BatchView:
    verb = rpc.verb
    field = next(item.name for item in rpc.request.fields if item.kind in {FieldKind.IDS, FieldKind.REQUESTS})
    creation = f"{wire.service.name}_pb2.Create{names.pascal(entity.wire)}Request"
    many = "range(1001)" if verb is not Verb.BATCH_CREATE else f"[{creation}()] * 1001"
    return BatchView(
        rpc=rpc.name,
        head=_head(f"{verb.value}_is_served", entity),
        request=_made(wire, rpc, field, field),
        refused_head=_head(f"{verb.value}_of_too_many_is_refused", entity),
        too_large=_made(wire, rpc, field, many),
        at_fault=f'{{"{field}"}}',
    )


def _made(wire: WireShapes, rpc: Rpc, field: str, value: str) -> str:
    campaign = (Keyword("campaign_id", "campaign"),) if rpc.scoped else ()
    arguments = (*campaign, Keyword(field, value))
    return laid_out(Call(_request(wire, rpc), arguments), indent=_BODY, prefix="request = ")


def _request(wire: WireShapes, rpc: Rpc) -> str:
    return f"{wire.service.name}_pb2.{rpc.request.name}"


def _head(test: str, entity: Entity) -> str:
    campaign = ("campaign: int",) if entity.scoped else ()
    parameters = ("channel: grpc.aio.Channel", "database: Database", *campaign)
    return call(f"async def test_{test}", parameters, indent=0, tail=" -> None:")
