"""Entities, lowered."""

from collections.abc import Mapping
from itertools import chain

from generator import names
from generator.frontend import constraints, descriptions, indexes, lifecycle, naming, once
from generator.frontend.aggregates import lower_aggregates
from generator.frontend.alternatives import lower_one_of
from generator.frontend.caching import with_kept
from generator.frontend.checks import lower_checks
from generator.frontend.computed import computed_names
from generator.frontend.counters import begun, counters
from generator.frontend.events import lower_events
from generator.frontend.evolution import deprecation, former_name, lower_backfill, tombstones
from generator.frontend.fields import Owner, lower_fields
from generator.frontend.filters import lower_filters, parameters
from generator.frontend.http import lower_prefix
from generator.frontend.keys import lower_key, with_key
from generator.frontend.node import Node
from generator.frontend.one_to_one import extension_fields, extension_unique
from generator.frontend.outline import Lowering
from generator.frontend.paging import lower_paging
from generator.frontend.partitions import lower_partition_by
from generator.frontend.references import check_cascade, lower_on_delete, resolve
from generator.frontend.relations import entity_nodes
from generator.frontend.rpcs import Offered, lower_rpcs
from generator.frozen import replace
from generator.ir import SYSTEM_COLUMNS, Entity, EntityKey, Field, Scope, Target
from generator.ir.fields import parent_field


def lower_entity(lowering: Lowering, service: Node, node: Node, governed: frozenset[str]) -> Entity:
    """The entity, whole even where parts are refused."""
    by_transitions, governed = governed, governed | counters(node) | computed_names(node)
    key = EntityKey(service=service.text("service"), entity=node.name)
    scope = lowering.outline.scopes[key]
    naming.check_entity(lowering, key.service, key.entity, node.key_span, is_campaign=node.flag("tenant"))
    parent = _parent(lowering, node, key, scope)
    owner = _owner(lowering, node, key, scope)
    fields = _fields(lowering, node, owner, parent, governed)
    table = constraints.Fields(entity=node.name, by_name={field.name: field for field in fields})
    keyed = _with_parent(table, parent, node)
    offered = _offered(lowering, node, keyed, governed, scope)
    lowered = Entity(
        key=key,
        plural=_plural(lowering, node),
        description=node.text("description") or descriptions.entity(node.name),
        scope=scope,
        fields=fields,
        unique=offered.unique,
        checks=lower_checks(lowering, node, fields, key.table),
        indexes=indexes.lower_indexes(lowering, node, keyed),
        search=constraints.lower_search(lowering, node, table),
        one_of=lower_one_of(lowering, node, table),
        is_relation=node.get("many_to_many") is not None,
        soft_delete=node.flag("soft_delete"),
        optimistic=node.text("concurrency") == "optimistic",
        idempotent=once.lower_idempotent(lowering, node),
        parent=parent,
        governed=tuple(field.name for field in fields if field.name in governed),
        events=lower_events(lowering, service, node, owner),
        natural_key=offered.key,
        partition_by=lower_partition_by(lowering, node, scope),
        rpcs=lower_rpcs(lowering, offered),
        aggregates=lower_aggregates(lowering, node, table, scoped=scope is Scope.CAMPAIGN),
        span=node.key_span,
    )
    listed = _listed(lowering, service, node, table, lowered)
    living = lifecycle.lived(lowering, node, _computing(lowering, node, listed, by_transitions))
    return _evolving(lowering, service, node, owner, with_kept(lowering, node, living))


def _listed(lowering: Lowering, service: Node, node: Node, table: constraints.Fields, entity: Entity) -> Entity:
    """The entity with what its lists are narrowed by, and how they are gone through."""
    filters = lower_filters(lowering, node, table)
    paging = lower_paging(lowering, service, node, parameters(node))
    return replace(entity, filters=filters.equal, ranges=filters.ranges, paging=paging)


def _computing(lowering: Lowering, node: Node, entity: Entity, transitions: frozenset[str]) -> Entity:
    """The entity with what its fields are computed of."""
    if not computed_names(node):
        return entity
    from generator.frontend.computing import with_computed

    return with_computed(lowering, node, entity, transitions)


def _evolving(lowering: Lowering, service: Node, node: Node, owner: Owner, entity: Entity) -> Entity:
    """The entity with what the spec says of how it came to be, of what becomes of it, and of where it is called."""
    return replace(
        entity,
        http=lower_prefix(service, node),
        parent_backfill=_parent_backfill(lowering, node, entity.fields, owner.removed),
        default_campaign=_default_campaign(service, node),
        renamed_from=former_name(lowering, node, lowering.outline.entities(entity.key.service)),
        removed=owner.removed,
        deprecated=deprecation(node),
    )


def _offered(
    lowering: Lowering, node: Node, table: constraints.Fields, governed: frozenset[str], scope: Scope
) -> Offered:
    """By which groups of fields the entity's rows can be found, the natural key among them."""
    declared = constraints.lower_unique(lowering, node, table)
    key = lower_key(lowering, node, table, declared, governed)
    unique = extension_unique(lowering, node, with_key(declared, key, node))
    return Offered(entity=node, fields=table, unique=unique, governed=governed, key=key, scope=scope)


