"""Fields that count the rows of another entity: written by triggers, read by everybody."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frontend.relations import entity_nodes
from generator.frozen import replace
from generator.ir import Count, Entity, Field

_UNSUITED: Final = ("required", "renamed_from", "backfill")


def is_counter(node: Node) -> bool:
    """Whether the field counts."""
    return _counts(node.data)


def _counts(options: object) -> bool:
    return isinstance(options, dict) and options.get("type") == "counter"


def counters(entity: Node) -> frozenset[str]:
    """The names of the fields that count."""
    return frozenset(name for name, options in entity.members("fields") if _counts(options))


def standing(lowering: Lowering, node: Node, *, stored: bool) -> Node:
    """The number that the counter is; SG388 for what it cannot be."""
    if not stored:
        hint = "Make it an `integer` or a `bigint`: nobody counts what a message holds."
        lowering.refuse(
            "SG388", f"`{node.name}` is no field of an entity, and cannot be a counter", node.key_span, hint
        )
    for key in _UNSUITED:
        if option := node.get(key):
            message = f"`{key}` means nothing for `{node.name}`, which the database writes"
            lowering.refuse("SG388", message, option.key_span, f"Remove `{key}`.")
    kept = {key: node.at(key).data for key in ("description", "deprecated", "allow") if node.get(key)}
    return node.standing_for(node.name, {"type": "bigint"} | kept)


def begun(entity: Node, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields of the entity, the counters among them with what they begin at."""
    names = counters(entity)
    return tuple(replace(field, default=0) if field.name in names else field for field in fields)


def with_counts(lowering: Lowering, service: Node, entities: Mapping[str, Entity]) -> Mapping[str, Entity]:
    """The entities by name, those that others count with what is counted of them."""
    counted = dict(entities)
    for parent in entity_nodes(service):
        for node in parent.entries("fields"):
            if is_counter(node):
                for child, count in _count(lowering, node, entities[parent.name], entities):
                    counted[child] = replace(counted[child], counts=(*counted[child].counts, count))
    return counted


def _count(
    lowering: Lowering, node: Node, parent: Entity, entities: Mapping[str, Entity]
) -> Iterator[tuple[str, Count]]:
    of = node.at("of")
    child = entities.get(of.string)
    if child is None:
        hint = did_you_mean(of.string, list(entities), otherwise=f"The service has {listed(entities)}.")
        lowering.refuse("SG385", f"`{of.string}` is no entity of this service that could be counted", of.span, hint)
        return
    columns = tuple(_references(child, parent))
    if len(columns) != 1:
        ways = f"by {listed(columns)}" if columns else "by nothing"
        message = f"`{child.name}` refers to `{parent.name}` {ways}: a counter needs exactly one way"
        hint = f"Let `{child.name}` have `belongs_to: {parent.name}`, or one required `ref` to it."
        lowering.refuse("SG386", message, of.span, hint)
        return
    if child.scope is not parent.scope:
        message = f"`{child.name}` is of scope {child.scope}, and `{parent.name}` of scope {parent.scope}"
        lowering.refuse("SG386", message, of.span, "Give both the same `scope`.")
        return
    yield (
        child.name,
        Count(parent=parent.table, column=node.name, reference=columns[0], where=_where(lowering, node, child)),
    )


def _references(child: Entity, parent: Entity) -> Iterator[str]:
    if child.parent and child.parent_column and child.parent.key == parent.key:
        yield child.parent_column
    for field in child.fields:
        if field.target and field.type.name == "ref" and field.target.key == parent.key and field.required:
            yield field.column


def _where(lowering: Lowering, node: Node, child: Entity) -> str | None:
    said = node.get("where")
    if said is None:
        return None
    from generator.frontend.constants import ExpressionError
    from generator.frontend.expressions import predicate

    try:
        return predicate(said.string, child.fields)
    except ExpressionError as error:
        lowering.refuse("SG387", str(error), said.span, error.hint)
        return None
