"""Whatever supported edits follow each other: a migrated database is a fresh one, and the wire never moves."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from generator.frontend.load import read_platform
from generator.output.manifest import read_records
from generator.pipeline.outlook import outlook
from generator.plan.records import CORE
from tests.evolution.builds import changed
from tests.hostile.platforms import texts, write
from tests.plan import convergence

from .edits import edited
from .platforms import platform
from .profiles import examples
from .rows import fill
from .wire import wire

NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A new folder each time it is called: hypothesis runs many examples in one test."""
    return lambda: tmp_path_factory.mktemp("chain")


@given(data=st.data())
@examples(10)
def test_a_random_chain_of_edits(data: st.DataObject, folders, embedded_server: Server):
    """Each edit plans, applies to rows, keeps all numbers and leaves nothing to do; as if it were made at once."""
    root, number = folders(), next(NUMBERS)
    urls = [embedded_server.url_for(f"chain_{number}_{way}") for way in ("edited", "fresh")]
    for way in ("edited", "fresh"):
        create_database(embedded_server.url, f"chain_{number}_{way}")
    specs, given_out = data.draw(platform()), dict[tuple[str, int], str]()
    for step in range(data.draw(st.integers(2, 5))):
        specs = data.draw(edited(specs)) if step else specs
        planned = outlook(write(root, texts(specs))).written
        assert changed(planned) == changed(pipeline.generate(root, stubs=False).written)
        migrate(urls[0], root)
        counts = fill(urls[0], read_platform(root))
        assert set(counts.values()) == {1}
        numbers = wire(read_records(root))
        assert all(numbers[place] in {name, ""} for place, name in given_out.items())
        given_out = numbers
        again = pipeline.generate(root, stubs=False)
        assert (again.migrations, again.written.nothing) == ((), True)

    records = {name: record for name, record in read_records(root).items() if name != CORE}
    at_once = folders()
    convergence.write(at_once, read_platform(root), convergence.fresh(records), core=True)
    migrate(urls[1], at_once)
    assert convergence.catalog(urls[0]) == convergence.catalog(urls[1])
    for way in ("edited", "fresh"):
        drop_database(embedded_server.url, f"chain_{number}_{way}")
