"""No statement of a service, however wrong, reads or writes rows of another campaign."""

import pytest

TABLES = ["master", "service_content_article", "service_event", "event_dedup"]


def test_a_campaign_sees_its_own_rows(database, campaigns):
    """A query without WHERE returns the rows of the transaction's campaign and no others."""
    (own, article), (_, _) = campaigns

    with database.session(own) as work:
        assert work.rows("SELECT campaign_id, id FROM service_content_article") == [(own, article)]


@pytest.mark.parametrize("table", TABLES)
def test_a_session_without_campaign_sees_nothing(database, campaigns, table):
    """Forgetting to set the campaign fails closed, even for the rows of campaign 0."""
    with database.session(0) as work:
        work.event(0)
        work.run("INSERT INTO event_dedup (campaign_id, key) VALUES (0, 'k')")

    with database.session(None) as work:
        assert work.one(f"SELECT count(*) FROM {table}") == 0


def test_a_setting_that_is_over_is_no_campaign(database, campaigns):
    """After the transaction PostgreSQL leaves the empty string in the setting: it sees nothing and raises nothing."""
    (own, _), _ = campaigns

    with database.session(own) as work:
        work.connection.commit()
        assert work.one("SELECT current_setting('app.campaign_id', true)") == ""
        assert work.one("SELECT count(*) FROM service_content_article") == 0


def test_a_row_of_another_campaign_cannot_be_written(database, campaigns):
    """INSERT into, or move of a row to, another campaign is refused by the policy."""
    (own, _), (other, _) = campaigns
    insert = f"INSERT INTO master (campaign_id, type) VALUES ({other}, 'a.b')"
    move = f"UPDATE service_content_article SET campaign_id = {other}"

    assert (database.refused(own, insert), database.refused(own, move)) == ("42501", "42501")


def test_update_and_delete_reach_no_foreign_row(database, campaigns):
    """UPDATE and DELETE of another campaign's rows, named by id, change nothing."""
    (own, _), (other, article) = campaigns
    with database.session(other) as work:
        comment = work.one(
            "INSERT INTO service_content_comment (campaign_id, master_id, article_id, body)"
            " VALUES (%s, %s, %s, 'x') RETURNING id",
            other,
            work.master(other),
            article,
        )

    with database.session(own) as work:
        assert work.run("UPDATE service_content_comment SET body = 'y' WHERE id = %s", comment).rowcount == 0
        assert work.run("DELETE FROM service_content_comment WHERE id = %s", comment).rowcount == 0
    with database.session(other) as work:
        assert work.rows("SELECT id, body FROM service_content_comment") == [(comment, "x")]


def test_soft_deleted_entities_are_never_deleted(database, campaigns):
    """Rows that a deletion marks are beyond DELETE; those that it removes are not."""
    (own, _), _ = campaigns

    assert database.refused(own, "DELETE FROM service_content_article") == "42501"
    assert database.refused(own, "DELETE FROM service_content_comment") == "none"


@pytest.mark.parametrize("session", ["own", "other", None])
def test_a_campaign_is_changed_by_itself_or_the_platform(database, campaigns, session):
    """A transaction of a campaign changes its own row; that of another, or of none, changes nothing."""
    (own, _), (other, _) = campaigns
    rename = "UPDATE campaign SET name = 'renamed' WHERE id = %s"

    with database.session({"own": own, "other": other, None: None}[session]) as work:
        assert work.run(rename, own).rowcount == (1 if session == "own" else 0)
    with database.session(0) as work:
        assert work.run(rename, other).rowcount == 1


@pytest.mark.parametrize("campaign", [1, None])
def test_campaigns_are_made_by_the_platform(database, campaigns, campaign):
    """Only a transaction of campaign 0 makes a campaign; every one may look it up."""
    assert database.refused(campaign, "INSERT INTO campaign (slug, name) VALUES ('new', 'New')") == "42501"
    assert database.refused(campaign, "DELETE FROM campaign") == "42501"

    with database.session(campaign) as work:
        assert work.rows("SELECT slug FROM campaign ORDER BY id") == [("global",), ("spring",), ("autumn",)]


