"""`filters` of an entity: what a list can be narrowed by, lowered and checked against its fields."""

from collections.abc import Iterator
from typing import Final

from generator.catalog import FIELD_TYPES
from generator.frontend.constraints import Fields, Use
from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.frozen import frozen
from generator.ir.filters import MOMENT_OF_CREATION, bounds, moment_of_creation

_MOST: Final = 8
"""A list has one prepared statement for each set of its filters: 256 are still a start-up of milliseconds."""

_EQUAL: Final = Use(verb="a filter", suits_type=lambda name: FIELD_TYPES[name].filterable)
_RANGED: Final = Use(verb="a filter by range", suits_type=lambda name: FIELD_TYPES[name].ranged)


@frozen
class Filters:
    """The filters of an entity, by the names of their fields."""

    equal: tuple[str, ...]
    ranges: tuple[str, ...]


def named_filters(entity: Node) -> tuple[str, ...]:
    """The fields that the entity's spec names as filters by equality."""
    return tuple(_field(item).string for item in entity.entries("filters") if not _is_range(item))


def parameters(entity: Node) -> frozenset[str]:
    """What the filters of the entity's spec are called, as far as names go: of a range, both ends."""
    ranges = [_field(item).string for item in entity.entries("filters") if _is_range(item)]
    return frozenset((*named_filters(entity), *(f"{name}_{end}" for name in ranges for end in ("from", "before"))))


def lower_filters(lowering: Lowering, entity: Node, fields: Fields) -> Filters:
    """The `filters`, whose indexes still serve under row-level security; SG313 or SG326 for what cannot be one."""
    items = list(_distinct(lowering, entity))
    lowered = Filters(
        equal=tuple(
            _field(item).string
            for item in items
            if not _is_range(item) and fields.suited(lowering, _field(item).string, _field(item).span, _EQUAL)
        ),
        ranges=tuple(_field(item).string for item in items if _is_range(item) and _ranged(lowering, item, fields)),
    )
    _check_names(lowering, entity, fields, lowered)
    count = len(lowered.equal) + 2 * len(lowered.ranges)
    if count > _MOST:
        message = f"`{fields.entity}` has {count} filters; {_MOST} are the most"
        hint = (
            "Keep those that lists are really narrowed by, where a range counts twice; use `search` for texts, "
            "`indexes` for queries of your own."
        )
        lowering.refuse("SG326", message, entity.at("filters").span, hint)
    return lowered


def _ranged(lowering: Lowering, item: Node, fields: Fields) -> bool:
    field = _field(item)
    if field.string == MOMENT_OF_CREATION:
        return True
    return fields.suited(lowering, field.string, field.span, _RANGED)


def _check_names(lowering: Lowering, entity: Node, fields: Fields, filters: Filters) -> None:
    """Refuses a range whose end has the name of another filter."""
    equal = {fields.by_name[name].column for name in filters.equal}
    for name in filters.ranges:
        field = fields.by_name.get(name) or moment_of_creation(entity.key_span)
        for bound in bounds(field):
            if bound.field.column in equal:
                message = f"the range of `{name}` and a filter would both be called `{bound.field.column}`"
                lowering.refuse("SG304", message, entity.at("filters").span, "Rename one of the two fields.")


def _distinct(lowering: Lowering, entity: Node) -> Iterator[Node]:
    seen: set[tuple[str, bool]] = set()
    for item in entity.entries("filters"):
        key = _field(item).string, _is_range(item)
        if key in seen:
            lowering.refuse("SG322", f"`{key[0]}` is listed twice", item.span, "Remove one of the two.")
        else:
            yield item
        seen.add(key)


def _field(item: Node) -> Node:
    return item.get("field") or item


def _is_range(item: Node) -> bool:
    return isinstance(item.data, dict) and item.text("by") == "range"
