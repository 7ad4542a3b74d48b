"""Entities whose scope is not their service's."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """Of a campaign, or of the platform."""
    site.entity["scope"] = draw(st.sampled_from(["campaign", "global"]))
