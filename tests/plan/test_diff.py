"""The diff: edits become migrations that a busy database can bear, or are refused by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.plan.core import CORE_MIGRATIONS
from generator.plan.diff import removed_services
from generator.plan.hazards import describe
from generator.plan.operations import Phase
from tests.plan.platforms import CONTENT, USER, edited, migrations, plans, platform, recorded

SUBTITLE = "      subtitle: {type: string, max_length: 9}\n"
REVIEW = """\
  review:
    description: A judgement.
    fields:
      by: {type: ref, to: user.account, required: true}
      of: {type: ref, to: article, required: true}
"""


def after(marker: str, addition: str, text: str = CONTENT) -> str:
    return edited(marker, marker + addition, text)


def ids(content: str, **others: str) -> list[str]:
    return [item.id for item in migrations(content, **others)]


def steps(content: str) -> list[tuple[str, list[str]]]:
    """Each new migration with what it does."""
    return [
        (item.id.split(".")[2], [describe(operation).summary for operation in item.operations])
        for item in migrations(content)
    ]


def test_a_new_platform_is_created_in_two_steps_per_service():
    """Tables first, without foreign keys, so that services may refer to each other in a circle."""
    made = plans(platform(), {})
    found = {item.id: (item.depends, item.transactional) for plan in made.values() for item in plan.migrations}
    core = CORE_MIGRATIONS[-1].id
    assert found == {
        "content.0001.create": ((core,), True),
        "content.0002.foreign_keys": (("content.0001.create", "user.0001.create"), False),
        "user.0001.create": ((core,), True),
        "user.0002.foreign_keys": (("user.0001.create",), False),
    }


def test_the_same_spec_plans_nothing():
    """So does a spec that only says the same in another order or other words."""
    reworded = edited("One published piece.", "Another text.")
    swapped = edited("      price:", "      body: text\n      price:", edited("      body: text\n", ""))
    assert [migrations(CONTENT), migrations(reworded), migrations(swapped)] == [(), (), ()]


def test_a_nullable_field_is_added_and_its_check_validated_apart():
    """No row is scanned under the lock of ADD COLUMN."""
    assert steps(after("      body: text\n", SUBTITLE)) == [
        (
            "add_article_subtitle",
            [
                "add service_content_article.subtitle",
                "check service_content_article_subtitle_length_check for new rows, not yet validated",
            ],
        ),
        ("validate_article", ["validate service_content_article_subtitle_length_check"]),
    ]


def test_a_reference_is_indexed_before_it_is_enforced():
    """Column, index, foreign key for new rows, validation: each in a file of its own."""
    assert steps(after("      body: text\n", "      editor: {type: ref, to: user.account}\n")) == [
        ("add_article_editor_id", ["add service_content_article.editor_id"]),
        (
            "index_article_editor_id_fkey",
            ["build service_content_article_editor_id_fkey_idx concurrently"],
        ),
        (
            "reference_article_editor_id",
            ["reference service_user_account by service_content_article_editor_id_fkey, not yet validated"],
        ),
        ("validate_article", ["validate service_content_article_editor_id_fkey"]),
    ]


def test_each_file_follows_the_one_before():
    """And a foreign key also the creation of what it refers to; only concurrent builds run outside a transaction."""
    made = migrations(after("      body: text\n", "      editor: {type: ref, to: user.account}\n"))
    assert [(item.id, item.depends, item.transactional, item.phase.value) for item in made] == [
        ("content.0003.add_article_editor_id", ("content.0002.foreign_keys",), True, "expand"),
        ("content.0004.index_article_editor_id_fkey", ("content.0003.add_article_editor_id",), False, "expand"),
        (
            "content.0005.reference_article_editor_id",
            ("content.0004.index_article_editor_id_fkey", "user.0001.create"),
            True,
            "expand",
        ),
        ("content.0006.validate_article", ("content.0005.reference_article_editor_id",), True, "validate"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            after("      body: text\n", "      pinned: {type: boolean, default: false}\n"),
            ["content.0003.add_article_pinned"],
        ),
        (
            after("      body: text\n", "      mood: {type: enum, values: [sad], default: sad}\n"),
            ["content.0003.add_article_mood", "content.0004.validate_article"],
        ),
        (
            after("      body: text\n", "      links: {type: list, of: string}\n      note: text\n"),
            ["content.0003.add_article_fields", "content.0004.validate_article"],
        ),
        (
            after("      body: text\n", "      sponsor: {type: master, of: user.account}\n"),
            [
                "content.0003.add_article_sponsor_master_id",
                "content.0004.index_article_sponsor_master_id_fkey",
                "content.0005.reference_article_sponsor_master_id",
                "content.0006.validate_article",
            ],
        ),
        (edited("status, author]", "status, author, reviewer]"), ["content.0003.index_article_reviewer_id_created_at"]),
        (
            edited("    filters:", "      - {fields: [slug, price]}\n    filters:"),
            ["content.0003.index_article_slug_price"],
        ),
        (after("entities:\n", REVIEW), ["content.0003.add_review", "content.0004.add_review_foreign_keys"]),
        (
            after("  article.published: {", "payload: {channel: string}, "),
            [],
        ),
        (
            CONTENT + "  import_articles:\n    description: Imports.\n    request: {url: string}\n",
            [],
        ),
    ],
    ids=["defaulted", "enum", "two fields", "master", "filter", "index", "entity", "payload", "operation"],
)
def test_supported_edits(content: str, expected: list[str]):
    """What an edit adds, file by file; events and operations of the code need no migration."""
    assert ids(content) == expected


def test_after_a_migration_the_same_spec_plans_nothing():
    """The record of the edit is what the edited spec asks for, with new columns at the end."""
    content = after("      body: text\n", SUBTITLE)
    records = recorded(platform(content), recorded(platform()))
    again = plans(platform(content), records)
    assert [item.migrations for item in again.values()] == [(), ()]
    assert [column.name for column in records["content"].tables[0].columns][-2:] == ["search_vector", "subtitle"]


def test_an_index_that_a_wider_one_replaces_goes_last():
    """A filter on a reference of a global entity covers the reference's own index."""
    first = edited("      born_on: date\n", "      boss: {type: ref, to: account}\n", USER)
    second = first + "    filters: [boss]\n"
    before = recorded(platform(user=first))
    plan = plans(platform(user=second), before)["user"]
    names = [index.name for index in plan.tables[0].indexes]
    assert plan.refused == ()
    assert [(item.id, item.phase) for item in plan.migrations] == [
        ("user.0003.index_account_boss_id_created_at", Phase.EXPAND),
        ("user.0004.drop_account_boss_id_fkey", Phase.CONTRACT),
    ]
    assert "service_user_account_boss_id_created_at_idx" in names
    assert "service_user_account_boss_id_fkey_idx" not in names
    assert plans(platform(user=second), recorded(platform(user=second), before))["user"].migrations == ()


