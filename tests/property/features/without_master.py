"""Rows that nobody links to, which have no row of master."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """None at all, whatever else the entity has."""
    site.entity["master"] = "none"
