"""Whatever valid platform is described: the same bytes twice, and all of it works."""

import itertools

import pytest
from hypothesis import given

from generator.database.embedded import Server

from .laws import is_the_same_twice, migrates, parses
from .profiles import examples
from .world import World
from .worlds import worlds

NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A new folder each time it is called: hypothesis runs many examples in one test."""
    return lambda: tmp_path_factory.mktemp("platform")


@given(world=worlds())
@examples(20)
def test_a_random_platform(world: World, folders, embedded_server: Server):
    """It is the same twice; its protos compile, its Python parses, it is clean, it migrates, its statements prepare."""
    root = folders()
    is_the_same_twice(root, folders(), world)
    parses(root)
    migrates(root, embedded_server, f"random_{next(NUMBERS)}")
