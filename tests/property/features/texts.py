"""Descriptions that mean harm, and plurals of their own."""

from hypothesis import strategies as st

from tests.property.world import Site, hostile


def add(draw: st.DrawFn, site: Site) -> None:
    """The platform, the service, the entity or a field is described; the plural may be another one."""
    place = draw(st.sampled_from([site.world.facts, site.spec, site.entity, *site.fields.values()]))
    place["description"] = hostile(draw)
    if draw(st.booleans()):
        site.entity["plural"] = draw(st.sampled_from(["people", "these_things", f"all_{site.name}"]))
