"""Backfills: every row once, beside writers, interrupted and resumed, on PostgreSQL 18 and 15."""

import threading
from dataclasses import replace

import psycopg
import pytest

from generator.plan.operations import AddColumn, Backfill
from generator.plan.schema import Column

from .bench import made, run, sql
from .lab import ITEM, KEY, NAME

RANK = Column(name="rank", type="BIGINT", nullable=True)
FILL = Backfill(table=NAME, key=KEY, values=(("rank", "id * 10"), ("size", "1")), where="rank IS NULL")
STATEMENT, ANALYSE = sql(FILL)
WRONG = f"SELECT count(*) FROM {NAME} WHERE rank IS DISTINCT FROM id * 10"


@pytest.fixture
def table(lab):
    """A session of the owner that sees 100 rows of two campaigns without a rank; seven make a batch."""
    with made(lab, replace(ITEM, uniques=ITEM.uniques[:1]), rows=100) as connection:
        run(connection, AddColumn(table=NAME, column=RANK))
        connection.execute("SET scaffold.backfill_batch = 7")
        connection.execute("SET scaffold.backfill_pause = '0'")
        yield connection


def progress(connection: psycopg.Connection) -> list[str]:
    """What the backfill says, once it has been run."""
    said: list[str] = []
    connection.add_notice_handler(lambda notice: said.append(notice.message_primary))
    connection.execute(STATEMENT)
    return said


def test_every_row_is_filled_in(table):
    """In batches along the key, each told; (campaign_id, id) is the key, and two campaigns take turns."""
    said = progress(table)

    assert table.execute(WRONG).fetchone() == (0,)
    assert (said[0], said[-1]) == (f"backfill {NAME}: 7 rows", f"backfill {NAME}: 100 rows")


def test_the_planner_knows_the_new_values(table):
    """By what it knew before, it may read all rows of a campaign to find one."""
    progress(table)
    table.execute(ANALYSE)

    known = "SELECT null_frac FROM pg_stats WHERE tablename = %s AND attname = 'rank'"
    assert table.execute(known, (NAME,)).fetchone() == (0.0,)


def test_updated_at_stays(table):
    """It says when the row last changed for its readers; the next change of a service sets it again."""
    before = table.execute(f"SELECT id, updated_at FROM {NAME} ORDER BY id").fetchall()
    table.execute(STATEMENT)

    assert table.execute(f"SELECT id, updated_at FROM {NAME} ORDER BY id").fetchall() == before
    table.execute(f"UPDATE {NAME} SET body = 'changed' WHERE id = 1")
    assert table.execute(f"SELECT count(*) FROM {NAME} WHERE updated_at > created_at").fetchone() == (1,)


def test_a_service_cannot_keep_updated_at(lab, table):
    """Whoever only says that it is a backfill is not believed."""
    with lab.session(7) as work:
        work.run("SET LOCAL scaffold.backfill = 'on'")
        changed = f"UPDATE {NAME} SET body = 'changed' WHERE id = 2 RETURNING updated_at > created_at"
        assert work.rows(changed) == [(True,)]


def test_rows_that_have_their_value_are_left_alone(table):
    """What a writer has given the row meanwhile is not overwritten."""
    table.execute(f"UPDATE {NAME} SET rank = -1 WHERE id BETWEEN 10 AND 19")
    table.execute(STATEMENT)

    assert table.execute(f"SELECT count(*) FROM {NAME} WHERE rank = -1").fetchone() == (10,)
    assert table.execute(WRONG).fetchone() == (10,)


