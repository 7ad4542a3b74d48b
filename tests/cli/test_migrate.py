"""`migrate` on a real PostgreSQL."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest


def test_migrations_are_applied_once(scaffold, generated, database_url):
    """In the order of the history; a second run finds all of them."""
    first = scaffold("migrate", "--json", cwd=generated, DATABASE_URL=database_url)
    assert first.returncode == 0, first.stderr
    applied = [item["id"] for item in json.loads(first.stdout)["applied"]]
    assert (applied[0], applied[-1]) == ("core.0001.roles", "content.0002.foreign_keys")
    second = scaffold("migrate", "--database-url", database_url, cwd=generated)
    assert second.stdout == f"Nothing to do; {len(applied)} migrations applied before.\n"


def test_a_dry_run_prints_the_statements_and_changes_nothing(scaffold, generated, database_url):
    """What is printed is what would be executed."""
    first = scaffold("migrate", "--dry-run", cwd=generated, DATABASE_URL=database_url)
    assert first.returncode == 0, first.stderr
    assert "-- content.0001.create" in first.stdout
    assert "CREATE TABLE service_content_article" in first.stdout
    second = scaffold("migrate", "--dry-run", "--json", cwd=generated, DATABASE_URL=database_url)
    pending = json.loads(second.stdout)["pending"]
    assert pending[-1]["path"] == "migrations/content/content.0002.foreign_keys.sql"
    assert all(item["statements"] for item in pending)


def test_an_edited_migration_is_refused(scaffold, generated, database_url):
    """Exit code 1: the database has seen another text."""
    assert scaffold("migrate", cwd=generated, DATABASE_URL=database_url).returncode == 0
    path = generated / "migrations/content/content.0001.create.sql"
    path.write_text(path.read_text() + "SELECT 1;\n")
    done = scaffold("migrate", cwd=generated, DATABASE_URL=database_url)
    assert (done.returncode, "content.0001.create" in done.stderr) == (1, True)


def test_a_database_that_does_not_answer_is_no_fault_of_the_spec(scaffold, generated):
    """Exit code 2."""
    done = scaffold("migrate", cwd=generated, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 2
    assert "this is a bug" not in done.stderr


@pytest.mark.parametrize("url", ["foo", "mysql://root:secret@localhost/x", "postgresql://localhost/x?colour=red"])
def test_a_url_that_is_none_is_said_to_be_none(scaffold, generated, url):
    """Exit code 2 and the form to write; a password that stands in it is not repeated."""
    done = scaffold("migrate", "--database-url", url, cwd=generated)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "error: the database URL is not one that PostgreSQL understands\n  help: Write it like "
    )
    assert "secret" not in done.stderr


def test_files_are_named_from_the_root_of_the_platform(scaffold, generated, database_url):
    """As git and every other command names them."""
    path = "migrations/content/content.0009.broken.sql"
    (generated / path).write_text("SELECT nonsense;\n")
    done = scaffold("migrate", cwd=generated, DATABASE_URL=database_url)
    assert (done.returncode, f"error: {path}:1: column" in done.stderr) == (1, True)


def test_the_database_of_another_platform_is_suspected(scaffold, generated, database_url):
    """Migrations that it has and nobody here ever wrote."""
    assert scaffold("migrate", cwd=generated, DATABASE_URL=database_url).returncode == 0
    (generated / "migrations/content/content.0002.foreign_keys.sql").unlink()
    done = scaffold("migrate", cwd=generated, DATABASE_URL=database_url)
    assert (done.returncode, "the database may belong to another platform" in done.stderr) == (1, True)


def test_one_migration_is_not_counted_as_many(scaffold, generated, database_url):
    """The sentences are read by people."""
    for path in sorted((generated / "migrations").glob("*/*.sql")):
        if path.stem != "core.0001.roles":
            path.unlink()
    preview = scaffold("migrate", "--dry-run", cwd=generated, DATABASE_URL=database_url)
    assert preview.stderr == "1 migration would run.\n"
    assert scaffold("migrate", cwd=generated, DATABASE_URL=database_url).stdout == "Applied 1 of 1 migration.\n"
    again = scaffold("migrate", cwd=generated, DATABASE_URL=database_url)
    assert again.stdout == "Nothing to do; 1 migration applied before.\n"


HEAD = "--\n-- Phase: {phase}\n-- Locks: none on a table in use\n--\n-- depends: {depends}\n"


@pytest.fixture
def dropping(generated):
    """A table that waits to be dropped, and an edit that came after."""
    files = {
        "content.0003.note": ("expand", "content.0002.foreign_keys", "CREATE TABLE note (id bigint);"),
        "content.0004.drop_note": ("contract", "content.0003.note", "DROP TABLE note;"),
        "content.0005.more": ("expand", "content.0004.drop_note", "CREATE TABLE more (id bigint);"),
    }
    for name, (phase, depends, statement) in files.items():
        path = generated / f"migrations/content/{name}.sql"
        path.write_text(f"-- {name}: by hand.\n{HEAD.format(phase=phase, depends=depends)}\n{statement}\n")
    return generated


def test_what_takes_something_away_waits_until_it_is_asked_for(scaffold, dropping, database_url):
    """`migrate` says what it holds back and why, and that is no failure."""
    first = scaffold("migrate", cwd=dropping, DATABASE_URL=database_url)
    assert first.returncode == 0, first.stderr
    assert first.stdout.endswith("Held back: content.0004.drop_note, content.0005.more.\n")
    assert first.stderr.endswith("When none of it is left: scaffold migrate --phase contract\n")
    preview = scaffold("migrate", "--dry-run", "--json", cwd=dropping, DATABASE_URL=database_url)
    held = ["content.0004.drop_note", "content.0005.more"]
    assert json.loads(preview.stdout) == {"pending": [], "held": held}


def test_nothing_is_dropped_without_a_word_about_a_backup(scaffold, dropping, database_url, tmp_path):
    """Exit code 3 until the user has decided; the dump is named after the migration that drops."""
    assert scaffold("migrate", cwd=dropping, DATABASE_URL=database_url).returncode == 0
    undecided = scaffold("migrate", "--phase", "contract", cwd=dropping, DATABASE_URL=database_url)
    assert (undecided.returncode, undecided.stdout) == (3, "")
    assert undecided.stderr == (
        "error: this run destroys data of note\n"
        "  help: Give --backup DIR for a dump of them (pg_dump), or --no-backup to go without.\n"
    )
    decided = scaffold("migrate", "--phase", "contract", "--backup", "dumps", cwd=dropping, DATABASE_URL=database_url)
    assert decided.returncode == 0, decided.stderr
    assert [path.name[:23] for path in (dropping / "dumps").iterdir()] == ["content.0004.drop_note."]
    assert decided.stdout.endswith("Held back: content.0005.more.\n")
    assert scaffold("migrate", cwd=dropping, DATABASE_URL=database_url).stdout == "Applied 1 of 8 migrations.\n"


def test_everything_at_once_and_no_backup(scaffold, dropping, database_url):
    """For databases that nobody uses."""
    done = scaffold("migrate", "--phase", "all", "--no-backup", cwd=dropping, DATABASE_URL=database_url)
    assert (done.returncode, done.stdout) == (0, "Applied 8 of 8 migrations.\n")
    both = scaffold("migrate", "--backup", "x", "--no-backup", cwd=dropping, DATABASE_URL=database_url)
    assert (both.returncode, "contradict each other" in both.stderr) == (2, True)


def test_without_a_url_it_is_the_database_of_make_run(scaffold, generated):
    """It stays from run to run, stops with the command, and is said to be what it is."""
    # Not below pytest's folder, which is closed to the user that PostgreSQL runs as where pytest runs as root.
    with tempfile.TemporaryDirectory(prefix="scaffold-local-") as folder:
        shutil.copytree(generated, folder, dirs_exist_ok=True)
        said = "DATABASE_URL is not set: this is the PostgreSQL in .scaffold/cache/postgresql/, for trying out.\n"
        first = scaffold("migrate", cwd=Path(folder))
        assert (first.returncode, first.stderr.startswith(said)) == (0, True), first.stderr
        again = scaffold("migrate", cwd=Path(folder))
        assert (again.stdout, again.stderr) == ("Nothing to do; 5 migrations applied before.\n", said)
        assert not (Path(folder) / ".scaffold/cache/postgresql/postmaster.pid").exists()
