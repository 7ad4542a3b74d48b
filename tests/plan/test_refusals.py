"""Edits that are refused: what they are, and what to write instead."""

import pytest

from generator.diagnostics import Diagnostic
from tests.plan.platforms import CONTENT, USER, edited, plans, platform, recorded, refused

PRICE = "      price: {type: decimal, precision: 12, scale: 2, minimum: 0}\n"
COMMENT = CONTENT[CONTENT.index("  comment:\n") : CONTENT.index("events:")]
RENAMED = {
    "field": (
        edited("      body: text\n", "      text: text\n").replace("body: C", "text: C"),
        "SG531",
        "`article.body` (TEXT) is gone, and `text` of its type is new",
        "If it is the same, write `renamed_from: body` there; if not, `removed: [body]` in `article`.",
    ),
    "entity": (
        edited("  comment:\n", "  remark:\n"),
        "SG530",
        "entity `content.comment` is gone, and `remark` is new and like it",
        "If it is the same, write `renamed_from: comment` below `remark`; if not, `removed: [comment]` in the service.",
    ),
    "operation": (
        edited("  publish_article:\n", "  release_article:\n"),
        "SG546",
        "RPC `PublishArticle` of service `content` would vanish, and `ReleaseArticle` is new",
        (
            "If it is the same, write `renamed_from: publish_article` below the new operation; if not, write "
            "`removed: [publish_article]` in the service."
        ),
    ),
    "plural": (
        edited("What a reader says.", "What a reader says.\n    plural: remarks"),
        "SG546",
        "RPC `ListComments` of service `content` would vanish, and `ListRemarks` is new",
        "Restore the plural that it is named after.",
    ),
    "value": (
        edited("[draft, published]", "[draft, live]")
        .replace("to: published", "to: live")
        .replace("= 'published", "= 'live"),
        "SG556",
        "value `published` of `article.status` is gone, and `live` is new",
        (
            "If it is the same, write `{name: live, renamed_from: published}`; if not, `removed: [published]` in the "
            "field."
        ),
    ),
    "type on the wire": (
        edited("likes: {type: integer", "likes: {type: bigint"),
        "SG532",
        "the type of `comment.likes` changed from `INTEGER` to `BIGINT`",
        "Clients know it by its type: give the new field another name and `renamed_from: likes`.",
    ),
    "narrower type": (
        edited("precision: 12, scale: 2", "precision: 9, scale: 2"),
        "SG532",
        "the type of `article.price` changed from `NUMERIC(12,2)` to `NUMERIC(9,2)`",
        "Give the new field another name, and write `removed: [price]` in `article`.",
    ),
    "renamed to a narrower type": (
        edited(
            "      price: {type: decimal, precision: 12",
            "      cost: {renamed_from: price, type: decimal, precision: 9",
        ),
        "SG532",
        "the type of `article.cost` changed from `NUMERIC(12,2)` to `NUMERIC(9,2)`",
        "Leave out `renamed_from`, and write `removed: [price]` in `article`.",
    ),
    "unknown name": (
        edited("      body: text\n", "      body: text\n      lead: {type: text, renamed_from: lede}\n"),
        "SG558",
        "`article.lead` is renamed from `lede`, but nothing that is recorded is called so",
        "Write the name that it has in the lock; or leave out `renamed_from` if it is new.",
    ),
    "required without a value": (
        edited("      body: text\n", "      body: text\n      lead: {type: string, required: true}\n"),
        "SG537",
        "`article.lead` is new and required, but rows that exist have no value for it",
        "Give it a `backfill` (an expression over the entity's fields), or a default, or leave out `required`.",
    ),
}


@pytest.mark.parametrize(("content", "code", "message", "hint"), RENAMED.values(), ids=RENAMED.keys())
def test_what_needs_a_word_is_refused(content: str, code: str, message: str, hint: str):
    """One edit, one diagnostic: what it is, where, and what to write; nothing is ever dropped and added in silence."""
    (found,) = refused(content)
    assert (found.code, found.message, found.hint) == (code, message, hint)
    assert found.span is not None
    assert found.span.path == "specs/content.yaml"