def test_a_new_entity_of_another_service_is_awaited():
    """A reference to a table that the same run creates depends on the very migration that will create it."""
    team = "  team:\n    description: People.\n    fields:\n      name: {type: string, required: true}\n"
    content = after("      body: text\n", "      team: {type: ref, to: user.team}\n")
    made = migrations(content, user=USER + team)
    assert [item.depends[1:] for item in made] == [(), (), ("user.0003.add_team",), ()]


def test_a_new_service_leaves_the_others_alone():
    """Adding a service is its own two migrations."""
    entity = "  order:\n    description: An order.\n    fields:\n      of: {type: ref, to: content.article}\n"
    shop = f"service: shop\ndescription: Shop.\nentities:\n{entity}"
    made = plans(platform(shop=shop), recorded(platform()))
    assert {name: [item.id for item in plan.migrations] for name, plan in made.items()} == {
        "content": [],
        "shop": ["shop.0001.create", "shop.0002.foreign_keys"],
        "user": [],
    }


def test_a_removed_service_is_refused():
    """Its lock still records tables."""
    records = recorded(platform())
    remaining = platform("", user=USER)
    (found,) = removed_services(records.values(), remaining)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.message) == (
        "SG545",
        "`specs/content.yaml` is gone, but the service is recorded, and its tables may hold rows",
    )
    assert found.span is not None
    assert found.span.path == "scaffold.lock/content.yaml"


FIELDS = {
    "one": "text",
    "two": "{type: string, max_length: 5}",
    "three": "{type: integer, default: 1, minimum: 0}",
    "four": "{type: ref, to: user.account}",
    "five": "{type: list, of: integer}",
    "six": "{type: enum, values: [a, b]}",
    "seven": "json",
}


@settings(deadline=None, max_examples=25)
@given(
    chain=st.lists(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=4), min_size=1, max_size=3),
    filtered=st.booleans(),
)
def test_any_chain_of_additions_settles(chain: list[list[str]], *, filtered: bool):
    """After every run the same spec plans nothing, old columns keep their places, and ids go up by one."""
    records = recorded(platform())
    content, present = CONTENT, set()
    for names in chain:
        fresh = [name for name in names if name not in present]
        present.update(fresh)
        content = after("      body: text\n", "".join(f"      {name}: {FIELDS[name]}\n" for name in fresh), content)
        if filtered and "six" in fresh:
            content = edited("status, author]", "status, author, six]", content)
        before = records["content"]
        records = recorded(platform(content), records)
        table, old = records["content"].tables[0], before.tables[0]
        assert table.columns[: len(old.columns)] == old.columns
        assert [item.migrations for item in plans(platform(content), records).values()] == [(), ()]
        numbers = [int(item.id.split(".")[1]) for item in records["content"].migrations]
        assert numbers == list(range(1, len(numbers) + 1))
