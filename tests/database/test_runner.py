"""Migrations are applied in order, once, as written, and refused when the history is not what was applied."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.database.embedded import Server, create_database, drop_database
from generator.database.errors import (
    EditedMigration,
    MissingMigration,
    StatementFailed,
)
from generator.database.events import Applied, Event
from generator.database.runner import migrate, pending

CORE = """-- The tables of every service.
DO $$ BEGIN CREATE ROLE acme_owner NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT CREATE ON SCHEMA public TO acme_owner;
SET LOCAL ROLE acme_owner;
CREATE TABLE master (id bigint PRIMARY KEY);
CREATE FUNCTION two() RETURNS integer LANGUAGE sql AS $$ SELECT 1; SELECT 2; -- ; $$;
"""
ARTICLE = """-- depends: core.0001.core account.0001.create
SET LOCAL ROLE acme_owner;
SET LOCAL search_path = pg_temp;
CREATE TABLE public.article (id bigint PRIMARY KEY, percent text DEFAULT '100%s');
"""
INDEX = """-- depends: article.0001.create
-- transactional: false
SET ROLE acme_owner;
SET lock_timeout = '900ms';
CREATE INDEX CONCURRENTLY article_percent_idx ON article (percent); -- built beside the traffic
INSERT INTO article VALUES (1);
DO $$ BEGIN FOR i IN 2..4 LOOP INSERT INTO article VALUES (i); COMMIT; END LOOP; END $$;
"""
ACCOUNT = "-- depends: core.0001.core\nSET LOCAL ROLE acme_owner;\nCREATE TABLE account (id bigint PRIMARY KEY);\n"
ORDER = ["core.0001.core", "account.0001.create", "article.0001.create", "article.0002.index"]


@pytest.fixture
def acme(platform):
    """Four migrations; the alphabetical order of folders and files is not the order of their dependencies."""
    platform.write("core.0001.core", CORE)
    platform.write("account.0001.create", ACCOUNT)
    platform.write("article.0001.create", ARTICLE)
    platform.write("article.0002.index", INDEX)
    return platform


def test_dependencies_decide_the_order_across_services(acme, database) -> None:
    """A file runs after what it depends on; the report and the events name what was done, in that order."""
    events: list[Event] = []
    report = migrate(database.url, acme.root, on_event=events.append)
    assert [applied.id for applied in report.applied] == ORDER
    assert tuple(event for event in events if isinstance(event, Applied)) == report.applied
    assert all(applied.seconds > 0 for applied in report.applied)


def test_a_second_run_does_nothing(acme, database) -> None:
    """Everything is found applied, nothing runs again."""
    migrate(database.url, acme.root)
    report = migrate(database.url, acme.root)
    assert (report.applied, list(report.already_applied)) == ((), ORDER)
    assert database.rows("SELECT id, percent FROM article ORDER BY id") == [(n, "100%s") for n in range(1, 5)]


def test_tables_belong_to_the_role_of_the_file_and_bookkeeping_to_the_login_role(acme, database) -> None:
    """SET ROLE and SET LOCAL ROLE hold for the file and no longer."""
    migrate(database.url, acme.root)
    owners = database.rows(
        "SELECT relowner::regrole::text, array_agg(relname::text ORDER BY relname) FROM pg_class"
        " WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace AND relname !~ '_pkey$'"
        " GROUP BY 1 ORDER BY 1"
    )
    assert owners == [
        ("acme_owner", ["account", "article", "article_percent_idx", "master"]),
        ("postgres", ["_scaffold_migration", "_scaffold_statement", "_yoyo_log", "_yoyo_migration", "_yoyo_version"]),
    ]


def test_every_statement_is_in_the_journal_with_its_duration(acme, database) -> None:
    """Line and duration of each statement; settings of a non-transactional file belong to the session and are not."""
    migrate(database.url, acme.root)
    rows = database.rows(
        "SELECT migration_id, array_agg(line ORDER BY ordinal), bool_and(duration_ms > 0) FROM _scaffold_statement"
        " GROUP BY 1 ORDER BY 1"
    )
    assert rows == [
        ("account.0001.create", [2, 3], True),
        ("article.0001.create", [2, 3, 4], True),
        ("article.0002.index", [5, 6, 7], True),
        ("core.0001.core", [2, 3, 4, 5, 6], True),
    ]


def test_a_dry_run_writes_nothing(acme, database) -> None:
    """On an empty database `pending` lists everything, and no table appears."""
    found = pending(database.url, acme.root)
    assert [item.id for item in found] == ORDER
    assert found[1].statements == ("SET LOCAL ROLE acme_owner", "CREATE TABLE account (id bigint PRIMARY KEY)")
    assert found[1].path == acme.root / "migrations/account/account.0001.create.sql"
    assert database.rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace") == []


def test_a_dry_run_lists_what_is_left(acme, database) -> None:
    """What is applied is not pending."""
    migrate(database.url, acme.root)
    acme.write("account.0002.more", "CREATE TABLE more (id bigint);\n")
    assert [(item.id, item.statements) for item in pending(database.url, acme.root)] == [
        ("account.0002.more", ("CREATE TABLE more (id bigint)",))
    ]


@pytest.mark.parametrize("run", [migrate, pending])
def test_an_edited_file_is_refused(acme, database, run) -> None:
    """One changed byte in an applied file stops the run before anything is executed, and the file is named."""
    migrate(database.url, acme.root)
    path = acme.write("account.0001.create", ACCOUNT + "\n")
    acme.write("account.0002.more", "CREATE TABLE more (id bigint);\n")
    with pytest.raises(EditedMigration) as caught:
        run(database.url, acme.root)
    assert str(caught.value) == f"edited after it was applied: {path.relative_to(acme.root)}"
    assert database.rows("SELECT to_regclass('more')") == [(None,)]


@pytest.mark.parametrize("run", [migrate, pending])
def test_a_missing_file_is_refused(acme, database, run) -> None:
    """An applied migration whose file is gone stops the run, and its id is named."""
    migrate(database.url, acme.root)
    (acme.root / "migrations/article/article.0002.index.sql").unlink()
    with pytest.raises(MissingMigration) as caught:
        run(database.url, acme.root)
    assert str(caught.value) == "applied, but the file is gone: article.0002.index"


def test_a_failing_statement_is_named_with_its_line(platform, database) -> None:
    """The line is that of the error, not of the file or the statement's first line; nothing of the file is kept."""
    platform.write("a.0001.first", "CREATE TABLE a (id bigint);\n")
    path = platform.write(
        "a.0002.second", "-- depends: a.0001.first\nCREATE TABLE b ();\n\nSELECT 'é',\n    nothing\nFROM a;\n"
    )
    with pytest.raises(StatementFailed) as caught:
        migrate(database.url, platform.root)
    error = caught.value
    shown = path.relative_to(platform.root)
    assert str(error) == f"{shown}:5: column \"nothing\" does not exist (42703) in `SELECT 'é', nothing FROM a`"
    assert (error.migration_id, error.path, error.line, error.sqlstate) == ("a.0002.second", path, 5, "42703")
    assert error.hint == "Nothing of this file was kept: correct it and run again."
    assert database.rows("SELECT to_regclass('a')::text, to_regclass('b')::text") == [("a", None)]
    assert database.rows("SELECT migration_id FROM _yoyo_migration") == [("a.0001.first",)]


