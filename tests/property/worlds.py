"""Random platforms with everything that the language has: those of the older strategies, and features on top."""

import functools
import tempfile
from pathlib import Path

from hypothesis import event
from hypothesis import strategies as st

from tests.hostile.platforms import write

from .features import FEATURES
from .relations import related_platform
from .world import Site, World, refused

_MOST_FEATURES = 4
"""Of an entity: so many that they meet each other, so few that one is seen to be at fault."""


@functools.cache
def nowhere() -> Path:
    """A folder in which nothing is generated."""
    # Gone when the process is: the object lives as long as the cache.
    folder = tempfile.TemporaryDirectory(prefix="p")
    _KEPT.append(folder)
    return write(Path(folder.name), {"scaffold.yaml": "platform: acme\n"})


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def extended(draw: st.DrawFn, world: World, root: Path, service: str, name: str, feature: str) -> World:
    """The platform with the feature, unless the generator refuses that, given what is below `root`."""
    after = world.copy()
    FEATURES[feature](draw, Site(world=after, service=service, name=name))
    findings = refused(root, after)
    event(f"{feature}: {findings[0].code if findings else 'taken'}")
    return world if findings else after


@st.composite
def worlds(draw: st.DrawFn, features: tuple[str, ...] = tuple(FEATURES), *, least: int = 0, services: int = 3) -> World:
    """A platform of up to so many services, each of whose entities may have a few of the features, at least `least`."""
    facts = draw(st.sampled_from([{}, {"extensions": ["vector"]}]))
    world = World(facts=facts, specs=draw(related_platform(services)))
    for service, name in tuple(world.sites()):
        for feature in draw(st.lists(st.sampled_from(features), min_size=least, max_size=_MOST_FEATURES, unique=True)):
            world = extended(draw, world, nowhere(), service, name, feature)
    return world
