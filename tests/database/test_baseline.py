"""A baseline runs in a new database, is recorded where all that it replaces is applied, and is refused in between."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.database.errors import BadMigration, MissingMigration, PartlyReplaced
from generator.database.events import Event, Recorded
from generator.database.files import read_files
from generator.database.ownership import missing
from generator.database.replacement import covered
from generator.database.runner import migrate, pending

CORE = "SELECT 1;\n"
FIRST = "-- depends: core.0001.core\nCREATE TABLE a (id bigint PRIMARY KEY);\n"
SECOND = "-- depends: a.0001.create\nALTER TABLE a ADD COLUMN name text;\n"
OTHER = "-- depends: core.0001.core a.0001.create\nCREATE TABLE b (id bigint REFERENCES a);\n"
REPLACES = "-- replaces: a.0001.create a.0002.name\n"
BASELINE = f"-- depends: core.0001.core\n{REPLACES}CREATE TABLE a (id bigint PRIMARY KEY, name text);\n"
KEYS = (
    f"-- depends: a.0003.baseline\n{REPLACES}-- transactional: false\nCREATE INDEX CONCURRENTLY a_name ON a (name);\n"
)
LATER = "-- depends: a.0004.baseline_foreign_keys\nALTER TABLE a ADD COLUMN more text;\n"
NEW = ["a.0003.baseline", "a.0004.baseline_foreign_keys"]
AGAIN = (
    "-- depends: core.0001.core\n"
    "-- replaces: a.0003.baseline a.0004.baseline_foreign_keys a.0005.more\n"
    "-- replaced before: a.0001.create a.0002.name\n"
    "CREATE TABLE a (id bigint PRIMARY KEY, name text, more text);\n"
)


@pytest.fixture
def old(platform):
    """A service with two migrations, and another one that refers to it."""
    platform.write("core.0001.core", CORE)
    platform.write("a.0001.create", FIRST)
    platform.write("a.0002.name", SECOND)
    platform.write("b.0001.create", OTHER)
    return platform


def squash(platform) -> None:
    """Put the baseline in the place of the two."""
    for name in ("a.0001.create", "a.0002.name"):
        (platform.root / f"migrations/a/{name}.sql").unlink(missing_ok=True)
    platform.write("a.0003.baseline", BASELINE)
    platform.write("a.0004.baseline_foreign_keys", KEYS)


def squash_again(platform) -> None:
    """Put a second baseline in the place of the first and what came after it."""
    for name in (*NEW, "a.0005.more"):
        (platform.root / f"migrations/a/{name}.sql").unlink()
    platform.write("a.0006.baseline", AGAIN)


def applied(report) -> list[str]:
    return [item.id for item in report.applied]


def test_it_runs_in_a_new_database(old, database) -> None:
    """What depends on a file that is gone comes after the one that replaces it."""
    squash(old)

    report = migrate(database.url, old.root)

    assert applied(report) == ["core.0001.core", "a.0003.baseline", "a.0004.baseline_foreign_keys", "b.0001.create"]
    assert report.recorded == ()
    assert applied(migrate(database.url, old.root)) == []


def test_it_is_recorded_where_all_that_it_replaces_is_applied(old, database) -> None:
    """Nothing of it runs, the log says so, and it is told; later migrations run."""
    migrate(database.url, old.root)
    squash(old)
    events: list[Event] = []
    assert pending(database.url, old.root) == ()

    report = migrate(database.url, old.root, on_event=events.append)

    assert (report.applied, list(report.recorded)) == ((), NEW)
    assert events == [Recorded(id=id_) for id_ in NEW]
    log = "SELECT migration_id FROM _yoyo_log WHERE operation = 'mark' ORDER BY 1"
    assert database.rows(log) == [(id_,) for id_ in NEW]
    assert database.rows("SELECT to_regclass('a_name') IS NULL") == [(True,)]
    again = migrate(database.url, old.root)
    assert (again.applied, again.recorded) == ((), ())
    old.write("a.0005.more", LATER)
    assert applied(migrate(database.url, old.root)) == ["a.0005.more"]


@pytest.mark.parametrize("run", [migrate, pending])
def test_a_database_that_has_a_part_is_refused(old, database, run) -> None:
    """Nothing is run: what it lacks has no file any more. The message names it and the way out."""
    (old.root / "migrations/a/a.0002.name.sql").unlink()
    migrate(database.url, old.root)
    squash(old)

    with pytest.raises(PartlyReplaced) as refused:
        run(database.url, old.root)

    assert "it lacks a.0002.name" in str(refused.value)
    assert "Check out the revision before the baseline" in refused.value.hint
    assert database.rows("SELECT count(*) FROM _yoyo_migration") == [(3,)]


def test_an_interrupted_new_database_is_finished(old, database) -> None:
    """The first file of a baseline without the second is no part of what they replace."""
    squash(old)
    (old.root / "migrations/a/a.0004.baseline_foreign_keys.sql").unlink()
    migrate(database.url, old.root)
    old.write("a.0004.baseline_foreign_keys", KEYS)

    assert applied(migrate(database.url, old.root)) == ["a.0004.baseline_foreign_keys"]


def test_a_checkout_from_before_the_baseline_is_refused_afterwards(old, database) -> None:
    """By the file that it lacks, in an old database and in a new one."""
    migrate(database.url, old.root)
    squash(old)
    migrate(database.url, old.root)
    for id_ in NEW:
        (old.root / f"migrations/a/{id_}.sql").unlink()
    old.write("a.0001.create", FIRST)
    old.write("a.0002.name", SECOND)

    with pytest.raises(MissingMigration, match=r"a\.0003\.baseline"):
        migrate(database.url, old.root)


def test_a_second_baseline_knows_what_the_first_replaced(old, database) -> None:
    """A database with the whole history records it, too; of the oldest files nothing is missed."""
    migrate(database.url, old.root)
    squash(old)
    old.write("a.0005.more", LATER)
    migrate(database.url, old.root)
    squash_again(old)

    report = migrate(database.url, old.root)

    assert (report.applied, report.recorded) == ((), ("a.0006.baseline",))


def test_a_database_made_by_the_first_baseline_records_the_second(old, database) -> None:
    """It has never seen the oldest files, and needs none of them."""
    squash(old)
    old.write("a.0005.more", LATER)
    migrate(database.url, old.root)
    squash_again(old)

    assert migrate(database.url, old.root).recorded == ("a.0006.baseline",)


def test_a_database_from_before_the_first_baseline_is_refused_by_the_second(old, database) -> None:
    """It has the tables already, and lacks what came between."""
    migrate(database.url, old.root)
    squash(old)
    old.write("a.0005.more", LATER)
    squash_again(old)

    with pytest.raises(PartlyReplaced, match=r"a\.0006\.baseline.* it lacks a\.0003\.baseline"):
        migrate(database.url, old.root)


def test_a_replaced_file_that_is_still_there_is_refused(old) -> None:
    """A merge may leave one; in a new database both would run."""
    squash(old)
    old.write("a.0002.name", SECOND)

    with pytest.raises(BadMigration, match=r"a\.0002\.name\.sql: replaced by .*, and there all the same"):
        read_files(old.root)


def test_the_baseline_of_a_platform_elsewhere_is_its_own_matter(old) -> None:
    """A database that its repository has not brought there yet is no reason to stop, nor is one that has it all."""
    squash(old)
    files = tuple(replace(file, is_borrowed=True) for file in read_files(old.root))
    whole = {"core.0001.core": "", "a.0001.create": "", "a.0002.name": "", "b.0001.create": ""}

    assert [file.id for file in covered(files, whole)] == NEW
    assert covered(files, {"core.0001.core": "", "a.0001.create": ""}) == ()
    assert missing(files, whole) == ()
    assert [file.id for file in files if file.is_redirected] == ["b.0001.create"]


def test_stock_yoyo_makes_a_new_database(old, database) -> None:
    """To yoyo the line is a comment; it wants every dependency to be a file."""
    squash(old)
    old.write("b.0001.create", OTHER.replace("a.0001.create", "a.0003.baseline"))
    yoyo = Path(sys.executable).parent / "yoyo"
    target = database.url.replace("postgresql://", "postgresql+psycopg://")
    folders = sorted(str(path) for path in (old.root / "migrations").iterdir())

    subprocess.run([yoyo, "apply", "--batch", "--no-config-file", "--database", target, *folders], check=True)

    report = migrate(database.url, old.root)
    assert (report.applied, report.recorded, len(report.already_applied)) == ((), (), 4)