def test_what_only_commit_finds_is_reported_too(platform, database) -> None:
    """A deferred constraint fails in COMMIT: same error, nothing kept, nothing recorded."""
    platform.write(
        "a.0001.deferred",
        "CREATE TABLE a (id bigint PRIMARY KEY, up bigint REFERENCES a DEFERRABLE INITIALLY DEFERRED);\n"
        "INSERT INTO a VALUES (1, 2);\n",
    )
    with pytest.raises(StatementFailed, match=r'violates foreign key constraint "a_up_fkey" .*23503') as caught:
        migrate(database.url, platform.root)
    assert caught.value.hint == "Nothing of this file was kept: mend the rows and run again."
    assert database.rows("SELECT to_regclass('a'), (SELECT count(*) FROM _scaffold_statement)") == [(None, 0)]


def test_a_failed_non_transactional_file_resumes_where_it_failed(platform, database) -> None:
    """What is done stays, is not undone and not repeated; the failed statement may be corrected, the others not."""
    head = "-- transactional: false\nCREATE TABLE a (id bigint);\nINSERT INTO a VALUES (1);\n"
    platform.write("a.0001.steps", head + "INSERT INTO b VALUES (2);\n")
    with pytest.raises(StatementFailed, match=r':4: relation "b" does not exist') as caught:
        migrate(database.url, platform.root)
    assert caught.value.hint == "The statements before it are done and recorded: correct it and run again."
    platform.write("a.0001.steps", head.replace("(1)", "(3)"))
    with pytest.raises(EditedMigration, match="has finished statement 2, which has been edited since"):
        migrate(database.url, platform.root)
    platform.write("a.0001.steps", head + "INSERT INTO a VALUES (2);\n")
    assert [item.statements for item in pending(database.url, platform.root)] == [("INSERT INTO a VALUES (2)",)]
    migrate(database.url, platform.root)
    assert database.rows("SELECT id FROM a ORDER BY id") == [(1,), (2,)]