TOLD = {
    "field": edited("      body: text\n", "      text: text\n")
    .replace("body: C", "text: C")
    .replace("    soft_delete: true\n", "    soft_delete: true\n    removed: [body]\n"),
    "entity": edited("  comment:\n", "  remark:\n") + "removed: [comment]\n",
    "operation": edited("  publish_article:\n", "  release_article:\n") + "removed: [publish_article]\n",
    "nothing alike": edited(PRICE, "      rating: integer\n"),
    "entity alone": edited(COMMENT, ""),
}


@pytest.mark.parametrize("content", TOLD.values(), ids=TOLD.keys())
def test_what_is_told_or_plain_is_not_refused(content: str):
    """A tombstone says that the two are not the same; without a similar new thing none is needed."""
    assert refused(content) == ()


def test_a_scope_needs_to_be_told_where_rows_go():
    """Nobody knows which campaign rows of everybody belong to; what refers to them follows."""
    alone = USER.replace("scope: global", "scope: campaign")
    told = alone + "default_campaign: 7\n"
    both = recorded(platform())
    untold = plans(platform("", user=alone), {"user": both["user"]})["user"].refused
    referred = plans(platform(user=told), both)["content"].refused
    assert [(item.code, item.message) for item in (*untold, *referred)] == [
        ("SG538", "`account` becomes a campaign's, but its rows belong to none"),
    ]


def again(first: str, second: str) -> tuple[Diagnostic, ...]:
    """What is refused of the second edit after the first."""
    return plans(platform(second), recorded(platform(first), recorded(platform())))["content"].refused


def test_a_name_does_not_come_back():
    """Rows and clients still know it by what it meant before."""
    field = again(edited(PRICE, ""), CONTENT)
    entity = again(edited(COMMENT, ""), CONTENT)
    assert [(item.code, item.message) for item in (*field, *entity)] == [
        ("SG551", "`article.price` was removed, and its column with what it held is still there"),
        ("SG552", "entity `content.comment` was removed, and its table with its rows is still there"),
    ]


def test_what_the_platform_keeps_itself_may_come_back():
    """A version and the mark of deletion have no meaning of their own that could have changed."""
    without = edited("    concurrency: optimistic\n", "", edited("    soft_delete: true\n", ""))
    assert again(without, CONTENT) == ()


def test_a_new_parent_needs_its_rows_told():
    """Rows that exist belong to nothing; an expression, or a reference of that name, says what they belong to."""
    before = recorded(platform(edited("    belongs_to: article\n", "")))
    found = plans(platform(), before)["content"].refused
    assert [(item.code, item.message) for item in found] == [
        ("SG541", "`comment` now belongs to `article`, but rows that exist have no article")
    ]
    told = edited("    belongs_to: article\n", "    belongs_to: {entity: article, backfill: likes}\n")
    assert plans(platform(told), before)["content"].refused == ()


def test_all_refusals_are_reported_at_once():
    """Not one per run, and no migration is planned beside them."""
    content = edited("      price:", "      cost:", edited("  publish_article:", "  release_article:"))
    assert [item.code for item in refused(content)] == ["SG531", "SG546"]


def test_a_value_of_an_operation_does_not_vanish():
    """A request, a response and a payload keep their fields; the same edit may add one."""
    importing = "  import_articles:\n    request: {url: {type: string, required: true}, at_most: integer}\n"
    before = edited("It became public.", "It became public., payload: {channel: string}", CONTENT + importing)
    before = before.replace("{description: It became public., payload", "{description: It became public, payload")
    after_edit = before.replace(", at_most: integer", ", most: integer").replace(
        "{channel: string}", "{medium: string}"
    )

    plan = plans(platform(after_edit), recorded(platform(before)))["content"]

    assert [(item.code, item.message) for item in plan.refused] == [
        (
            "SG550",
            "`channel` would vanish from `PublishArticleRequest`, but clients of `publish_article` may send or read it",
        ),
        (
            "SG550",
            "`at_most` would vanish from `ImportArticlesRequest`, but clients of `import_articles` may send or read it",
        ),
    ]