def _fields(
    lowering: Lowering, node: Node, owner: Owner, parent: Target | None, governed: frozenset[str]
) -> tuple[Field, ...]:
    fields = lower_fields(lowering, chain(extension_fields(node), node.entries("fields")), owner)
    fields = begun(node, fields)
    _check_parent_column(lowering, parent, fields)
    _check_writable(lowering, node, fields, governed)
    return fields


def _with_parent(table: constraints.Fields, parent: Target | None, node: Node) -> constraints.Fields:
    """What a unique group or an index may name: a row is often the only one of its kind under its parent."""
    if parent is None or parent.key.entity in table.by_name:
        return table
    return constraints.Fields(
        entity=table.entity, by_name={**table.by_name, parent.key.entity: parent_field(parent, node.key_span)}
    )


def _owner(lowering: Lowering, node: Node, key: EntityKey, scope: Scope) -> Owner:
    return Owner(
        service=key.service,
        name=node.name,
        scope=scope,
        stored=True,
        taken=naming.STORED_FIELD_NAMES | lifecycle.taken_columns(node),
        removed=tombstones(lowering, node, frozenset(item.name for item in node.entries("fields"))),
    )


def _default_campaign(service: Node, node: Node) -> int | None:
    """The entity's own, or that of its service."""
    own = node.number("default_campaign")
    return service.number("default_campaign") if own is None else own


def _plural(lowering: Lowering, node: Node) -> str:
    given = node.get("plural")
    plural = given.string if given else names.plural(node.name)
    if given:
        naming.check_plural(lowering, plural, given.span)
    else:
        naming.check_plural(lowering, plural, node.key_span, of=node.name)
    return plural


def _parent(lowering: Lowering, node: Node, key: EntityKey, scope: Scope) -> Target | None:
    named = node.get("belongs_to")
    if named is None:
        return None
    options, named = named, named.get("entity") or named
    service, dot, _ = named.string.partition(".")
    if dot and service != key.service:
        hint = f"Use a field `{{type: ref, to: {named.string}, required: true}}`."
        lowering.refuse("SG308", "a parent must be in the same service", named.span, hint)
        return None
    parent = resolve(lowering, named, key.service, lower_on_delete(lowering, options))
    if parent is not None and parent.scope is not scope:
        message = f"`{key.entity}` is of scope {scope}, its parent `{parent.key.entity}` of scope {parent.scope}"
        lowering.refuse("SG306", message, named.span, "Give both the same `scope`.")
        return None
    if parent is not None:
        check_cascade(lowering, options, parent, scope)
    return parent


def _parent_backfill(lowering: Lowering, node: Node, fields: tuple[Field, ...], removed: tuple[str, ...]) -> str | None:
    named = node.get("belongs_to")
    said = named.get("backfill") if named else None
    if said is None:
        return None
    found = lower_backfill(lowering, said, [*(field.column for field in fields), *removed, *sorted(SYSTEM_COLUMNS)])
    return found[0] if found else None


def _check_parent_column(lowering: Lowering, parent: Target | None, fields: tuple[Field, ...]) -> None:
    for field in fields:
        if parent is not None and field.column == f"{parent.key.entity}_id":
            message = f"`{field.name}` and `belongs_to` both become the column `{field.column}`"
            lowering.refuse("SG304", message, field.span, "Remove the field; a child has its parent's id by itself.")


def _check_writable(lowering: Lowering, node: Node, fields: tuple[Field, ...], governed: frozenset[str]) -> None:
    kept = counters(node) | computed_names(node)
    if all(field.name in governed and (field.values or field.name in kept) for field in fields):
        message = (
            f"only transitions change the fields of `{node.name}`: it has none that a creation or an update may set"
        )
        lowering.refuse("SG327", message, node.key_span, "Add a field that says what the entity is.")


def check_parent_cycles(lowering: Lowering, service: Node, entities: Mapping[str, Entity]) -> None:
    """Refuses entities that are, through their parents, children of themselves: no first row could ever be written."""
    reported: set[str] = set()
    for name in entities:
        cycle = _cycle(name, entities)
        if not cycle or reported & set(cycle):
            continue
        reported |= set(cycle)
        node = next(item for item in entity_nodes(service) if item.name == name)
        way = " -> ".join(f"`{item}`" for item in (*cycle, cycle[0]))
        hint = "Let one of them refer to the other with an optional `ref` field instead."
        lowering.refuse("SG307", f"the parents go round in a circle: {way}", node.at("belongs_to").span, hint)


def _cycle(name: str, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    way = [name]
    while True:
        parent = entities[way[-1]].parent
        if parent is None or parent.key.entity in way[1:]:
            return ()
        if parent.key.entity == name:
            return tuple(way)
        way.append(parent.key.entity)
