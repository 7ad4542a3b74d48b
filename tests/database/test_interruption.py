"""Runs in parallel, killed runs and locks that others hold: the migrations still happen exactly once."""

import threading

import psycopg
import pytest

from generator.database import session
from generator.database.errors import DatabaseUnavailable, LockWaitTimeout, StatementFailed
from generator.database.events import Applied, Event
from generator.database.runner import migrate

TABLE = "CREATE TABLE hot (id bigint);\nINSERT INTO hot VALUES (1), (2);\n"
INDEX = "-- depends: a.0001.table\n-- transactional: false\nCREATE UNIQUE INDEX CONCURRENTLY hot_idx ON hot (id);\n"
DROP = "DROP INDEX CONCURRENTLY hot_idx"
FILL = """DO $$ BEGIN
    FOR number IN 1..6 LOOP
        PERFORM pg_advisory_lock_shared(number);
        UPDATE hot SET times = times + 1 WHERE id = number AND times = 0;
        COMMIT;
    END LOOP;
END $$;
"""
RUNNING = """EXISTS (
    SELECT FROM pg_stat_activity WHERE application_name = 'scaffold migrate' AND datname = current_database()
)"""
BUILDING = """EXISTS (
    SELECT FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname = 'hot_idx' AND NOT indisvalid
)"""


def test_parallel_runs_apply_everything_once(platform, database, start_run) -> None:
    """Four processes at once: one applies, the others wait for it and find it done; an index build deadlocks nobody."""
    platform.write("a.0001.table", TABLE)
    platform.write("a.0002.index", INDEX)
    runs = [start_run() for _ in range(4)]
    printed = sorted(run.communicate(timeout=30)[0] for run in runs)
    assert printed == ["0\n", "0\n", "0\n", "2\n"]
    assert database.rows("SELECT (SELECT count(*) FROM _yoyo_migration), (SELECT count(*) FROM hot)") == [(2, 2)]


def test_a_killed_run_resumes_after_the_last_finished_statement(platform, database, start_run) -> None:
    """`kill -9` in the third statement: the first two are not repeated, the settings are, and no lock is left."""
    platform.write(
        "a.0001.steps",
        "-- transactional: false\nSET lock_timeout = 0;\nSET work_mem = '77MB';\nCREATE TABLE log (step text);\n"
        "INSERT INTO log VALUES ('one');\nINSERT INTO log SELECT 'two' FROM pg_advisory_lock_shared(7);\n"
        "INSERT INTO log VALUES (current_setting('work_mem'));\n",
    )
    with psycopg.connect(database.url, autocommit=True) as blocker:
        blocker.execute("SELECT pg_advisory_lock(7)")
        run = start_run()
        database.wait_until("EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted)")
        run.kill()
        run.wait()
    report = migrate(database.url, platform.root, lock_wait=20)
    assert [applied.id for applied in report.applied] == ["a.0001.steps"]
    assert database.rows("SELECT array_agg(step) FROM log") == [(["one", "two", "77MB"],)]


def _kill_while_building(platform, database, start_run) -> None:
    """Leaves what a killed CREATE INDEX CONCURRENTLY leaves: a statement that has begun and an invalid index."""
    platform.write("a.0001.table", TABLE)
    migrate(database.url, platform.root)
    platform.write("a.0002.index", INDEX)
    with psycopg.connect(database.url) as writer:
        writer.execute("INSERT INTO hot VALUES (3)")
        run = start_run()
        database.wait_until(BUILDING)
        run.kill()
        run.wait()
        database.wait_until(f"NOT {RUNNING}")
    assert database.rows(f"SELECT {BUILDING}") == [(True,)]


def test_an_invalid_index_is_built_again(platform, database, start_run) -> None:
    """The leftover of a killed build would fail the next one as `already exists`."""
    _kill_while_building(platform, database, start_run)
    migrate(database.url, platform.root)
    assert database.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'hot_idx'::regclass") == [(True,)]


def test_an_index_that_a_killed_run_has_finished_is_not_built_again(platform, database, start_run) -> None:
    """A build may end after its client is dead and cannot record it any more."""
    _kill_while_building(platform, database, start_run)
    with psycopg.connect(database.url, autocommit=True) as server:
        server.execute("REINDEX INDEX CONCURRENTLY hot_idx")
    before = database.rows("SELECT 'hot_idx'::regclass::oid")
    assert [applied.id for applied in migrate(database.url, platform.root).applied] == ["a.0002.index"]
    assert database.rows("SELECT 'hot_idx'::regclass::oid") == before


def test_a_failed_unique_index_leaves_nothing_in_the_way(platform, database) -> None:
    """Duplicates fail the build; once they are gone, the same file succeeds."""
    platform.write("a.0001.table", TABLE + "INSERT INTO hot VALUES (2);\n")
    platform.write("a.0002.index", INDEX.replace("hot_idx", "IF NOT EXISTS hot_idx"))
    with pytest.raises(StatementFailed, match=r"could not create unique index .*23505"):
        migrate(database.url, platform.root)
    with psycopg.connect(database.url) as connection:
        connection.execute("DELETE FROM hot WHERE id = 2")
    migrate(database.url, platform.root)
    assert database.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'hot_idx'::regclass") == [(True,)]


