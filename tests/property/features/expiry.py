"""Rows that end by themselves."""

from hypothesis import strategies as st

from tests.property.world import Site, some


def add(draw: st.DrawFn, site: Site) -> None:
    """At a moment that a field holds, or some time after the creation."""
    if chosen := some(draw, site.of_types("timestamp"), most=1):
        site.entity["expires"] = {"field": chosen[0]}
    else:
        site.entity["expires"] = {"after": draw(st.sampled_from(["30 days", "1 day", "12 hours", "15 minutes"]))}