def test_settings_of_one_file_do_not_reach_the_next(platform, database) -> None:
    """Each file starts with the runner's settings, whatever the one before has set."""
    platform.write("a.0001.sets", "SET work_mem = '77MB';\nSET row_security = on;\nSET search_path = pg_catalog;\n")
    platform.write(
        "a.0002.reads",
        "CREATE TABLE found AS SELECT name, setting FROM pg_settings WHERE name IN"
        " ('row_security', 'search_path', 'TimeZone', 'lock_timeout', 'statement_timeout');\n"
        "INSERT INTO found SELECT 'work_mem', (current_setting('work_mem') = '77MB')::text;\n",
    )
    migrate(database.url, platform.root)
    assert dict(database.rows("SELECT * FROM found")) == {
        "row_security": "off",
        "search_path": "public",
        "TimeZone": "UTC",
        "lock_timeout": "100",
        "statement_timeout": "0",
        "work_mem": "false",
    }


def test_row_level_security_cannot_hide_rows_from_a_backfill(platform, database) -> None:
    """Without `row_security = off` this UPDATE reports success and changes no row."""
    platform.write("core.0001.core", CORE)
    platform.write(
        "a.0001.backfill",
        "-- depends: core.0001.core\nSET LOCAL ROLE acme_owner;\nCREATE TABLE a AS SELECT 1 AS id;\n"
        "ALTER TABLE a ENABLE ROW LEVEL SECURITY;\nALTER TABLE a FORCE ROW LEVEL SECURITY;\nUPDATE a SET id = 2;\n",
    )
    with pytest.raises(StatementFailed, match="would be affected by row-level security policy") as caught:
        migrate(database.url, platform.root)
    assert (caught.value.line, caught.value.sqlstate) == (6, "42501")


def test_row_level_security_cannot_hide_orphans_from_a_validation(platform, database) -> None:
    """Without `row_security = off` the foreign key is marked valid, and the row refers to nothing."""
    platform.write("core.0001.core", CORE)
    platform.write(
        "a.0001.validation",
        "-- depends: core.0001.core\nSET LOCAL ROLE acme_owner;\nCREATE TABLE a AS SELECT 1::bigint AS master_id;\n"
        "ALTER TABLE a ADD CONSTRAINT a_fkey FOREIGN KEY (master_id) REFERENCES master NOT VALID;\n"
        "ALTER TABLE a ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\n"
        "ALTER TABLE a VALIDATE CONSTRAINT a_fkey;\n",
    )
    with pytest.raises(StatementFailed, match="would be affected by row-level security policy") as caught:
        migrate(database.url, platform.root)
    assert caught.value.line == 6


