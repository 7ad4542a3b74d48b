"""After a rename, code that still runs works under the old names, on PostgreSQL 18 and 15."""

import psycopg
import pytest
from psycopg import sql

from generator.plan.operations import RenameTable
from generator.targets.sql.not_null import automatic_name

from .bench import made, run
from .lab import ITEM, NAME, RENAMED, RENAMED_TWICE

INSERT = f"INSERT INTO {NAME} (campaign_id, master_id, title) VALUES (%s, 2, %s)"


@pytest.fixture
def renamed(lab):
    """A database with a table that was renamed twice; its rows are in campaigns 7 and 8."""
    with made(lab, ITEM, rows=10) as connection:
        run(connection, RenameTable(before=ITEM, after=RENAMED), RenameTable(before=RENAMED, after=RENAMED_TWICE))
        yield lab


@pytest.mark.parametrize("name", [NAME, RENAMED.name, RENAMED_TWICE.name])
def test_each_name_shows_the_rows_of_one_campaign(renamed, name):
    """A view asks as whoever asks it, so that row-level security holds: without a campaign there are no rows."""
    count = f"SELECT count(*), min(campaign_id) FROM {name}"

    with renamed.session(7) as work:
        assert work.rows(count) == [(5, 7)]
    with renamed.session(None) as work:
        assert work.rows(count) == [(0, None)]


def test_services_write_under_the_old_name(renamed):
    """Insert with defaults, upsert, update, lock, delete."""
    with renamed.session(7) as work:
        (id_,) = work.rows(f"{INSERT} RETURNING id", 7, "new")[0]
        upsert = f"INSERT INTO {NAME} (id, campaign_id, master_id, title) VALUES (%s, 7, 2, 'newer')"
        work.run(f"{upsert} ON CONFLICT (campaign_id, id) DO UPDATE SET title = EXCLUDED.title", id_)
        work.run(f"UPDATE {NAME} SET body = 'text' WHERE id = %s", id_)
        work.run(f"SELECT FROM {NAME} WHERE id = %s FOR UPDATE", id_)
        stored = f"SELECT title, body, search_vector @@ 'newer'::tsquery FROM {RENAMED_TWICE.name} WHERE id = %s"

        assert work.rows(stored, id_) == [("newer", "text", True)]
        assert work.run(f"DELETE FROM {NAME} WHERE id = %s", id_).rowcount == 1


def test_no_campaign_writes_into_another(renamed):
    """Row-level security refuses it under the old name as well."""
    assert renamed.refused(7, f"INSERT INTO {NAME} (campaign_id, master_id, title) VALUES (8, 3, 'theirs')") == "42501"


def test_readers_only_read(renamed):
    """The role that may only read may no more under the old name."""
    with renamed.session(7, "acme_ro") as work:
        assert work.one(f"SELECT count(*) FROM {NAME}") == 5
    assert renamed.refused(7, f"DELETE FROM {NAME}", role="acme_ro") == "42501"


@pytest.mark.parametrize("name", [NAME, RENAMED.name, RENAMED_TWICE.name])
def test_search_answers_to_each_name(renamed, name):
    """Within the campaign of the transaction and nowhere else."""
    query = f"SELECT count(*) FROM {name}_search(%s, 'title', 20, 0)"
    with renamed.session(7) as work:
        assert (work.one(query, 7), work.one(query, 8)) == (5, 0)


LONG = "service_campaign_management_advertisement_placement"
COLUMNS = ("id", "a_rather_long_name_of_a_column", "another_name_that_is_much_longer_than_the_first")


def test_not_null_constraints_are_named_as_postgresql_names_them(database_url):
    """Too long together, the longer of table and column is cut: PostgreSQL 18 shows the names it has given."""
    with psycopg.connect(database_url) as connection:
        lines = sql.SQL(", ").join(sql.SQL("{} bigint NOT NULL").format(sql.Identifier(name)) for name in COLUMNS)
        connection.execute(sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(LONG), lines))
        query = f"SELECT conname FROM pg_constraint WHERE conrelid = '{LONG}'::regclass ORDER BY conkey"
        found = connection.execute(query.encode()).fetchall()

    assert [automatic_name(LONG, name) for name in COLUMNS] == [name for (name,) in found]
