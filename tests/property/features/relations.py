"""Pairs of entities, with what a pair says."""

from typing import Any

from hypothesis import strategies as st

from tests.property.values import fields
from tests.property.world import Site, hostile


def add(draw: st.DrawFn, site: Site) -> None:
    """A relation of the entity with any, itself too."""
    aims = [name if service == site.service else f"{service}.{name}" for service, name in site.world.sites()]
    other = draw(st.sampled_from(aims))
    pair: Any = draw(st.sampled_from([[site.name, other], {"left_side": site.name, "right_side": other}]))
    options = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "description": st.just(hostile(draw)),
                "fields": fields([], 2),
                "scope": st.sampled_from(["campaign", "global"]),
                "on_delete": st.sampled_from(["restrict", "cascade"]),
                "deprecated": st.sampled_from([True, "use */ another"]),
            },
        )
    )
    name = draw(st.sampled_from(["links", "selections", "class_members", "memberships_of_the_longest_kind_there_is"]))
    site.spec.setdefault("relations", {})[name] = {"many_to_many": pair} | options
