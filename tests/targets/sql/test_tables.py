"""Triggers, search and constraints of the tables of services."""

import time

import psycopg
import pytest


@pytest.mark.parametrize("table", ["campaign", "master", "service_content_article", "service_user_account"])
def test_updated_at_is_true(database, campaigns, table):
    """Every update moves updated_at to its own time, even one that sets it to something else."""
    (own, _), _ = campaigns
    own = 0 if table == "campaign" else own  # the platform's own session may change them all
    with database.session(own) as work:
        before = work.one(f"SELECT max(updated_at) FROM {table}")
    time.sleep(0.01)

    with database.session(own) as work:
        work.run(f"UPDATE {table} SET updated_at = '2000-01-01'")
        assert work.one(f"SELECT min(updated_at) > %s AND min(updated_at) = now() FROM {table}", before) is True


def found(database, campaign, query, *, asked=None):
    with database.session(campaign) as work:
        statement = "SELECT id FROM service_content_article_search(%s, %s, 10, 0)"
        return [row[0] for row in work.rows(statement, asked or campaign, query)]


@pytest.fixture
def library(database, campaigns):
    """The campaign and its articles by slug: `first`, and three about the sea."""
    (own, first), _ = campaigns
    with database.session(own) as work:
        author = work.one("SELECT id FROM service_user_account WHERE email = 'spring@example.org'")
        made = {
            "sailing": work.article(own, author, "sailing", "Sailing ships", "The wind."),
            "wind": work.article(own, author, "wind", "Weather", "How ships use it."),
            "empty": work.article(own, author, "empty", "Nothing", "c0 #c0"),
        }
        work.run("UPDATE service_content_article SET tags = '{harbour,ship}' WHERE slug = 'empty'")
    return own, {"first": first, **made}


def test_search_ranks_by_weight(database, library):
    """A word in the title (A) outranks one in the tags (B), and that one in the body (C); the language stems it."""
    own, articles = library

    assert found(database, own, "ship") == [articles["sailing"], articles["empty"], articles["wind"]]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("wind -ships", []),
        ("weather", ["wind"]),
        ('"use ships"', []),
        ("harbour or weather", ["empty", "wind"]),
        ("the", []),
        ("", []),
        ("#c0", ["empty"]),
        ("'; DROP TABLE master; --", []),
    ],
)
def test_search_reads_what_people_type(database, library, query, slugs):
    """Any text is a query; one of stop words only finds nothing; a campaign's lexeme cannot be asked for."""
    own, articles = library

    assert sorted(found(database, own, query)) == sorted(articles[slug] for slug in slugs)


def test_search_stays_in_the_campaign(database, campaigns):
    """Though the function runs as the owner, it answers for the transaction's campaign only."""
    (own, article), (other, foreign) = campaigns

    assert found(database, own, "first") == [article]
    assert found(database, other, "first") == [foreign]
    assert found(database, own, "first", asked=other) == []
    assert found(database, None, "first", asked=own) == []


def test_search_forgets_the_deleted(database, campaigns):
    """A soft-deleted row is not found."""
    (own, _), _ = campaigns
    with database.session(own) as work:
        work.run("UPDATE service_content_article SET deleted_at = now()")

    assert found(database, own, "first") == []


def test_the_search_vector_cannot_be_falsified(database, campaigns):
    """Writing the vector itself makes it anew from the fields."""
    (own, article), _ = campaigns
    with database.session(own) as work:
        work.run("UPDATE service_content_article SET search_vector = 'lie'")

    assert (found(database, own, "lie"), found(database, own, "first")) == ([], [article])


def is_made_anew(database, campaign, assignments):
    """Whether the update of a row, whose vector holds nothing but a lie, leaves another vector."""
    lie = "UPDATE service_content_article SET search_vector = 'lie' WHERE campaign_id = %s"
    with database.session(campaign, "postgres") as work:
        work.run("SET LOCAL session_replication_role = replica")  # no trigger fires
        work.run(lie, campaign)
        work.run("SET LOCAL session_replication_role = origin")
        change = f"UPDATE service_content_article SET {assignments} WHERE campaign_id = %s"
        return work.one(f"{change} RETURNING search_vector <> 'lie'::tsvector", campaign)


