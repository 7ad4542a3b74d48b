"""Lists that are narrowed by two ends of a field."""

from hypothesis import strategies as st

from tests.property.world import Site, some

_ORDERED = ("smallint", "integer", "bigint", "decimal", "double", "date", "timestamp", "time", "duration", "counter")


def add(draw: st.DrawFn, site: Site) -> None:
    """One range; a field for it, if there is none."""
    chosen = some(draw, [*site.of_types(*_ORDERED), "created_at"], most=1)
    site.entity["filters"] = [*site.entity.get("filters", ()), {"field": chosen[0], "by": "range"}]
