"""Rows all of whose states are kept."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """Kept, or not."""
    site.entity["history"] = True
