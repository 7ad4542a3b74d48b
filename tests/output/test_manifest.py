"""Migrations that lie in a platform without a record: the runner would run them, so all commands refuse them."""

from pathlib import Path

import pytest

from generator.database.files import read_files
from generator.output.manifest import manifest, unrecorded_migrations
from generator.plan.records import CORE, Record
from tests.output.platform_tree import EMPTY, migration, write

CREATE = "migrations/content/content.0001.create.sql"


def put(root: Path, path: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("SELECT 1;\n", encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "migrations/content/content.0002.theirs.sql",
        "migrations/foo/foo.0001.create.sql",
        "migrations/core/core.0004.mine.sql",
    ],
)
def test_a_migration_without_a_record_is_named(tmp_path: Path, path: str):
    """Whatever folder it is in: of a service on record, of one that nobody knows, of the core."""
    records = [write(tmp_path, EMPTY, migration(CREATE, "SELECT 1;\n")), Record(service=CORE)]
    assert unrecorded_migrations(tmp_path, records) == ()
    put(tmp_path, path)
    (found,) = unrecorded_migrations(tmp_path, records)
    assert (found.code, found.message) == ("SG505", f"`{path}` is not recorded in the lock")


def test_what_the_runner_does_not_run_needs_no_record(tmp_path: Path):
    """A rollback file is the user's own; so is any other file. What the runner runs is what is on record."""
    record = write(tmp_path, EMPTY, migration(CREATE, "SELECT 1;\n"))
    for name in ("content.0001.create.rollback.sql", "notes.md", "later/content.0002.x.sql"):
        put(tmp_path, f"migrations/content/{name}")
    put(tmp_path, "migrations/content.0002.x.sql")
    assert unrecorded_migrations(tmp_path, [record]) == ()
    ran = [item.path.relative_to(tmp_path).as_posix() for item in read_files(tmp_path)]
    assert ran == list(manifest([record]))


def test_a_platform_without_migrations_is_fine(tmp_path: Path):
    """There is no folder yet."""
    assert unrecorded_migrations(tmp_path, []) == ()


@pytest.mark.parametrize("service", ["core", "content"])
def test_a_lock_that_is_gone_is_named_once(tmp_path: Path, service: str):
    """Not each of the migrations that it would record, which nobody has edited and nobody shall delete."""
    put(tmp_path, "specs/content.yaml")
    put(tmp_path, f"migrations/{service}/{service}.0001.create.sql")
    put(tmp_path, f"migrations/{service}/{service}.0002.more.sql")
    (found,) = unrecorded_migrations(tmp_path, [])
    assert (found.code, found.hint) == ("SG506", f"Restore it: `git checkout -- scaffold.lock/{service}.yaml`.")
    assert found.message == (
        f"`scaffold.lock/{service}.yaml` is missing, while `migrations/{service}/` has the migrations that it records"
    )
