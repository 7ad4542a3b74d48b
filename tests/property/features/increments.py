"""Numbers that callers add to."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """A whole number with a default, sometimes between limits."""
    options = {"type": draw(st.sampled_from(["smallint", "integer", "bigint"])), "default": 0, "increment": True}
    if draw(st.booleans()):
        options |= {"minimum": -5, "maximum": 5}
    site.with_field(draw, options)
