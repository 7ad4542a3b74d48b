"""Counters are right whoever writes the rows, however many at once."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator import pipeline
from generator.database.embedded import create_database, drop_database
from generator.database.runner import migrate

from .conftest import NUMBERS, Database

CASE = Path(__file__).parents[2] / "golden" / "counters"
ROUNDS = 20


@pytest.fixture(scope="module")
def forum(embedded_server, tmp_path_factory):
    """A database with the golden case's tables, and one campaign."""
    root = tmp_path_factory.mktemp("forum") / "platform"
    shutil.copytree(CASE, root, ignore=shutil.ignore_patterns("expected"))
    pipeline.generate(root, stubs=False)
    name = f"counts_{next(NUMBERS)}"
    create_database(embedded_server.url, name)
    migrate(embedded_server.url_for(name), root)
    database = Database(embedded_server.url_for(name))
    yield database, database.campaign("counting")
    drop_database(embedded_server.url, name)


def new_thread(work, campaign):
    insert = "INSERT INTO service_forum_thread (campaign_id, master_id, title) VALUES (%s, %s, 'T') RETURNING id"
    return work.one(insert, campaign, work.master(campaign))


def new_post(work, campaign, thread, status="published"):
    insert = (
        "INSERT INTO service_forum_post (campaign_id, master_id, thread_id, status, body)"
        " VALUES (%s, %s, %s, %s, 'B') RETURNING id"
    )
    return work.one(insert, campaign, work.master(campaign), thread, status)


def counted(work, *threads):
    query = "SELECT post_count, published_count FROM service_forum_thread WHERE id = %s"
    return [work.rows(query, thread)[0] for thread in threads]


def test_a_condition_is_met_and_missed(forum):
    """A row counts from when it meets `where`, and no longer than it does."""
    database, campaign = forum
    with database.session(campaign) as work:
        thread = new_thread(work, campaign)
        post = new_post(work, campaign, thread, "draft")
        found = counted(work, thread)
        for status in ("published", "published", "draft"):
            work.run("UPDATE service_forum_post SET status = %s WHERE id = %s", status, post)
            found += counted(work, thread)

    assert found == [(1, 0), (1, 1), (1, 1), (1, 0)]


def test_a_row_moves_to_another_parent(forum):
    """It leaves the one and counts in the other, several in one statement."""
    database, campaign = forum
    with database.session(campaign) as work:
        one, other = new_thread(work, campaign), new_thread(work, campaign)
        for _ in range(3):
            new_post(work, campaign, one)
        before = counted(work, one, other)
        work.run("UPDATE service_forum_post SET thread_id = %s WHERE thread_id = %s", other, one)
        after = counted(work, one, other)

    assert (before, after) == ([(3, 3), (0, 0)], [(0, 0), (3, 3)])


def test_a_soft_deleted_row_does_not_count(forum):
    """Marked, it leaves the count; restored, it is back; the version of a parent stays."""
    database, campaign = forum
    query = "SELECT reaction_count FROM service_forum_post WHERE id = %s"
    insert = (
        "INSERT INTO service_forum_reaction (campaign_id, master_id, post_id, emoji)"
        " VALUES (%s, %s, %s, '+') RETURNING id"
    )
    with database.session(campaign) as work:
        thread = new_thread(work, campaign)
        post = new_post(work, campaign, thread)
        reaction = work.one(insert, campaign, work.master(campaign), post)
        found = [work.one(query, post)]
        for value in ("now()", "NULL"):
            work.run(f"UPDATE service_forum_reaction SET deleted_at = {value} WHERE id = {reaction}")
            found.append(work.one(query, post))
        version = work.one("SELECT version FROM service_forum_thread WHERE id = %s", thread)

    assert (found, version) == ([1, 0, 1], 1)


def test_rows_go_with_their_parent(forum):
    """A cascade deletes the rows that are counted, and the row that counts them."""
    database, campaign = forum
    with database.session(campaign) as work:
        gone, kept = new_thread(work, campaign), new_thread(work, campaign)
        for thread in (gone, kept):
            new_post(work, campaign, thread)
        work.run("DELETE FROM service_forum_thread WHERE id = %s", gone)
        left = work.one("SELECT count(*) FROM service_forum_post WHERE thread_id = %s", gone)
        found = counted(work, kept)

    assert (left, found) == (0, [(1, 1)])


def test_a_count_is_no_state_of_its_own(forum):
    """The history of a thread keeps nothing for a post."""
    database, campaign = forum
    with database.session(campaign) as work:
        thread = new_thread(work, campaign)
        new_post(work, campaign, thread)
        kept = work.one("SELECT count(*) FROM service_forum_thread_history WHERE row_id = %s", thread)

    assert kept == 0


def test_writers_at_once_lose_nothing(forum):
    """Two who write under the same parents, in opposite order, wait for each other and never in a circle."""
    database, campaign = forum
    with database.session(campaign) as work:
        threads = new_thread(work, campaign), new_thread(work, campaign)

    def write(order):
        insert = (
            "INSERT INTO service_forum_post (campaign_id, master_id, thread_id, status, body)"
            " VALUES (%s, %s, %s, 'published', 'B'), (%s, %s, %s, 'draft', 'B')"
        )
        for _ in range(ROUNDS):
            with database.session(campaign) as work:
                rows = [(campaign, work.master(campaign), thread) for thread in order]
                work.run(insert, *rows[0], *rows[1])

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(write, threads), pool.submit(write, threads[::-1])]:
            done.result()
    with database.session(campaign) as work:
        assert counted(work, *threads) == [(2 * ROUNDS, ROUNDS)] * 2
