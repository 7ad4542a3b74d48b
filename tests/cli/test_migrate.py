"""`migrate` on a real PostgreSQL."""

import json


def test_migrations_are_applied_once(scaffold, generated, database_url):
    """In the order of the history; a second run finds all of them."""
    first = scaffold("migrate", "--json", cwd=generated, DATABASE_URL=database_url)
    assert first.returncode == 0, first.stderr
    applied = [item["id"] for item in json.loads(first.stdout)["applied"]]
    assert (applied[0], applied[-1]) == ("core.0001.roles", "content.0002.foreign_keys")
    second = scaffold("migrate", "--database-url", database_url, cwd=generated)
    assert second.stdout == f"Nothing to do: all {len(applied)} migrations are applied.\n"


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