def test_an_index_that_a_killed_run_was_dropping_is_dropped(platform, database, start_run) -> None:
    """A drop that waits for a reader when it is killed leaves an index that is no longer used, but still written."""
    platform.write("a.0001.table", TABLE + "CREATE INDEX hot_idx ON hot (id);\n")
    migrate(database.url, platform.root)
    platform.write("a.0002.drop", INDEX.replace("CREATE UNIQUE INDEX CONCURRENTLY hot_idx ON hot (id)", DROP))
    with psycopg.connect(database.url) as reader:
        reader.execute("SELECT * FROM hot")
        run = start_run()
        database.wait_until(BUILDING)
        run.kill()
        run.wait()
        database.wait_until(f"NOT {RUNNING}")
    migrate(database.url, platform.root)
    assert database.rows("SELECT to_regclass('hot_idx')") == [(None,)]


def test_a_backfill_that_is_killed_goes_on_with_the_rows_that_are_left(platform, database, start_run) -> None:
    """Its batches are committed one by one; a row that is done is not done again."""
    platform.write("a.0001.table", "CREATE TABLE hot AS SELECT id, 0 AS times FROM generate_series(1, 6) AS id;\n")
    platform.write("a.0002.fill", f"-- depends: a.0001.table\n-- transactional: false\n{FILL}")
    with psycopg.connect(database.url, autocommit=True) as blocker:
        blocker.execute("SELECT pg_advisory_lock(4)")
        run = start_run()
        database.wait_until("EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4 AND NOT granted)")
        run.kill()
        run.wait()
        assert database.rows("SELECT array_agg(times ORDER BY id) FROM hot") == [([1, 1, 1, 0, 0, 0],)]
    assert [applied.id for applied in migrate(database.url, platform.root, lock_wait=20).applied] == ["a.0002.fill"]
    assert database.rows("SELECT array_agg(times ORDER BY id) FROM hot") == [([1] * 6,)]


def test_a_server_that_ends_the_session_is_not_a_bug_of_ours(platform, database) -> None:
    """Between two files there is no statement to blame; the next run goes on."""
    platform.write("a.0001.table", TABLE)
    platform.write("a.0002.index", INDEX)

    def end_session(event: Event) -> None:
        if isinstance(event, Applied):
            database.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'scaffold migrate' AND datname = current_database()"
            )

    with pytest.raises(DatabaseUnavailable, match="broke off"):
        migrate(database.url, platform.root, on_event=end_session)
    report = migrate(database.url, platform.root, lock_wait=20)
    assert (report.already_applied, [item.id for item in report.applied]) == (("a.0001.table",), ["a.0002.index"])


@pytest.mark.parametrize("header", ["", "-- transactional: false\n"])
def test_a_locked_table_is_tried_again_until_it_is_free(platform, database, header) -> None:
    """The run gives the lock queue free after a tenth of a second, comes back, and succeeds when the blocker leaves."""
    platform.write("a.0001.table", TABLE)
    migrate(database.url, platform.root)
    platform.write("a.0002.column", f"{header}ALTER TABLE hot ADD COLUMN extra text;\n")
    blocker = psycopg.connect(database.url)
    blocker.execute("SELECT * FROM hot")
    with pytest.raises(LockWaitTimeout, match=r"lock timeout \([2-6] attempts in 0.7 s\)"):
        migrate(database.url, platform.root, lock_wait=0.7)
    timer = threading.Timer(1.0, blocker.close)
    timer.start()
    report = migrate(database.url, platform.root, lock_wait=20)
    timer.join()
    assert [(applied.id, applied.seconds > 0.5) for applied in report.applied] == [("a.0002.column", True)]


@pytest.mark.parametrize("key", [session.RUN_LOCK, session.WORK_LOCK])
def test_waiting_for_another_run_ends(platform, database, key) -> None:
    """A live run holds the first lock, the server's leftover of a killed one the second; the error names it."""
    platform.write("a.0001.table", TABLE)
    with psycopg.connect(database.url, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", (key,))
        with pytest.raises(LockWaitTimeout) as caught:
            migrate(database.url, platform.root, lock_wait=0.2)
        assert f"(server process {other.info.backend_pid}) did not end within 0.2 s" in str(caught.value)
    assert database.rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace") == []


def test_a_concurrent_drop_outlasts_the_timeout_of_its_file(platform, database) -> None:
    """It waits for whoever reads, and would leave an invalid index if it were ended."""
    platform.write("a.0001.table", TABLE)
    platform.write("a.0002.index", INDEX)
    migrate(database.url, platform.root)
    platform.write("a.0003.drop", f"-- transactional: false\nSET statement_timeout = '100ms';\n{DROP};\n")
    blocker = psycopg.connect(database.url)
    blocker.execute("SELECT * FROM hot")
    timer = threading.Timer(1.0, blocker.close)
    timer.start()
    report = migrate(database.url, platform.root, lock_wait=20)
    timer.join()
    assert [applied.id for applied in report.applied] == ["a.0003.drop"]
    assert database.rows("SELECT to_regclass('hot_idx')") == [(None,)]