def test_nobody_waits_and_no_row_is_missed_beside_a_writer(lab, table):
    """Rows that a transaction holds are passed over, and filled in after its end with what it left in them."""
    said: list[str] = []
    table.add_notice_handler(lambda notice: said.append(notice.message_primary))
    worker = threading.Thread(target=table.execute, args=(STATEMENT,))
    with psycopg.connect(lab.url) as writer, psycopg.connect(lab.url, autocommit=True) as watcher:
        writer.execute(f"UPDATE {NAME} SET body = 'held' WHERE id IN (3, 50)")
        writer.execute(f"UPDATE {NAME} SET rank = -1 WHERE id = 51")
        worker.start()
        while watcher.execute(f"SELECT count(rank) FROM {NAME}").fetchone() != (97,):
            assert worker.is_alive()
        # The writer wants a row that has been filled in, and gets it at once.
        writer.execute("SET LOCAL lock_timeout = '5s'")
        writer.execute(f"UPDATE {NAME} SET body = 'held' WHERE id = 4")
        writer.commit()
    worker.join()

    assert table.execute(f"SELECT id, rank FROM {NAME} WHERE rank IS DISTINCT FROM id * 10").fetchall() == [(51, -1)]
    assert table.execute(f"SELECT id FROM {NAME} WHERE body = 'held' ORDER BY id").fetchall() == [(3,), (4,), (50,)]


def test_an_interrupted_run_goes_on(table):
    """What is committed stays; the next run does the rest and says how many those were."""
    table.execute(
        f"CREATE FUNCTION {NAME}_stop() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'power cut'; END $$"
    )
    table.execute(
        f"CREATE TRIGGER a_stop BEFORE UPDATE ON {NAME} FOR EACH ROW WHEN (NEW.id = 60) EXECUTE FUNCTION {NAME}_stop()"
    )
    with pytest.raises(psycopg.errors.RaiseException):
        table.execute(STATEMENT)
    (filled,) = table.execute(f"SELECT count(rank) FROM {NAME}").fetchone()
    table.execute(f"DROP TRIGGER a_stop ON {NAME}")
    said = progress(table)

    assert 0 < filled < 100
    assert said[-1] == f"backfill {NAME}: {100 - filled} rows"
    assert table.execute(WRONG).fetchone() == (0,)


def test_a_value_that_stays_null_does_not_go_round_for_ever(table):
    """An expression may have nothing to say of a row."""
    run(table, replace(FILL, values=(("rank", "NULLIF(id, 5)"),)))

    assert table.execute(f"SELECT id FROM {NAME} WHERE rank IS NULL").fetchall() == [(5,)]


def test_columns_may_be_called_like_variables(lab):
    """A name of the spec is a column, whatever the block uses it for."""
    names = ("batch", "done", "filled", "lacking", "pause", "taken", "key", "slice")
    columns = tuple(Column(name=name, type="BIGINT", nullable=True) for name in names)
    with lab.owner() as connection, made(lab, replace(ITEM, columns=ITEM.columns + columns), rows=9):
        values = tuple((name, "id") for name in names)
        run(connection, Backfill(table=NAME, key=KEY, values=values, where=f"({', '.join(names)}) IS NULL"))

        query = f"SELECT count(*) FROM {NAME} WHERE id = ALL (ARRAY[{', '.join(names)}])"
        assert connection.execute(query).fetchone() == (9,)


def test_a_key_of_one_column(lab):
    """Tables of global entities have one."""
    table = replace(
        ITEM,
        scoped=False,
        policy=None,
        search=None,
        primary_key=replace(ITEM.primary_key, columns=("id",)),
        uniques=(),
    )
    with made(lab, table, rows=9) as connection:
        run(connection, Backfill(table=NAME, key=("id",), values=(("size", "2"),), where="size IS NULL"))

        assert connection.execute(f"SELECT count(*) FROM {NAME} WHERE size = 2").fetchone() == (9,)


@pytest.mark.parametrize("campaign", [0, 9])
def test_rows_may_move_along_the_key(lab, campaign):
    """To before or behind the batches: each row is written once, whoever refers to it meanwhile."""
    table = replace(ITEM, foreign_keys=(), uniques=ITEM.uniques[:1])
    move = Backfill(table=NAME, key=KEY, values=(("campaign_id", str(campaign)),), where=f"campaign_id <> {campaign}")
    with made(lab, table, rows=30) as connection:
        connection.execute("SET scaffold.backfill_batch = 7")
        said: list[str] = []
        connection.add_notice_handler(lambda notice: said.append(notice.message_primary))
        run(connection, move)

        assert connection.execute(f"SELECT DISTINCT campaign_id FROM {NAME}").fetchall() == [(campaign,)]
        assert said[-1] == f"backfill {NAME}: 30 rows"
