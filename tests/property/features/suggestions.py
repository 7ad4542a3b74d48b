"""Rows that are suggested while somebody types."""

from hypothesis import strategies as st

from tests.property.world import Site, some


def add(draw: st.DrawFn, site: Site) -> None:
    """By one text or two, which are searched as well."""
    chosen = some(draw, site.of_types("string"))
    if not chosen:
        name = site.with_field(draw, {"type": "string", "max_length": 60})
        chosen = [name] if name else []
    if chosen:
        site.entity["search"] = {"fields": dict.fromkeys(chosen, "A"), "suggest": chosen}