@pytest.mark.parametrize(
    ("assignments", "made"),
    [
        ("deleted_at = now()", False),
        ("title = title, body = body, tags = tags, slug = 'other'", False),
        ("title = 'Other', body = body, tags = tags", True),
        ("body = title", True),
        ("tags = '{other}'", True),
        ("search_vector = 'lie'", True),
    ],
)
def test_a_vector_is_made_anew_only_if_a_source_changes(database, campaigns, assignments, made):
    """A generated update sets every column that it may write, mostly to the value that it has."""
    (own, _), _ = campaigns

    assert is_made_anew(database, own, assignments) is made


def test_a_changed_row_is_found_by_its_new_words(database, campaigns):
    """And no longer by those it had; what becomes NULL or empty counts as a change."""
    (own, article), _ = campaigns
    with database.session(own) as work:
        work.run("UPDATE service_content_article SET title = 'Second', tags = '{harbour}'")
    assert [found(database, own, word) for word in ("first", "second", "harbour")] == [[], [article], [article]]
    with database.session(own) as work:
        work.run("UPDATE service_content_article SET title = 'Second', tags = '{}'")
    assert found(database, own, "harbour") == []


def test_search_uses_its_index(database, campaigns):
    """Among many rows of a campaign the function reads the GIN index, not the table, though acme_rw calls it."""
    (own, _), _ = campaigns
    with database.session(own, "postgres") as work:
        work.run("INSERT INTO master (campaign_id, type) SELECT %s, 'many' FROM generate_series(1, 5000)", own)
        work.run(
            "INSERT INTO service_content_article (campaign_id, master_id, author_id, slug, title)"
            " SELECT campaign_id, id, (SELECT min(id) FROM service_user_account), 's' || id, 'word' || id"
            " FROM master WHERE type = 'many'"
        )
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("ANALYZE service_content_article")
    scans = (
        "SELECT idx_scan, (SELECT seq_scan FROM pg_stat_user_tables WHERE relid = indexes.relid)"
        " FROM pg_stat_user_indexes AS indexes WHERE indexrelname = 'service_content_article_search_vector_idx'"
    )
    with database.session(None, "postgres") as work:
        ((used, read),) = work.rows(scans)

    with database.session(own) as work:
        work.run("SELECT id FROM service_content_article_search(%s, 'word77', 10, 0)", own)
        work.run("SELECT pg_stat_force_next_flush()")

    with database.session(None, "postgres") as work:
        assert work.rows(scans) == [(used + 1, read)]


@pytest.mark.parametrize(
    ("assignment", "constraint"),
    [
        ("title = repeat('x', 201)", "service_content_article_title_length_check"),
        ("slug = 'Not A Slug'", "service_content_article_slug_pattern_check"),
        (r"slug = E'a\nb'", "service_content_article_slug_pattern_check"),
        ("status = 'other'", "service_content_article_status_values_check"),
        ("price = -1", "service_content_article_price_range_check"),
        ("price = 'NaN'", "service_content_article_price_finite_check"),
        ("tags = ARRAY[NULL]::varchar[]", "service_content_article_tags_items_check"),
        ("published_at = 'infinity'", "service_content_article_published_at_finite_check"),
    ],
)
def test_a_bad_value_breaks_the_constraint_of_its_name(database, campaigns, assignment, constraint):
    """Each check is named, so that an error names the field."""
    (own, _), _ = campaigns

    with database.session(own) as work, pytest.raises(psycopg.errors.CheckViolation) as refused:
        work.run(f"UPDATE service_content_article SET {assignment}")
    assert refused.value.diag.constraint_name == constraint


def test_a_deleted_account_is_set_to_null_or_refuses(database, campaigns):
    """SET NULL empties the reference; RESTRICT refuses, across campaigns and in spite of row-level security."""
    (own, _), _ = campaigns
    with database.session(own) as work:
        reviewer = work.account("reviewer@example.org")
        work.run("UPDATE service_content_article SET reviewer_id = %s", reviewer)

    with database.session(0) as work:
        work.run("DELETE FROM service_user_account WHERE id = %s", reviewer)
    with database.session(own) as work:
        assert work.rows("SELECT reviewer_id FROM service_content_article") == [(None,)]
    with database.session(0) as work, pytest.raises(psycopg.errors.IntegrityError):
        work.run("DELETE FROM service_user_account")
