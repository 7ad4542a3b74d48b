"""`rollback` on a real PostgreSQL: what it undoes, and what it refuses before it changes anything."""

import json

import psycopg
import pytest

from generator.database.errors import HalfUndone
from generator.database.events import Executed
from generator.database.rollback import rollback
from generator.database.runner import migrate
from generator.output.manifest import read_records

from .platforms import edit_spec

ADDED = "content.0003.add_article_subtitle"
CREATED = "content.0001.create"
ROW = """
INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven');
INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'content.article');
INSERT INTO service_content_article (campaign_id, master_id, title) VALUES (7, 1, 'First');
"""


class Stopped(Exception):  # noqa: N818 - it is what happens to the run
    """The run was killed."""


@pytest.fixture
def edited(scaffold, generated, database_url):
    """A platform whose database has a column more than the code of before knows."""
    edit_spec(generated)
    assert scaffold("generate", "--no-stubs", cwd=generated).returncode == 0
    assert scaffold("migrate", cwd=generated, DATABASE_URL=database_url).returncode == 0
    return generated


def ask(url: str, query: str):
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def change(url: str, statements: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statements)


def columns(url: str) -> set[str]:
    query = "SELECT attname FROM pg_attribute WHERE attrelid = 'service_content_article'::regclass AND attnum > 0"
    return {name for (name,) in ask(url, query)}


def downs(root) -> dict[str, str]:
    items = [item for record in read_records(root).values() for item in record.migrations]
    return {item.id: item.down for item in items if item.down}


def test_one_step_back_and_forward_again(scaffold, edited, database_url):
    """The column goes, its row stays, and the journal knows of both."""
    change(database_url, ROW)
    first = scaffold("rollback", "--json", cwd=edited, DATABASE_URL=database_url)
    assert first.returncode == 0, first.stderr
    assert [item["id"] for item in json.loads(first.stdout)["undone"]] == [ADDED]
    assert "subtitle" not in columns(database_url)
    log = f"SELECT operation FROM _yoyo_log WHERE migration_id = '{ADDED}' ORDER BY created_at_utc"
    assert ask(database_url, log) == [("apply",), ("rollback",)]
    kept = f"SELECT DISTINCT migration_id FROM _scaffold_statement WHERE starts_with(migration_id, '{ADDED}')"
    assert ask(database_url, kept) == [(f"{ADDED}.undone.1",)]

    again = scaffold("migrate", "--json", cwd=edited, DATABASE_URL=database_url)
    assert [item["id"] for item in json.loads(again.stdout)["applied"]] == [ADDED]
    assert ask(database_url, "SELECT title, subtitle FROM service_content_article") == [("First", None)]


def test_everything_after_an_id_is_undone(scaffold, edited, database_url):
    """Down to the core, which stays."""
    done = scaffold("rollback", "--to", "core.0003.events", cwd=edited, DATABASE_URL=database_url)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Undid 3 migrations; `scaffold migrate` applies them again.\n"
    assert ask(database_url, "SELECT to_regclass('service_content_article')") == [(None,)]
    assert scaffold("migrate", cwd=edited, DATABASE_URL=database_url).returncode == 0
    assert "subtitle" in columns(database_url)


def test_a_dry_run_prints_the_statements_and_changes_nothing(scaffold, edited, database_url):
    """In the order in which they would run."""
    first = scaffold("rollback", "--dry-run", cwd=edited, DATABASE_URL=database_url)
    assert (first.returncode, first.stdout.splitlines()[0]) == (0, f"-- {ADDED}")
    assert "DROP COLUMN subtitle" in first.stdout
    second = scaffold("rollback", "-n", "--json", "--to", CREATED, cwd=edited, DATABASE_URL=database_url)
    assert [item["path"] for item in json.loads(second.stdout)["pending"]] == [
        f"migrations/content/{name}.rollback.sql" for name in (ADDED, "content.0002.foreign_keys")
    ]
    assert "subtitle" in columns(database_url)


