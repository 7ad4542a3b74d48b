"""What running code still needs is taken away in a run of its own."""

from generator.database.runner import Reach, migrate, pending

EXPAND = "-- {id}: adds.\n--\n-- Phase: expand\n-- Locks: none on a table in use\n--\n-- depends: {depends}\n"
CONTRACT = EXPAND.replace("expand", "contract")
CHAIN = ("a.0001.one", "a.0002.two", "a.0003.drop", "a.0004.drop_more", "a.0005.three", "a.0006.drop_again")


def write_chain(platform) -> None:
    """Two expanding files, two contracting ones, another expanding and another contracting one; and a neighbour."""
    for before, id_ in zip(("", *CHAIN), CHAIN, strict=False):
        header = CONTRACT if "drop" in id_ else EXPAND
        platform.write(id_, header.format(id=id_, depends=before) + f"CREATE TABLE {id_[7:]} ();\n")
    platform.write("b.0001.own", "CREATE TABLE own ();\n")


def applied(report) -> list[str]:
    return [item.id for item in report.applied]


def test_an_expanding_run_stops_before_what_contracts(platform, database) -> None:
    """What depends on a contracting file waits with it; what does not, is applied."""
    write_chain(platform)
    report = migrate(database.url, platform.root, phase=Reach.EXPAND)
    assert applied(report) == ["a.0001.one", "a.0002.two", "b.0001.own"]
    assert report.held == CHAIN[2:]
    again = migrate(database.url, platform.root, phase=Reach.EXPAND)
    assert (again.applied, again.held) == ((), CHAIN[2:])


def test_a_contracting_run_applies_nothing_else(platform, database) -> None:
    """However often it is repeated, an edit that came later is not hurried: it expands first, in a run of its own."""
    write_chain(platform)
    assert applied(migrate(database.url, platform.root, phase=Reach.CONTRACT)) == []
    migrate(database.url, platform.root, phase=Reach.EXPAND)
    report = migrate(database.url, platform.root, phase=Reach.CONTRACT)
    assert applied(report) == ["a.0003.drop", "a.0004.drop_more"]
    assert report.held == CHAIN[4:]
    assert applied(migrate(database.url, platform.root, phase=Reach.CONTRACT)) == []
    assert applied(migrate(database.url, platform.root, phase=Reach.EXPAND)) == ["a.0005.three"]
    assert applied(migrate(database.url, platform.root, phase=Reach.CONTRACT)) == ["a.0006.drop_again"]


def test_without_a_phase_everything_is_applied(platform, database) -> None:
    """For databases that no code runs on: tests, demos."""
    write_chain(platform)
    assert applied(migrate(database.url, platform.root)) == [*CHAIN, "b.0001.own"]


def test_a_preview_tells_what_is_held(platform, database) -> None:
    """With the statements of all of them."""
    write_chain(platform)
    found = pending(database.url, platform.root, phase=Reach.EXPAND)
    assert [item.id for item in found if item.is_held] == list(CHAIN[2:])
    assert all(item.statements for item in found)
