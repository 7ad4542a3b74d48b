"""Answers that are kept for a while."""

from hypothesis import strategies as st

from tests.property.features.aggregates import add as with_aggregate
from tests.property.world import Site

_TIMES = ["30 seconds", "5 minutes"]


def add(draw: st.DrawFn, site: Site) -> None:
    """Of all questions, or of some kinds."""
    if "aggregates" not in site.entity and draw(st.booleans()):
        with_aggregate(draw, site)
    asked = [
        "list",
        *(["search"] if "search" in site.entity else []),
        *(["aggregates"] if "aggregates" in site.entity else []),
    ]
    kinds = {kind: draw(st.sampled_from(_TIMES)) for kind in asked if draw(st.booleans())}
    site.entity["cache"] = kinds or draw(st.sampled_from(_TIMES))
