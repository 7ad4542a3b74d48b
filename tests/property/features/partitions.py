"""Tables in parts: campaigns spread by a hash, or from one campaign to the next."""

from hypothesis import strategies as st

from tests.property.world import Site

_WAYS = ["campaign", {"campaign": 2}, {"campaigns_from": [5000]}, {"campaigns_from": [5000, 10000]}]


def add(draw: st.DrawFn, site: Site) -> None:
    """One of the ways to part a table."""
    site.entity["partition_by"] = draw(st.sampled_from(_WAYS))
