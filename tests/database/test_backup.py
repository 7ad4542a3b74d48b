"""Before data is destroyed, it is dumped, and the dump is read back."""

import subprocess
from pathlib import Path

import pytest

from generator.database import backup
from generator.database.embedded import Server, create_database, drop_database
from generator.database.errors import BackupFailed, StatementFailed
from generator.database.events import BackedUp, Event
from generator.database.runner import migrate, pending

TABLES = """CREATE TABLE "Odd name" (id bigint, note text);
CREATE TABLE kept (id bigint);
CREATE TABLE gone (id bigint);
INSERT INTO "Odd name" VALUES (1, 'precious');
INSERT INTO gone VALUES (2);
"""
DROPS = '-- depends: a.0001.tables\nALTER TABLE kept ADD COLUMN x text;\nALTER TABLE "Odd name" DROP COLUMN note;\n'
MORE = "-- depends: a.0002.drops\nDROP TABLE gone;\n"


@pytest.fixture
def losing(platform, database):
    """Two files that destroy wait."""
    platform.write("a.0001.tables", TABLES)
    migrate(database.url, platform.root)
    platform.write("a.0002.drops", DROPS)
    platform.write("a.0003.more", MORE)
    return platform


def test_what_destroys_is_known_before_it_runs(losing, database) -> None:
    """The tables that lose a column or go, as the statement names them."""
    found = pending(database.url, losing.root)
    assert [item.destroys for item in found] == [('"Odd name"',), ('"gone"',)]


def test_a_dump_of_all_that_is_lost_is_written_first(losing, database, embedded_server: Server, tmp_path: Path) -> None:
    """One file with the tables of all files that destroy; restored, it has the rows and columns again."""
    events: list[Event] = []
    migrate(database.url, losing.root, backup=tmp_path / "dumps", on_event=events.append)
    (saved,) = (event for event in events if isinstance(event, BackedUp))
    assert (saved.tables, saved.path.name[:13]) == (('"Odd name"', '"gone"'), "a.0002.drops.")
    create_database(embedded_server.url, "restored")
    url = embedded_server.url_for("restored")
    subprocess.run([embedded_server.binaries / "pg_restore", "--dbname", url, saved.path], check=True)
    query = "SELECT (SELECT note FROM \"Odd name\"), (SELECT id FROM gone), to_regclass('kept')"
    found = type(database)(url).rows(query)
    drop_database(embedded_server.url, "restored")
    assert found == [("precious", 2, None)]


def test_without_a_backup_nothing_is_dropped(losing, database, tmp_path: Path) -> None:
    """The folder cannot be made here: the run ends before the first file that destroys."""
    (tmp_path / "file").touch()
    with pytest.raises(BackupFailed, match="file"):
        migrate(database.url, losing.root, backup=tmp_path / "file")
    assert database.rows('SELECT note FROM "Odd name"') == [("precious",)]


def test_a_pg_dump_older_than_the_server_is_refused() -> None:
    """It would not know what the server's tables may contain."""
    with pytest.raises(BackupFailed, match=r"no pg_dump of version 99 or newer: found only \S+pg_dump \(\d+\)"):
        backup.tools(99)


def test_a_run_that_was_interrupted_after_the_drops_needs_no_second_dump(losing, database, tmp_path: Path) -> None:
    """What is gone cannot be dumped; the first run has."""
    losing.write("a.0003.more", MORE.replace("\n", "\n-- transactional: false\n", 1) + "SELECT nonsense;\n")
    with pytest.raises(StatementFailed, match="nonsense"):
        migrate(database.url, losing.root, backup=tmp_path)
    losing.write("a.0003.more", MORE.replace("\n", "\n-- transactional: false\n", 1) + "SELECT 1;\n")
    migrate(database.url, losing.root, backup=tmp_path)
    assert len(list(tmp_path.glob("*.dump"))) == 1
