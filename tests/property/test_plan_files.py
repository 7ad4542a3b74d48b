"""Whatever is edited: the files that `plan` names are those that `generate` then writes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.pipeline.outlook import outlook
from tests.evolution.builds import changed
from tests.hostile.platforms import write

from .profiles import examples
from .test_chains import edited
from .worlds import worlds


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A new folder each time it is called: hypothesis runs many examples in one test."""
    return lambda: tmp_path_factory.mktemp("planned")


@given(data=st.data())
@examples(6)
def test_the_files_of_a_chain_of_edits(data: st.DataObject, folders):
    """In a platform of three services, of which each may refer to the others."""
    root: Path = folders()
    world = data.draw(worlds(services=3))
    pipeline.generate(write(root, world.texts()), stubs=False)
    for _ in range(4):
        after = data.draw(st.composite(edited)(world, root))
        if after is not world:
            world = after
            planned = outlook(write(root, world.texts())).written
            assert changed(planned) == changed(pipeline.generate(root, stubs=False).written)
