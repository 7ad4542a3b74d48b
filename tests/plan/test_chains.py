"""Edits of what earlier edits left behind: a former name, a column that took another's place, before any of it goes."""

from collections.abc import Iterator

import psycopg
import pytest

from generator.database.embedded import server
from tests.plan.laboratory import Laboratory, laboratory, rows
from tests.plan.platforms import edited, plans, platform, recorded

LIKES = "likes: {type: integer, default: 0}"
COMMENT = "service_content_comment"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    """A populated database to copy, on a server of its own: laboratories call their databases alike."""
    with server() as own:
        yield laboratory(own, tmp_path_factory.mktemp("laboratory"))


def test_a_type_changes_twice(lab: Laboratory):
    """The trigger of the first change goes on beside that of the second: the newest column leads to all."""
    steps = [edited("precision: 12, scale: 2", f"precision: {scale + 10}, scale: {scale}") for scale in (3, 4)]
    url = lab.converged("types_twice", *({"content": content} for content in steps))
    with psycopg.connect(url) as connection:
        connection.execute(b"UPDATE service_content_article SET price = 7.5")
        found = connection.execute(b"SELECT to_jsonb(row) FROM service_content_article AS row LIMIT 1").fetchone()
    assert found
    prices = {name: value for name, value in found[0].items() if name.startswith("price")}
    assert (len(prices), set(prices.values())) == (3, {7.5})


def test_a_renamed_field_changes_its_type(lab: Laboratory):
    """What the trigger of the renaming is called is not what that of the new type is called."""
    steps = (
        edited(LIKES, "hearts: {type: smallint, default: 0}"),
        edited(LIKES, "stars: {type: smallint, default: 0, renamed_from: hearts}"),
        edited(LIKES, "stars: {type: integer, default: 0}"),
    )
    first = edited("    belongs_to: article\n", "    belongs_to: article\n    removed: [likes]\n", steps[0])
    rest = [
        edited("    belongs_to: article\n", "    belongs_to: article\n    removed: [likes]\n", step)
        for step in steps[1:]
    ]
    url = lab.converged("renamed_and_widened", *({"content": content} for content in (first, *rest)))
    assert rows(url, f"SELECT DISTINCT hearts, stars FROM {COMMENT}") == [(0, 0)]


def test_a_value_that_is_cleared_does_not_come_back(lab: Laboratory):
    """The oldest of three columns may hold what was written once: no later update of the row takes it from there."""
    steps = [
        edited("published_at: timestamp", f"{new}: {{type: timestamp, renamed_from: {old}}}").replace(
            "published_at desc", f"{new} desc"
        )
        for new, old in (("shown_at", "published_at"), ("live_at", "shown_at"))
    ]
    url = lab.converged("cleared", *({"content": content} for content in steps))
    with psycopg.connect(url) as connection:
        for change in ("live_at = now()", "live_at = NULL", "title = title"):
            connection.execute(f"UPDATE service_content_article SET {change}".encode())
    assert rows(url, "SELECT DISTINCT live_at FROM service_content_article") == [(None,)]


def test_a_name_that_a_retired_column_has_is_refused():
    """A field cannot take back the name that it gave up while the column of that name is there."""
    there = edited(LIKES, "hearts: {type: integer, default: 0, renamed_from: likes}")
    back = edited(LIKES, "likes: {type: integer, default: 0, renamed_from: hearts}")
    plan = plans(platform(back), recorded(platform(there), recorded(platform())))["content"]
    assert [finding.code for finding in plan.refused] == ["SG551"]


def test_a_default_that_the_former_column_cannot_have_waits():
    """Rows of old code begin with it: so the default of the two is one that both can hold, and tell apart."""
    for start, *steps in (
        ["{type: smallint, default: 0}", "{type: integer, default: 40000}"],
        ["{type: smallint, default: 0}", "{type: integer, default: 0}", "{type: integer, default: 40000}"],
    ):
        records = recorded(platform(edited(LIKES, f"likes: {start}")))
        for step in steps[:-1]:
            records = recorded(platform(edited(LIKES, f"likes: {step}")), records)
        plan = plans(platform(edited(LIKES, f"likes: {steps[-1]}")), records)["content"]
        assert [finding.code for finding in plan.refused] == ["SG532"]


RENAMED = edited("  comment:\n", "  remark:\n    renamed_from: comment\n")
BEHIND_A_FORMER_NAME = {
    "type": edited(
        "body: {type: text, required: true}", "body: {type: string, max_length: 500, required: true}", RENAMED
    ),
    "soft_delete": edited("belongs_to: article\n", "belongs_to: article\n    soft_delete: true\n", RENAMED),
    "search": edited("belongs_to: article\n", "belongs_to: article\n    search: {body: A}\n", RENAMED),
}


@pytest.mark.parametrize("edit", BEHIND_A_FORMER_NAME)
def test_an_edit_of_a_renamed_entity(lab: Laboratory, edit: str):
    """The view of its former name follows."""
    lab.converged(f"former_{edit}", {"content": RENAMED}, {"content": BEHIND_A_FORMER_NAME[edit]})