def test_a_campaign_cannot_take_the_id_of_another(database, campaigns):
    """What a transaction may change it must still see as its own afterwards."""
    (own, _), _ = campaigns

    assert database.refused(own, f"UPDATE campaign SET id = 999 WHERE id = {own}") == "42501"


def test_master_rows_of_the_platform_are_shared(database, campaigns):
    """A campaign sees its own master rows and those of campaign 0, and none of another campaign."""
    (own, _), _ = campaigns

    with database.session(own) as work:
        assert work.rows("SELECT DISTINCT campaign_id FROM master ORDER BY 1") == [(0,), (own,)]


def test_a_child_cannot_point_into_another_campaign(database, campaigns):
    """Foreign keys are checked without row-level security, so they are composite: one campaign, parent and child."""
    (own, _), (_, foreign) = campaigns
    with database.session(own) as work:
        master = work.master(own)

    statement = (
        "INSERT INTO service_content_comment (campaign_id, master_id, article_id, body)"
        f" VALUES ({own}, {master}, {foreign}, 'x')"
    )
    assert database.refused(own, statement) == "23503"


def test_a_row_cannot_hang_on_a_foreign_master(database, campaigns):
    """A row's master row is in the row's campaign."""
    (own, _), (other, _) = campaigns
    with database.session(other) as work:
        master = work.master(other)

    statement = (
        "INSERT INTO service_content_article (campaign_id, master_id, author_id, slug, title)"
        f" SELECT {own}, {master}, author_id, 'x', 'x' FROM service_content_article"
    )
    assert database.refused(own, statement) == "23503"


def test_uniqueness_is_per_campaign_and_of_live_rows(database, campaigns):
    """Two campaigns share a slug; two live rows of one do not; a soft-deleted row gives its slug free."""
    (own, article), _ = campaigns
    again = (
        "INSERT INTO service_content_article (campaign_id, master_id, author_id, slug, title)"
        " SELECT campaign_id, (SELECT max(id) FROM master WHERE campaign_id <> 0), author_id, slug, title"
        f" FROM service_content_article WHERE id = {article}"
    )
    with database.session(own) as work:
        work.master(own)

    assert database.refused(own, again) == "23505"
    with database.session(own) as work:
        work.run("UPDATE service_content_article SET deleted_at = now()")
    assert database.refused(own, again) == "none"


@pytest.mark.parametrize("table", [*TABLES, "campaign", "service_user_account", "service_content_comment"])
@pytest.mark.parametrize("role", ["acme_rw", "acme_ro"])
def test_nobody_may_truncate(database, table, role):
    """TRUNCATE ignores policies, so no role of a service has it."""
    assert database.refused(1, f"TRUNCATE {table} CASCADE", role=role) == "42501"


def test_the_reader_only_reads(database, campaigns):
    """The role acme_ro reads its campaign and writes nothing."""
    (own, article), _ = campaigns

    with database.session(own, "acme_ro") as work:
        assert work.rows("SELECT id FROM service_content_article") == [(article,)]
    assert database.refused(own, "UPDATE service_content_article SET title = 'x'", role="acme_ro") == "42501"
    assert database.refused(own, "DELETE FROM service_user_account", role="acme_ro") == "42501"


def test_master_rows_are_never_deleted(database, campaigns):
    """A delete marks the master row; the row itself stays, because events refer to it."""
    (own, _), _ = campaigns

    assert database.refused(own, "DELETE FROM master") == "42501"


def test_every_table_with_a_campaign_has_a_policy(database):
    """Wherever there is a campaign_id there is row-level security; partitions are reached through their parent."""
    query = """
        SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'campaign_id'
        WHERE relkind IN ('r', 'p') AND NOT relrowsecurity
            AND has_any_column_privilege('acme_rw', pg_class.oid, 'SELECT, INSERT, UPDATE')
    """
    with database.session(None, "postgres") as work:
        assert work.rows(query) == []
        assert work.one("SELECT count(*) FROM pg_class WHERE relrowsecurity") == 6
