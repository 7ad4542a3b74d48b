"""Rows that can be put away."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """Archived, or not."""
    site.entity["archive"] = True
