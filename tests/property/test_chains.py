"""Whatever is made of a platform with any of the features, edit by edit: databases with rows come along."""

import shutil
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from generator import pipeline
from generator.database.embedded import Server
from generator.database.samples import populate
from generator.database.verify import made_at_once, replayed, upgraded
from generator.frontend.load import read_platform
from generator.output.manifest import read_records
from generator.pipeline.histories import copy_platform, write_at_once
from generator.pipeline.outlook import outlook
from generator.plan.records import CORE, Record
from tests.evolution.builds import changed
from tests.hostile.platforms import write

from .features import FEATURES
from .profiles import DEEP, examples
from .takings import TAKINGS
from .wire import Numbers, wire
from .world import Site, World, refused
from .worlds import extended, worlds

ROWS = 3


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A new folder each time it is called: hypothesis runs many examples in one test."""
    return lambda: tmp_path_factory.mktemp("chain")


def edited(draw: st.DrawFn, world: World, root: Path) -> World:
    """The platform after one edit, as it was if that is refused."""
    service, name = draw(st.sampled_from(list(world.sites())))
    if draw(st.booleans()):
        return extended(draw, world, root, service, name, draw(st.sampled_from(sorted(FEATURES))))
    after, edit = world.copy(), draw(st.sampled_from(TAKINGS))
    edit(draw, Site(world=after, service=service, name=name))
    findings = refused(root, after)
    event(f"{edit.__name__}: {findings[0].code if findings else 'taken'}")
    return world if findings else after


def _remade(root: Path, folder: Path) -> dict[str, Record]:
    """Migrations in `folder` that make the recorded state at once, and what is recorded of each service."""
    known = read_records(root)
    records = {name: record for name, record in known.items() if name != CORE}
    copy_platform(root, {CORE}, folder)
    recorded = known[CORE].platform
    assert recorded
    write_at_once(root, recorded, records, records.keys(), folder)
    return records


def is_carried_along(server: Server, root: Path, before: Path, tables: dict[str, Record], fresh: Path) -> None:
    """A database of `before` with rows comes to what is recorded now, as if made at once, and loses none."""
    _remade(root, fresh)
    expected = made_at_once(server.url, fresh)
    found = [table for record in tables.values() for table in record.tables]
    result = upgraded(server.url, root, expected, before, lambda url: void(populate(url, found, rows=ROWS)))
    assert result.findings == ()
    assert replayed(server.url, root, expected) == ()


def void(_: object) -> None:
    """Says nothing of it."""


@given(data=st.data())
@examples(8)
def test_a_random_chain_of_edits_of_everything(data: st.DataObject, folders, embedded_server: Server):
    """Each edit plans or is refused, applies to rows, keeps all numbers and leaves nothing to do."""
    root: Path = folders()
    world = data.draw(worlds(services=2))
    pipeline.generate(write(root, world.texts()), stubs=False)
    given_out: Numbers = wire(read_records(root))
    for _ in range(data.draw(st.integers(1, 10 if DEEP else 4))):
        after = data.draw(st.composite(edited)(world, root))
        if after is world:
            continue
        before, tables = folders(), {name: item for name, item in read_records(root).items() if name != CORE}
        shutil.copytree(root / "migrations", before / "migrations")
        world = after
        planned = outlook(write(root, world.texts())).written
        outcome = pipeline.generate(root, stubs=False)
        assert changed(planned) == changed(outcome.written)
        again = pipeline.generate(root, stubs=False)
        assert (again.migrations, again.written.nothing) == ((), True)
        numbers = wire(read_records(root))
        assert all(numbers[place] in {name, ""} for place, name in given_out.items())
        given_out = numbers
        if outcome.migrations:
            is_carried_along(embedded_server, root, before, tables, folders())
    assert read_platform(root).services
