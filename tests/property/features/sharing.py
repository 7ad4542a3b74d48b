"""Rows that campaign 0 gives to all."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """Shared; without what such rows cannot have, now and then."""
    site.entity["shared"] = True
    if draw(st.booleans()):
        for key in ("search", "aggregates"):
            site.entity.pop(key, None)
