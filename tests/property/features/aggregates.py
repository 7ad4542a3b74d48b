"""Rows counted and measured in groups."""

from typing import Any

from hypothesis import strategies as st

from tests.property.values import KEYS
from tests.property.world import Site, some

_NUMBERS = ("smallint", "integer", "bigint", "decimal", "float", "double", "counter")


def add(draw: st.DrawFn, site: Site) -> None:
    """One aggregate over the fields there are."""
    grouped = some(draw, site.of_types(*KEYS, "boolean", "email", "inet"))
    if not grouped:
        return
    asked: dict[str, Any] = {"group_by": grouped, "count": draw(st.booleans())}
    numbers = [name for name in site.of_types(*_NUMBERS) if name not in grouped]
    ordered = [name for name in site.of_types(*_NUMBERS, "date", "timestamp") if name not in grouped]
    for kind, able in {"sum": numbers, "average": numbers, "minimum": ordered, "maximum": ordered}.items():
        if able and draw(st.booleans()):
            asked[kind] = some(draw, able)
    named = [item for item in site.entity.get("filters", ()) if isinstance(item, str)]
    filters = [name for name in named if name not in grouped]
    if filters and draw(st.booleans()):
        asked["filters"] = some(draw, filters)
    name = draw(st.sampled_from(["totals_by_group", "count", "select_all", "visits", "list_values"]))
    site.entity.setdefault("aggregates", {})[name] = asked
