"""`aggregates` of an entity: what is counted and summed, by which fields, and narrowed by which filters."""

from collections.abc import Collection, Iterator
from typing import Final

from generator.frontend.constraints import Fields
from generator.frontend.filters import named_filters
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.ir import Aggregate, Field

_NUMBERS: Final = ("smallint", "integer", "bigint", "decimal", "float", "double")
_ORDERED: Final = (*_NUMBERS, "date", "timestamp")
_MEASURES: Final = {"sum": _NUMBERS, "average": _NUMBERS, "minimum": _ORDERED, "maximum": _ORDERED}
"""Which types can be measured so."""


def lower_aggregates(lowering: Lowering, entity: Node, fields: Fields, *, scoped: bool) -> tuple[Aggregate, ...]:
    """The `aggregates`; what an index could not serve, or cannot be measured, is refused (SG369)."""
    node = entity.get("aggregates")
    if node is None:
        return ()
    if not scoped or entity.flag("shared"):
        message = f"the rows of `{entity.name}` are not those of one campaign: an aggregate would read the whole table"
        lowering.refuse("SG369", message, node.span, "Leave `aggregates` out.")
    return tuple(_aggregate(lowering, entity, item, fields) for item in node.values())


def _aggregate(lowering: Lowering, entity: Node, node: Node, fields: Fields) -> Aggregate:
    measured = {key: _fields(lowering, node, key, fields, types) for key, types in _MEASURES.items()}
    if not node.flag("count") and not any(map(node.get, _MEASURES)):
        hint = "Add `count: true`, or fields to `sum`, `average`, `minimum` or `maximum`."
        lowering.refuse("SG369", f"`{node.name}` says nothing about its groups", node.key_span, hint)
    return Aggregate(
        name=node.name,
        group_by=_group(lowering, node, fields),
        count=node.flag("count"),
        sums=measured["sum"],
        averages=measured["average"],
        minima=measured["minimum"],
        maxima=measured["maximum"],
        filters=_filters(lowering, entity, node),
        span=node.key_span,
    )


def _group(lowering: Lowering, node: Node, fields: Fields) -> tuple[str, ...]:
    """The fields of the groups, whose equality an index can serve under row-level security."""
    chosen = tuple(_distinct(lowering, node, "group_by", fields))
    for item, field in chosen:
        if not field.type.filterable:
            _refuse_type(lowering, item, field, "group_by")
    return tuple(field.name for _, field in chosen if field.type.filterable)


def _fields(lowering: Lowering, node: Node, key: str, fields: Fields, types: Collection[str]) -> tuple[str, ...]:
    chosen = tuple(_distinct(lowering, node, key, fields))
    for item, field in chosen:
        if field.type.name not in types:
            _refuse_type(lowering, item, field, key)
    return tuple(field.name for _, field in chosen if field.type.name in types)


def _refuse_type(lowering: Lowering, item: Node, field: Field, key: str) -> None:
    fitting = _MEASURES.get(key)
    hint = f"That works for {listed(fitting)}." if fitting else "That works for what `filters` may name."
    lowering.refuse("SG369", f"`{field.name}` of type `{field.type.name}` cannot be in `{key}`", item.span, hint)


def _distinct(lowering: Lowering, node: Node, key: str, fields: Fields) -> Iterator[tuple[Node, Field]]:
    """The fields below `key`, each once and with its place."""
    seen: set[str] = set()
    for item in node.entries(key):
        field = fields.find(lowering, item.string, item.span)
        if item.string in seen:
            lowering.refuse("SG322", f"`{item.string}` is listed twice", item.span, "Remove one of the two.")
        elif field is not None:
            seen.add(item.string)
            yield item, field


def _filters(lowering: Lowering, entity: Node, node: Node) -> tuple[str, ...]:
    """Those that lists have, too: they are indexed."""
    known = named_filters(entity)
    for item in node.entries("filters"):
        if item.string not in known:
            message = f"`{item.string}` is no filter of `{entity.name}`"
            lowering.refuse("SG369", message, item.span, f"Add it to the `filters` of `{entity.name}`.")
    return tuple(dict.fromkeys(item.string for item in node.entries("filters") if item.string in known))