def _yoyo(command: str, url: str, root: Path) -> None:
    folders = sorted(str(folder) for folder in (root / "migrations").iterdir())
    arguments = ["--batch", "--no-config-file", "--database", url.replace("postgresql:", "postgresql+psycopg:")]
    subprocess.run(
        [Path(sys.executable).parent / "yoyo", command, *arguments, *folders], check=True, capture_output=True
    )


def test_stock_yoyo_applies_the_same_tree_and_both_see_one_history(acme, database) -> None:
    """What yoyo applied is not applied again, and guarded against edits from then on."""
    _yoyo("apply", database.url, acme.root)
    assert list(migrate(database.url, acme.root).already_applied) == ORDER
    _yoyo("apply", database.url, acme.root)
    assert database.rows("SELECT count(*) FROM article") == [(4,)]
    acme.write("account.0001.create", ACCOUNT + "\n")
    with pytest.raises(EditedMigration):
        migrate(database.url, acme.root)


def test_what_stock_yoyo_rolled_back_is_applied_again(platform, database) -> None:
    """A rollback forgets the checksum and the finished statements, so that the whole file runs again."""
    path = platform.write("a.0001.x", "-- transactional: false\nCREATE TABLE a (id bigint);\n")
    path.with_suffix(".rollback.sql").write_text("DROP TABLE a;\n")
    migrate(database.url, platform.root)
    _yoyo("rollback", database.url, platform.root)
    assert [applied.id for applied in migrate(database.url, platform.root).applied] == ["a.0001.x"]
    assert database.rows("SELECT count(*) FROM a") == [(0,)]


def test_a_migration_that_fails_is_not_undone(platform, database) -> None:
    """Stock yoyo runs the file that undoes backwards there; what is done stays done, and the next run goes on."""
    path = platform.write("a.0001.x", "-- transactional: false\nCREATE TABLE a (id bigint);\nSELECT 1 / (SELECT 0);\n")
    path.with_suffix(".rollback.sql").write_text("SELECT 1;\nDROP TABLE a;\n")
    with pytest.raises(StatementFailed):
        migrate(database.url, platform.root)
    assert database.rows("SELECT count(*) FROM a") == [(0,)]
    platform.write("a.0001.x", "-- transactional: false\nCREATE TABLE a (id bigint);\nSELECT 1;\n")
    assert [applied.id for applied in migrate(database.url, platform.root).applied] == ["a.0001.x"]


def test_psql_runs_the_same_files(acme, database, embedded_server: Server) -> None:
    """Transactional files with -1, the others without, make the schema that the runner makes."""
    create_database(embedded_server.url, "by_psql")
    url = embedded_server.url_for("by_psql")
    for item in pending(database.url, acme.root):
        whole = [] if "transactional: false" in item.path.read_text() else ["-1"]
        command = [embedded_server.binaries / "psql", "-Xq", "-v", "ON_ERROR_STOP=1", *whole, "-f", item.path, url]
        subprocess.run(command, check=True, capture_output=True)
    migrate(database.url, acme.root)
    dumps = [_dump(embedded_server, name) for name in (database.url, url)]
    drop_database(embedded_server.url, "by_psql")
    assert dumps[0] == dumps[1]


def _dump(server: Server, url: str) -> str:
    command = [
        server.binaries / "pg_dump",
        "--restrict-key=x",
        "-T",
        "_yoyo*",
        "-T",
        "_scaffold*",
        "-T",
        "yoyo_lock",
        url,
    ]
    return subprocess.check_output(command, text=True)
