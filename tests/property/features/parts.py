"""Parts of a thing, which share its row of master."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """A child whose master row is its parent's, or which says that it is its own."""
    before = [name for name in site.spec["entities"] if name != site.name]
    before = before[: list(site.spec["entities"]).index(site.name)]
    if before and "belongs_to" not in site.entity:
        site.entity["belongs_to"] = draw(st.sampled_from(before))
    site.entity["master"] = draw(st.sampled_from(["parent", "parent", "own"]))