def test_what_somebody_wrote_is_never_lost(scaffold, edited, database_url):
    """A value in the column, or a row in the table: nothing is undone, of no migration, and one of them is named."""
    change(database_url, ROW + "UPDATE service_content_article SET subtitle = 'Mine'")
    done = scaffold("rollback", cwd=edited, DATABASE_URL=database_url)
    assert done.returncode == 1
    assert (
        "service_content_article.subtitle has values that a rollback would lose (One of them, by id: 1)" in done.stderr
    )

    change(database_url, "UPDATE service_content_article SET subtitle = NULL")
    done = scaffold("rollback", "--to", "core.0003.events", cwd=edited, DATABASE_URL=database_url)
    assert (done.returncode, "service_content_article has rows" in done.stderr) == (1, True)
    assert "subtitle" in columns(database_url)
    assert ask(database_url, "SELECT count(*) FROM pg_constraint WHERE conname LIKE 'service_content_%fkey'") > [(0,)]


def test_what_has_no_way_back_is_named(scaffold, edited, database_url):
    """The core has none; nothing that comes after it is undone either."""
    done = scaffold("rollback", "--to", "core.0001.roles", cwd=edited, DATABASE_URL=database_url)
    assert done.returncode == 1
    assert "nothing undoes core.0003.events, core.0002.tables safely" in done.stderr
    assert "subtitle" in columns(database_url)


def test_an_id_that_is_not_applied_is_refused(scaffold, edited, database_url):
    """Or a mistyped one would undo everything."""
    done = scaffold("rollback", "--to", "content.0009.x", cwd=edited, DATABASE_URL=database_url)
    assert (done.returncode, "`content.0009.x` is not applied" in done.stderr) == (1, True)


@pytest.mark.parametrize(("content", "said"), [("SELECT 1;\n", "edited after"), (None, "the file is gone")])
def test_a_file_that_is_not_as_recorded_is_not_run(scaffold, edited, database_url, content, said):
    """Whoever wrote it cannot have tried it."""
    path = edited / f"migrations/content/{ADDED}.rollback.sql"
    path.unlink() if content is None else path.write_text(content)
    done = scaffold("rollback", cwd=edited, DATABASE_URL=database_url)
    assert (done.returncode, said in done.stderr) == (1, True)
    assert "subtitle" in columns(database_url)


def test_what_stays_may_not_depend_on_what_goes(scaffold, edited, database_url):
    """Applied in another order than scaffold would, by clocks that differ or by hand."""
    later = "UPDATE _yoyo_migration SET applied_at_utc = applied_at_utc + interval '1 day' WHERE migration_id = "
    change(database_url, f"{later}'{CREATED}'")
    done = scaffold("rollback", cwd=edited, DATABASE_URL=database_url)
    assert done.returncode == 1
    assert f"content.0002.foreign_keys depends on {CREATED}, and would stay" in done.stderr


def test_an_interrupted_rollback_goes_on(edited, database_url):
    """Statement by statement where there is no transaction; until then nothing is applied on top of it."""
    rollback(database_url, edited, downs(edited))
    done: list[str] = []

    def stop_at_second(event):
        if isinstance(event, Executed):
            if done:
                raise Stopped
            done.append(event.migration)

    with pytest.raises(Stopped):
        rollback(database_url, edited, downs(edited), on_event=stop_at_second)
    assert done == ["content.0002.foreign_keys.rollback"]
    with pytest.raises(HalfUndone, match=r"content\.0002\.foreign_keys is undone in part"):
        migrate(database_url, edited)

    (undone,) = rollback(database_url, edited, downs(edited))
    assert undone.id == "content.0002.foreign_keys"
    assert len(migrate(database_url, edited).applied) == 2


def test_nothing_is_left_to_undo(scaffold, generated, database_url):
    """A database that was never migrated has nothing to go back from."""
    done = scaffold("rollback", cwd=generated, DATABASE_URL=database_url)
    assert (done.returncode, done.stdout) == (0, "Nothing to do.\n")
