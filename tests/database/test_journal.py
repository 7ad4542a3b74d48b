"""The journal: what every statement took, in time and in locks."""

import psycopg

from generator.database.events import Backfilled, Event
from generator.database.runner import Pace, migrate

TABLES = "CREATE TABLE parent (id bigint PRIMARY KEY);\nCREATE TABLE child (id bigint, parent bigint);\n"
CHANGES = """-- depends: a.0001.tables
SET LOCAL statement_timeout = '1min';
ALTER TABLE child ADD COLUMN note text;
ALTER TABLE child ADD CONSTRAINT child_fkey FOREIGN KEY (parent) REFERENCES parent NOT VALID;
CREATE TABLE made AS SELECT * FROM child;
DROP TABLE parent CASCADE;
"""
STEPS = """-- depends: a.0001.tables
-- transactional: false
ALTER TABLE child ADD CONSTRAINT child_check CHECK (id > 0) NOT VALID;
ALTER TABLE child VALIDATE CONSTRAINT child_check;
CREATE INDEX CONCURRENTLY child_idx ON child (id);
"""
BACKFILL = """-- depends: a.0001.tables
-- transactional: false
DO $$
DECLARE done bigint := 0;
BEGIN
    LOOP
        UPDATE child SET parent = 0 WHERE ctid IN (
            SELECT ctid FROM child WHERE parent IS NULL LIMIT current_setting('scaffold.backfill_batch')::integer
        );
        EXIT WHEN NOT FOUND;
        done := done + current_setting('scaffold.backfill_batch')::integer;
        COMMIT;
        RAISE NOTICE 'backfill child: % rows', done;
        RAISE NOTICE 'something else';
    END LOOP;
END $$;
"""
LOCKS = "SELECT line, locks FROM _scaffold_statement WHERE migration_id = %s ORDER BY line"


def locks(database, migration: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database.url) as connection:
        return connection.execute(LOCKS, (migration,)).fetchall()


def test_the_locks_of_a_transaction_are_told_statement_by_statement(platform, database) -> None:
    """Each as it is added, on the parent too; none that is there already, and none on a table that it has made."""
    platform.write("a.0001.tables", TABLES)
    platform.write("a.0002.changes", CHANGES)
    migrate(database.url, platform.root)
    assert [found for _, found in locks(database, "a.0001.tables")] == [[], []]
    assert locks(database, "a.0002.changes") == [
        (2, []),
        (3, ["ACCESS EXCLUSIVE on child"]),
        (4, ["SHARE ROW EXCLUSIVE on parent"]),
        (5, []),
        (6, ["ACCESS EXCLUSIVE on parent"]),
    ]


def test_the_locks_of_single_statements(platform, database) -> None:
    """Each in its own transaction; of one that makes its own transactions nothing can be said."""
    platform.write("a.0001.tables", TABLES)
    platform.write("a.0002.steps", STEPS)
    migrate(database.url, platform.root)
    assert locks(database, "a.0002.steps") == [
        (3, ["ACCESS EXCLUSIVE on child"]),
        (4, ["SHARE UPDATE EXCLUSIVE on child"]),
        (5, None),
    ]


def test_a_journal_without_locks_gets_them(platform, database) -> None:
    """A database that an older version has migrated goes on; what it has recorded stays as it is."""
    platform.write("a.0001.tables", TABLES)
    migrate(database.url, platform.root)
    with psycopg.connect(database.url) as connection:
        connection.execute("ALTER TABLE _scaffold_statement DROP COLUMN locks")
    platform.write("a.0002.steps", STEPS)
    migrate(database.url, platform.root)
    assert [found for _, found in locks(database, "a.0001.tables")] == [None, None]
    assert locks(database, "a.0002.steps")[0] == (3, ["ACCESS EXCLUSIVE on child"])


def test_a_backfill_tells_how_far_it_is_at_the_pace_that_was_asked_for(platform, database) -> None:
    """Each batch is an event; other notices are none."""
    platform.write("a.0001.tables", TABLES + "INSERT INTO child SELECT n FROM generate_series(1, 5) AS n;\n")
    platform.write("a.0002.backfill", BACKFILL)
    events: list[Event] = []
    migrate(database.url, platform.root, on_event=events.append, pace=Pace(pause=0.5, batch=2))
    assert [event for event in events if isinstance(event, Backfilled)] == [
        Backfilled(table="child", rows=rows) for rows in (2, 4, 6)
    ]
    assert database.rows("SELECT count(*) FROM child WHERE parent = 0") == [(5,)]


def test_the_pace_joins_the_options_of_the_url(platform, database) -> None:
    """Settings in the URL hold beside it, and both for every file."""
    for number in (1, 2):
        platform.write(
            f"a.000{number}.reads",
            f"CREATE TABLE found_{number} AS SELECT current_setting('scaffold.backfill_pause') AS pause,"
            " current_setting('scaffold.backfill_batch') AS batch, current_setting('work_mem') AS memory;\n",
        )
    migrate(f"{database.url}&options=-c%20work_mem%3D77MB", platform.root, pace=Pace(pause=0.25, batch=7))
    expected = [("0.250000s", "7", "77MB")]
    assert database.rows("SELECT * FROM found_1") + database.rows("SELECT * FROM found_2") == expected * 2
