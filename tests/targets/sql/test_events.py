"""The event log: append-only for everybody, of one campaign, in partitions that are always there."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

CHANGES = {
    "update": "UPDATE {table} SET payload = '{{}}'",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table}",
}


@pytest.fixture
def logged(database, campaigns):
    """A database with an event of campaign 0 and one of each of two campaigns; and those two."""
    (first, _), (second, _) = campaigns
    for campaign in (0, first, second):
        with database.session(campaign) as work:
            work.event(campaign)
    return first, second


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["acme_rw", "acme_ro", "acme_archiver", "acme_auditor", "acme_owner", "postgres"])
def test_what_happened_stays(database, logged, change, role):
    """No role changes or removes an event: services lack the right; the owner and a superuser meet the trigger."""
    statement = CHANGES[change].format(table="service_event")

    assert database.refused(logged[0], statement, role=role) == "42501"


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("level", ["class", "partition"])
def test_no_way_around_through_a_partition(database, logged, change, level):
    """The owner meets the trigger on the table of a class and on a monthly partition too."""
    parents = {"class": "service_event", "partition": "service_event_standard"}
    with database.session(None, "postgres") as work:
        table = work.one(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass ORDER BY 1 LIMIT 1",
            parents[level],
        )

    assert database.refused(logged[0], CHANGES[change].format(table=table), role="acme_owner") == "42501"
    assert database.refused(logged[0], CHANGES[change].format(table=table)) == "42501"


def test_the_trigger_cannot_be_switched_off_for_a_session(database, logged):
    """session_replication_role = replica silences ordinary triggers; these fire ALWAYS."""
    statement = "SET session_replication_role = replica; DELETE FROM service_event"

    assert database.refused(logged[0], statement, role="postgres") == "42501"


def test_events_of_the_platform_can_be_appended_but_not_read(database, logged):
    """What a campaign does to a global entity is logged under campaign 0; it sees its own events only."""
    own, _ = logged

    with database.session(own) as work:
        work.event(0)
        assert work.rows("SELECT campaign_id FROM service_event") == [(own,)]
    with database.session(0) as work:
        assert work.rows("SELECT campaign_id FROM service_event") == [(0,), (0,)]


def test_events_of_another_campaign_cannot_be_appended(database, logged):
    """The policy refuses an event of another campaign, and any event without a campaign set."""
    own, other = logged
    insert = (
        "INSERT INTO service_event (campaign_id, master_id, service, event_type, retention)"
        " VALUES ({}, 1, 's', 's.e.v', 'standard')"
    )

    assert database.refused(own, insert.format(other)) == "42501"
    assert database.refused(None, insert.format(0)) == "42501"


def test_the_auditor_and_the_archiver_read_all_campaigns(database, logged):
    """Reading across campaigns is a role of its own."""
    for role in ("acme_auditor", "acme_archiver"):
        with database.session(None, role) as work:
            assert work.rows("SELECT campaign_id FROM service_event ORDER BY 1") == [
                (0,),
                *((item,) for item in logged),
            ]


def test_an_event_lands_in_the_partition_of_its_class_and_month(database, campaigns):
    """The log is partitioned by retention class, then by month of occurred_at."""
    (own, _), _ = campaigns
    with database.session(own) as work:
        work.event(own, "audit")
        month = work.one("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')")
        assert work.one("SELECT tableoid::regclass::text FROM service_event") == f"service_event_audit_{month}"


def test_a_class_the_platform_does_not_have_is_refused(database, campaigns):
    """There is no DEFAULT partition that would collect what nobody will ever delete."""
    (own, _), _ = campaigns

    with database.session(own) as work, pytest.raises(psycopg.errors.CheckViolation):
        work.event(own, "forever")


def test_partitions_reach_three_months_ahead(database):
    """A migrated database has this month's partitions and the next three, of each class; a second call makes none."""
    with database.session(None) as work:
        assert work.one("SELECT count(*) FROM pg_inherits WHERE inhparent = 'service_event_audit'::regclass") == 4
        assert work.one("SELECT service_event_ensure_partitions(3)") == 0
        assert work.one("SELECT service_event_ensure_partitions(5)") == 4


def test_partitions_follow_each_other_without_a_gap(database):
    """One partition per month, whatever the session's time zone and the lengths of months."""
    with database.session(None) as work:
        work.run("SET LOCAL timezone = 'Pacific/Auckland'")
        work.run("SELECT service_event_ensure_partitions(13)")
    with database.session(None, "postgres") as work:
        work.run("SET LOCAL timezone = 'UTC'")
        bounds = work.rows(
            "SELECT pg_get_expr(relpartbound, oid) FROM pg_class"
            " WHERE relkind = 'r' AND relname LIKE 'service_event_audit_%' ORDER BY relname"
        )
        months = work.rows(
            "SELECT format('FOR VALUES FROM (%L) TO (%L)', month, month + interval '1 month')"
            " FROM generate_series(date_trunc('month', now()), now() + interval '13 months', '1 month') AS month"
        )
    assert bounds == months


@pytest.mark.parametrize("months", ["-1", "121", "NULL"])
def test_a_silly_number_of_months_is_refused(database, months):
    """The function is open to the services, so it bounds what it makes."""
    assert database.refused(None, f"SELECT service_event_ensure_partitions({months})") == "22023"


def test_partitions_can_be_ensured_by_many_at_once(database):
    """Four callers take turns: together they make each partition once."""

    def ensure(_: int) -> int:
        with database.session(None) as work:
            return int(work.one("SELECT service_event_ensure_partitions(12)"))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ensure, range(4))) == [0, 0, 0, 18]


def test_partitions_are_made_beside_open_writers(database, campaigns):
    """A transaction that has written an event holds nothing that the function waits for."""
    (own, _), _ = campaigns
    with database.session(own) as writer:
        writer.event(own)
        with database.session(None) as work:
            work.run("SET LOCAL lock_timeout = '2s'")
            assert work.one("SELECT service_event_ensure_partitions(4)") == 2


def test_an_idempotency_key_is_good_once(database, campaigns):
    """A key is unique in its campaign, and the expiry of keys is the archiver's."""
    (own, _), (other, _) = campaigns
    insert = "INSERT INTO event_dedup (campaign_id, key) VALUES (%s, 'k') ON CONFLICT DO NOTHING"

    with database.session(own) as work:
        assert [work.run(insert, campaign).rowcount for campaign in (own, own, 0)] == [1, 0, 1]
    with database.session(other) as work:
        assert work.run(insert, other).rowcount == 1
    assert database.refused(own, "DELETE FROM event_dedup") == "42501"
    with database.session(None, "acme_archiver") as work:
        assert work.run("DELETE FROM event_dedup").rowcount == 3
