"""A column and its successor stay equal, whichever of the two a statement writes, on PostgreSQL 18 and 15."""

from dataclasses import replace

import psycopg
import pytest

from generator.plan.operations import AddColumn, Backfill, DropNotNull, ReplaceSearch, SetDefault, SyncColumns
from generator.plan.searching import SearchColumn

from .bench import made, run
from .lab import BOTH, HEADLINE, ITEM, KEY, MIRROR, NAME, SEARCH, WIDE, WIDER

BY_HEADLINE = replace(BOTH, search=replace(SEARCH, columns=(SearchColumn(column="headline", weight="A"),)))
DEFAULTED = replace(MIRROR, default="'none'")
SAID = replace(HEADLINE, default="'none'", nullable=True)

WITHOUT_DEFAULTS = (
    AddColumn(table=NAME, column=HEADLINE),
    DropNotNull(table=NAME, column="title"),
    SetDefault(table=NAME, column="title", default=None, was=None),
    SyncColumns(table=NAME, sync=MIRROR),
    ReplaceSearch(table=BY_HEADLINE, was=SEARCH),
)
WITH_DEFAULTS = (
    AddColumn(table=NAME, column=SAID),
    DropNotNull(table=NAME, column="title"),
    SyncColumns(table=NAME, sync=DEFAULTED),
    ReplaceSearch(table=BY_HEADLINE, was=SEARCH),
)
FILL = Backfill(table=NAME, key=KEY, values=(("headline", "title"),), where="headline IS DISTINCT FROM title")
UNEQUAL = f"SELECT count(*) FROM {NAME} WHERE title IS DISTINCT FROM headline"


@pytest.fixture(params=[WITHOUT_DEFAULTS, WITH_DEFAULTS], ids=["without defaults", "with defaults"])
def table(request, lab):
    """A session of the owner: the columns are synced, the rows that were there are not filled in yet."""
    with made(lab, ITEM, rows=9) as connection:
        connection.execute(f"ALTER TABLE {NAME} DISABLE ROW LEVEL SECURITY")
        run(connection, *request.param)
        yield connection


def written(connection: psycopg.Connection, statement: str) -> list[tuple]:
    """Title and headline of the rows that the statement returns."""
    return connection.execute(f"{statement} RETURNING title, headline").fetchall()


INSERT = f"INSERT INTO {NAME} (campaign_id, master_id"


@pytest.mark.parametrize("name", ["title", "headline"])
def test_an_insert_writes_either(table, name):
    """Old code knows the one column, new code the other."""
    assert written(table, f"{INSERT}, {name}) VALUES (7, 2, 'a')") == [("a", "a")]


@pytest.mark.parametrize("name", ["title", "headline"])
def test_an_insert_writes_null_in_either(table, name):
    """NULL is a value like any other, also where there is a default."""
    assert written(table, f"{INSERT}, {name}) VALUES (7, 2, NULL)") == [(None, None)]


def test_an_insert_of_neither_leaves_the_default(table):
    """Both columns hold the default, if there is one."""
    ((title, headline),) = written(table, f"{INSERT}) VALUES (7, 2)")

    assert title == headline


@pytest.mark.parametrize("name", ["title", "headline"])
@pytest.mark.parametrize("value", ["b", None])
def test_an_update_writes_either(table, name, value):
    """NULL is a value like any other."""
    run(table, FILL)
    change = f"UPDATE {NAME} SET {name} = {'NULL' if value is None else repr(value)} WHERE id = 1"

    assert written(table, change) == [(value, value)]


def test_old_code_updates_a_row_that_is_not_filled_in(table):
    """The backfill finds nothing to do there any more."""
    assert written(table, f"UPDATE {NAME} SET title = 'b' WHERE id = 1") == [("b", "b")]


@pytest.mark.parametrize("name", ["title", "headline"])
def test_upserts_write_either(table, name):
    """EXCLUDED holds what the trigger made of the proposed row; then the update is synced like any other."""
    run(table, FILL)
    table.execute(f"CREATE UNIQUE INDEX {NAME}_one ON {NAME} (master_id, campaign_id, body) WHERE body = 'x'")
    upsert = (
        f"{INSERT}, body, {name}) VALUES (7, 2, 'x', '%s') ON CONFLICT (master_id, campaign_id, body) WHERE body = 'x'"
        f" DO UPDATE SET {name} = EXCLUDED.{name}"
    )

    assert written(table, upsert % "first") == [("first", "first")]
    assert written(table, upsert % "second") == [("second", "second")]


def test_the_backfill_makes_all_rows_equal_and_changes_no_old_value(table):
    """Titles are as they were."""
    before = table.execute(f"SELECT id, title FROM {NAME} ORDER BY id").fetchall()
    run(table, FILL)

    assert table.execute(UNEQUAL).fetchone() == (0,)
    assert table.execute(f"SELECT id, title FROM {NAME} ORDER BY id").fetchall() == before


def test_search_reads_what_the_sync_wrote(table):
    """The sync comes before the search vector is made: triggers fire in the order of their names."""
    written(table, f"UPDATE {NAME} SET title = 'needle' WHERE id = 1")

    query = f"SELECT id FROM {NAME} WHERE search_vector @@ websearch_to_tsquery('english', 'needle')"
    assert table.execute(query).fetchall() == [(1,)]


def test_a_new_value_that_the_old_column_cannot_hold_empties_it(lab):
    """New code must not fail because of a column that it does not know."""
    with made(lab, ITEM, rows=9) as connection:
        connection.execute(f"UPDATE {NAME} SET size = id")
        run(connection, AddColumn(table=NAME, column=WIDE), SyncColumns(table=NAME, sync=WIDER))
        returned = "RETURNING size, size_next"

        # Not filled in yet: that is left to the backfill.
        first = connection.execute(f"UPDATE {NAME} SET body = 'x' WHERE id = 1 {returned}").fetchall()
        second = connection.execute(f"UPDATE {NAME} SET size_next = 70000 WHERE id = 1 {returned}").fetchall()
        third = connection.execute(f"UPDATE {NAME} SET body = 'y' WHERE id = 1 {returned}").fetchall()

    assert (first, second, third) == ([(1, None)], [(None, 70000)], [(None, 70000)])
