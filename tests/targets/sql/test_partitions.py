"""Tables in partitions: where a row lies, who reaches it, and what errors call."""

import shutil
from pathlib import Path

import psycopg
import pytest

from generator import pipeline
from generator.database.embedded import create_database, drop_database
from generator.database.runner import migrate

from .conftest import NUMBERS, Database

CASE = Path(__file__).parents[2] / "golden" / "tables_in_partitions"
THREAD = "INSERT INTO service_messaging_thread (campaign_id, master_id, title, code) VALUES (%s, %s, 'T', %s)"
VISIT = "INSERT INTO service_messaging_visit (campaign_id, master_id, thread_id) VALUES (%s, %s, %s)"
FORMULA = """
SELECT mod(mod(hashint8extended(campaign, 8816678312871386365)::numeric + 5305509591434766563 + 2::numeric ^ 64,
               2::numeric ^ 64), 3)::integer
FROM unnest(%s::bigint[]) AS campaign
"""
BY_POSTGRESQL = """
SELECT rest FROM unnest(%s::bigint[]) WITH ORDINALITY AS given (campaign, place), generate_series(0, 2) AS rest
WHERE satisfies_hash_partition('service_messaging_visit'::regclass, 3, rest, campaign)
ORDER BY place
"""


@pytest.fixture(scope="module")
def messaging(embedded_server, tmp_path_factory):
    """A database with the golden case's tables."""
    root = tmp_path_factory.mktemp("messaging") / "platform"
    shutil.copytree(CASE, root, ignore=shutil.ignore_patterns("expected"))
    pipeline.generate(root, stubs=False)
    name = f"partitions_{next(NUMBERS)}"
    create_database(embedded_server.url, name)
    migrate(embedded_server.url_for(name), root)
    yield Database(embedded_server.url_for(name))
    drop_database(embedded_server.url, name)


def new_campaign(database, number):
    """A campaign of a chosen number."""
    with psycopg.connect(database.url) as connection:
        insert = "INSERT INTO campaign (id, slug, name) VALUES (%s, %s, %s)"
        connection.execute(insert, (number, f"c{number}", f"C{number}"))
    return number


def new_thread(work, campaign, code="code"):
    return work.one(f"{THREAD} RETURNING id", campaign, work.master(campaign), code)


@pytest.mark.parametrize(
    ("campaign", "partition"), [(4999, "p00"), (5000, "p01"), (9999, "p01"), (10000, "p02"), (2**62, "p02")]
)
def test_a_partition_begins_with_its_campaign(messaging, campaign, partition):
    """`campaigns_from` names the first campaign of each partition after the first."""
    new_campaign(messaging, campaign)
    with messaging.session(campaign) as work:
        insert = f"{THREAD} RETURNING tableoid::regclass::text"
        found = work.one(insert, campaign, work.master(campaign), "code")
    assert found == f"service_messaging_thread_{partition}"


def test_the_hash_is_the_documented_one(messaging):
    """PostgreSQL's own answer and the manual's formula are the same for campaigns small and large."""
    campaigns = [*range(1, 500), 2**31, 2**62, 2**63 - 1]
    with messaging.owner() as owner:
        said = owner.execute(BY_POSTGRESQL, (campaigns,)).fetchall()
        computed = owner.execute(FORMULA, (campaigns,)).fetchall()
    assert said == computed


def test_a_row_lies_where_the_hash_says(messaging):
    """The number of the partition is the rest of the division."""
    campaign = new_campaign(messaging, 61)
    with messaging.session(campaign) as work:
        thread = new_thread(work, campaign)
        insert = f"{VISIT} RETURNING tableoid::regclass::text"
        found = work.one(insert, campaign, work.master(campaign), thread)
    with messaging.owner() as owner:
        ((rest,),) = owner.execute(BY_POSTGRESQL, ([campaign],)).fetchall()
    assert found == f"service_messaging_visit_p{rest:02}"


def test_services_reach_no_partition(messaging):
    """Row-level security is the table's, so rights are the table's alone."""
    refused = [
        messaging.refused(1, f"{statement} service_messaging_visit_p00", role=role)
        for statement, role in (("TABLE", "acme_rw"), ("TABLE", "acme_ro"), ("DELETE FROM", "acme_rw"))
    ]
    assert refused == ["42501"] * 3


def test_a_campaign_does_not_see_another_of_its_partition(messaging):
    """Campaigns that share a partition are kept apart by the policy of the table."""
    for campaign in (71, 72):
        new_campaign(messaging, campaign)
        with messaging.session(campaign) as work:
            new_thread(work, campaign)
    with messaging.session(71) as work:
        assert work.rows("SELECT DISTINCT campaign_id FROM service_messaging_thread") == [(71,)]


def test_errors_name_the_key_and_the_partition(messaging):
    """The index of a partition is called like the table's, with the partition's end."""
    campaign = new_campaign(messaging, 81)
    with messaging.session(campaign) as work:
        new_thread(work, campaign)
    with pytest.raises(psycopg.errors.UniqueViolation) as caught, messaging.session(campaign) as work:
        new_thread(work, campaign)
    assert caught.value.diag.constraint_name == "service_messaging_thread_code_key_p00"


def test_children_go_with_a_row_across_partitions(messaging):
    """A reference from one table in partitions to another cascades within the campaign."""
    campaign = new_campaign(messaging, 91)
    with messaging.session(campaign) as work:
        thread = new_thread(work, campaign)
        work.run(VISIT, campaign, work.master(campaign), thread)
        work.run("DELETE FROM service_messaging_thread WHERE campaign_id = %s AND id = %s", campaign, thread)
        assert work.one("SELECT count(*) FROM service_messaging_visit WHERE campaign_id = %s", campaign) == 0
