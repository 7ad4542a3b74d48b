"""Entities that say more of another one's rows."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """One for one with an entity of this or another service."""
    aims = [f"{service}.{name}" for service, name in site.world.sites() if (service, name) != (site.service, site.name)]
    if aims:
        aim = draw(st.sampled_from(aims))
        service, _, name = aim.partition(".")
        site.entity["extends"] = name if service == site.service else aim
