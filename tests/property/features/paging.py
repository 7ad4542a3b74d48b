"""How clients go through lists, said by the platform, the service or the entity."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """One of the three says it."""
    said = draw(st.sampled_from([site.entity, site.spec, site.world.facts]))
    said["paging"] = draw(st.sampled_from(["token", "number", "offset"]))
