"""The law, edit by edit: a populated database with the edit's migrations equals a fresh one, and keeps its rows."""

import psycopg
import pytest

from generator.database.embedded import Server
from tests.plan.laboratory import Laboratory, laboratory, rows
from tests.plan.platforms import CONTENT, USER, edited, plans, platform, recorded

TITLES = "SELECT title FROM service_content_article ORDER BY id"


@pytest.fixture(scope="module")
def lab(embedded_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    """A populated database to copy."""
    return laboratory(embedded_server, tmp_path_factory.mktemp("laboratory"))


EDITS = {
    "required": (
        edited("body: text\n", "body: {type: text, required: true, backfill: \"'none'\"}\n"),
        "SELECT body FROM service_content_article ORDER BY id",
        ["Some words", "none", "it's $$ -- \\ x", "none"],
    ),
    "required_by_expression": (
        edited("body: text\n", 'body: {type: text, required: true, backfill: "title || slug"}\n'),
        "SELECT body FROM service_content_article ORDER BY id",
        ["Some words", "secondsecond", "it's $$ -- \\ x", "Firstfirst"],
    ),
    "new_required_constant": (
        edited(
            "body: text\n", "body: text\n      lead: {type: string, max_length: 9, required: true, backfill: \"'x'\"}\n"
        ),
        "SELECT lead FROM service_content_article ORDER BY id",
        ["x", "x", "x", "x"],
    ),
    "new_required_expression": (
        edited(
            "body: text\n",
            "body: text\n      lead: {type: string, max_length: 9, required: true, backfill: upper(slug)}\n",
        ),
        "SELECT lead FROM service_content_article ORDER BY id",
        ["FIRST", "SECOND", "THIRD", "FIRST"],
    ),
    "defaulted": (
        edited("body: text\n", "body: {type: text, default: ''}\n"),
        "SELECT body FROM service_content_article ORDER BY id",
        ["Some words", "", "it's $$ -- \\ x", ""],
    ),
    "optional": (
        edited("max_length: 200, required: true", "max_length: 200"),
        TITLES,
        ["First", "second", "", "First"],
    ),
    "default": (
        edited("default: draft", "default: published"),
        "SELECT status FROM service_content_article ORDER BY id",
        ["published", "draft", "draft", "draft"],
    ),
    "default_gone": (edited(", default: 0}", "}"), "SELECT likes FROM service_content_comment ORDER BY id", [3, 0]),
    "length": (edited("max_length: 200", "max_length: 100"), TITLES, ["First", "second", "", "First"]),
    "length_new": (
        edited("body: text\n", "body: {type: text, max_length: 20}\n"),
        TITLES,
        ["First", "second", "", "First"],
    ),
    "length_gone": (edited("max_length: 200, ", ""), TITLES, ["First", "second", "", "First"]),
    "values": (edited("[draft, published]", "[draft, published, gone]"), TITLES, ["First", "second", "", "First"]),
    "unique_new": (edited("[[slug]]", "[[slug], [title]]"), TITLES, ["First", "second", "", "First"]),
    "unique_gone": (edited("    unique: [[slug]]\n", ""), TITLES, ["First", "second", "", "First"]),
    "soft_delete_off": (
        edited("    soft_delete: true\n", ""),
        "SELECT id FROM service_content_article_search(7, 'words', 9, 0)",
        [],
    ),
    "soft_delete_on": (
        edited(
            "      likes: {type: integer, default: 0}\n",
            "      likes: {type: integer, default: 0}\n    soft_delete: true\n    unique: [[likes]]\n",
        ),
        "SELECT deleted_at FROM service_content_comment",
        [None, None],
    ),
    "concurrency_off": (edited("    concurrency: optimistic\n", ""), TITLES, ["First", "second", "", "First"]),
    "concurrency_on": (
        edited("    belongs_to: article\n", "    belongs_to: article\n    concurrency: optimistic\n"),
        "SELECT version FROM service_content_comment",
        [1, 1],
    ),
    "search_changed": (
        edited("{title: A, body: C}", "{title: B, slug: C, tags: D}"),
        "SELECT search_vector::text FROM service_content_article ORDER BY id",
        ["'#c7' 'a':3 'b':4 'first':1B,2C", "'#c7' 'second':1B,2C", "'#c7' 'third':1C", "'#c8' 'first':1B,2C"],
    ),
    "search_gone": (edited("    search: {title: A, body: C}\n", ""), TITLES, ["First", "second", "", "First"]),
    "search_new": (
        edited(
            "      likes: {type: integer, default: 0}\n",
            "      likes: {type: integer, default: 0}\n    search: {body: A}\n",
        ),
        "SELECT search_vector::text FROM service_content_comment ORDER BY id",
        ["'#c7' 'said':2A 'well':1A", "'#c7'"],
    ),
    "filter_gone": (edited("[status, author]", "[author]"), TITLES, ["First", "second", "", "First"]),
    "index_changed": (
        edited("\"status = 'published'\"", "\"status = 'draft'\""),
        TITLES,
        ["First", "second", "", "First"],
    ),
    "on_delete": (
        edited(
            "reviewer: {type: ref, to: user.account}", "reviewer: {type: ref, to: user.account, on_delete: set_null}"
        ),
        TITLES,
        ["First", "second", "", "First"],
    ),
    "reference_to_number": (
        edited("reviewer: {type: ref, to: user.account}", "reviewer_id: bigint"),
        "SELECT reviewer_id FROM service_content_article ORDER BY id",
        [2, None, None, None],
    ),
    "field_removed": (
        edited("      price: {type: decimal, precision: 12, scale: 2, minimum: 0}\n", ""),
        "SELECT price::text FROM service_content_article ORDER BY id",
        ["12.50", None, "0.00", None],
    ),
    "key_removed": (
        edited('      slug: {type: string, max_length: 80, pattern: "[a-z0-9-]+", required: true}\n', "").replace(
            "    unique: [[slug]]\n", ""
        ),
        "SELECT slug FROM service_content_article ORDER BY id",
        ["first", "second", "third", "first"],
    ),
    "reference_removed": (
        edited("      author: {type: ref, to: user.account, required: true}\n", "").replace(
            "[status, author]", "[status]"
        ),
        "SELECT author_id FROM service_content_article ORDER BY id",
        [1, 1, 2, 1],
    ),
    "searched_field_removed": (
        edited("      body: text\n", "").replace("title: A, body: C", "title: A"),
        "SELECT body FROM service_content_article ORDER BY id",
        ["Some words", None, "it's $$ -- \\ x", None],
    ),
    "entity_removed": (
        edited(CONTENT[CONTENT.index("  comment:\n") : CONTENT.index("events:")], ""),
        "SELECT body FROM service_content_comment ORDER BY id",
        ["Well said", ""],
    ),
    "type_free": (
        edited("body: text\n", "body: string\n"),
        "SELECT body FROM service_content_article ORDER BY id",
        ["Some words", None, "it's $$ -- \\ x", None],
    ),
    "type_free_number": (
        edited("precision: 12, scale: 2", "precision: 14, scale: 2"),
        "SELECT price::text FROM service_content_article ORDER BY id",
        ["12.50", None, "0.00", None],
    ),
    "type_free_indexed": (
        edited("{type: string, max_length: 200, required: true}", "{type: text, max_length: 200, required: true}"),
        TITLES,
        ["First", "second", "", "First"],
    ),
    "type_swapped": (
        edited("precision: 12, scale: 2", "precision: 16, scale: 4"),
        "SELECT price::text FROM service_content_article ORDER BY id",
        ["12.5000", None, "0.0000", None],
    ),
    "renamed": (
        edited(
            "title: {type: string, max_length: 200, required: true}",
            "headline: {type: string, max_length: 200, required: true, renamed_from: title}",
        ).replace("title: A", "headline: A"),
        "SELECT headline FROM service_content_article ORDER BY id",
        ["First", "second", "", "First"],
    ),
    "renamed_key": (
        edited("slug: {type: string", "handle: {renamed_from: slug, type: string").replace("[[slug]]", "[[handle]]"),
        "SELECT handle FROM service_content_article ORDER BY id",
        ["first", "second", "third", "first"],
    ),
    "renamed_reference": (
        edited(
            "author: {type: ref, to: user.account, required: true}",
            "writer: {type: ref, to: user.account, required: true, renamed_from: author}",
        ).replace("author]", "writer]"),
        "SELECT writer_id FROM service_content_article ORDER BY id",
        [1, 1, 2, 1],
    ),
    "renamed_state": (
        edited(
            "status: {type: enum, values: [draft, published], default: draft}",
            "state: {type: enum, values: [draft, published], default: draft, renamed_from: status}",
        )
        .replace("fields: [status, ", "fields: [state, ")
        .replace("status = 'p", "state = 'p")
        .replace("[status, author]", "[state, author]")
        .replace("field: status", "field: state"),
        "SELECT state FROM service_content_article ORDER BY id",
        ["published", "draft", "draft", "draft"],
    ),
    "renamed_and_retyped": (
        edited(
            "likes: {type: integer, default: 0}",
            "applause: {type: bigint, default: 0, minimum: 0, renamed_from: likes}",
        ),
        "SELECT applause FROM service_content_comment ORDER BY id",
        [3, 0],
    ),
    "renamed_and_required": (
        edited("body: text\n", "text: {type: text, required: true, renamed_from: body, backfill: \"'-'\"}\n").replace(
            "body: C", "text: C"
        ),
        "SELECT text FROM service_content_article ORDER BY id",
        ["Some words", "-", "it's $$ -- \\ x", "-"],
    ),
    "renamed_with_its_values": (
        edited(
            "status: {type: enum, values: [draft, published], default: draft}",
            "state: {type: enum, values: [{name: new, renamed_from: draft}, {name: live, renamed_from: published}], "
            "default: new, renamed_from: status}",
        )
        .replace("fields: [status, ", "fields: [state, ")
        .replace("status = 'published'", "state = 'live'")
        .replace("[status, author]", "[state, author]")
        .replace("field: status, from: [draft], to: published", "field: state, from: [new], to: live"),
        "SELECT state || status FROM service_content_article ORDER BY id",
        ["livepublished", "newdraft", "newdraft", "newdraft"],
    ),
    "value_renamed": (
        edited(
            "[draft, published], default: draft",
            "[{name: new, renamed_from: draft}, {name: live, renamed_from: published}, gone], default: new",
        )
        .replace("= 'published'", "= 'live'")
        .replace("from: [draft], to: published", "from: [new], to: live"),
        "SELECT status FROM service_content_article ORDER BY id",
        ["live", "new", "new", "new"],
    ),
    "entity_renamed": (
        edited("  comment:\n", "  remark:\n    renamed_from: comment\n"),
        "SELECT body FROM service_content_comment ORDER BY id",
        ["Well said", ""],
    ),
    "entity_renamed_and_edited": (
        edited("  comment:\n", "  remark:\n    renamed_from: comment\n").replace(
            "body: {type: text, required: true}\n",
            "text: {type: text, required: true, renamed_from: body, max_length: 9}\n      note: text\n",
        ),
        "SELECT body FROM service_content_comment ORDER BY id",
        ["Well said", ""],
    ),
    "parent_renamed": (
        CONTENT.replace("article", "piece")
        .replace("  piece:\n", "  piece:\n    renamed_from: article\n", 1)
        .replace("publish_piece:", "publish_piece:\n    renamed_from: publish_article")
        .replace("  piece.published: {", "  piece.published: {renamed_from: article.published, "),
        "SELECT piece_id FROM service_content_comment ORDER BY id",
        [1, 1],
    ),
    "parent_removed": (
        edited("    belongs_to: article\n", ""),
        "SELECT article_id FROM service_content_comment ORDER BY id",
        [1, 1],
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_converges(lab: Laboratory, name: str):
    """Fresh equals migrated, the plan of the same spec is empty, and the rows hold what they should."""
    content, query, expected = EDITS[name]
    url = lab.converged(name, {"content": content})
    assert [row[0] for row in rows(url, query)] == expected


NOTE = "  note:\n    fields: {{body: {{type: text, required: true}}, {field}}}\n"


@pytest.mark.parametrize(
    ("field", "parent"),
    [
        ("article: {type: ref, to: article}", "article"),
        ("old_article: bigint", "{entity: article, backfill: old_article}"),
    ],
    ids=["reference", "backfill"],
)
def test_an_entity_gets_a_parent(lab: Laboratory, field: str, parent: str):
    """A reference of the name becomes the parent's; or an expression tells each row its parent."""
    apart = edited("events:\n", NOTE.format(field=field) + "events:\n")
    beneath = apart.replace("  note:\n", f"  note:\n    belongs_to: {parent}\n")
    if parent == "article":
        beneath = beneath.replace(f", {field}", "")
    url = lab.converged(f"parent_{len(parent)}", {"content": apart}, {"content": beneath})
    column = "FROM pg_attribute WHERE attrelid = 'service_content_note'::regclass AND attname = 'article_id'"
    assert rows(url, f"SELECT attnotnull {column}") == [(True,)]


def test_a_field_is_renamed_twice_and_its_default_changes(lab: Laboratory):
    """Before the first name is dropped: what is written under any reaches the last, and what under the last all."""
    likes = "likes: {type: integer, default: 0}"
    steps = (
        edited(likes, "hearts: {type: integer, default: 0, renamed_from: likes}"),
        edited(likes, "hearts: {type: integer, default: 5}"),
        edited(likes, "stars: {type: bigint, default: 5, renamed_from: hearts}"),
    )
    url = lab.converged("twice", *({"content": content} for content in steps))
    write = "INSERT INTO service_content_comment (campaign_id, master_id, article_id, body{}) VALUES (7, {}, 1, 'b'{})"
    with psycopg.connect(url) as connection:
        for place, (column, value) in enumerate([("likes", 1), ("hearts", 2), ("stars", 3)], 7):
            connection.execute("INSERT INTO master (campaign_id, id, type) VALUES (7, %s, 'any')", [place + 10])
            connection.execute(write.format(f", {column}", place + 10, f", {value}").encode())
        connection.execute("INSERT INTO master (campaign_id, id, type) VALUES (7, 30, 'any')")
        connection.execute(write.format("", 30, "").encode())
    query = "SELECT likes::int, hearts::int, stars::int FROM service_content_comment ORDER BY id"
    assert rows(url, query) == [(3, 3, 3), (0, 0, 0), (1, 1, 1), (5, 2, 2), (3, 3, 3), (5, 5, 5)]


def test_other_services_follow_a_renamed_entity(lab: Laboratory):
    """Their foreign keys lead to it as before; a new one waits for the migration that renames it."""
    user = edited("  account:\n", "  member:\n    renamed_from: account\n", USER)
    content = CONTENT.replace("user.account", "user.member")
    more = edited("      body: text\n", "      body: text\n      editor: {type: ref, to: user.member}\n", content)
    lab.converged("followed", {"user": user, "content": content}, {"user": user, "content": more})

    plan = plans(platform(more, user=user), recorded(platform()))["content"]
    assert [item.depends[1:] for item in plan.migrations] == [(), (), ("user.0003.rename_account_member",), ()]


def test_a_number_becomes_a_reference(lab: Laboratory):
    """Under another name; first the rows are asked whether they all lead somewhere."""
    likes = "      likes: {type: integer, default: 0}\n"
    content = edited(likes, "      liker: {type: ref, to: user.account, renamed_from: likes}\n")
    url = lab.converged("reference", {"content": content}, before="UPDATE service_content_comment SET likes = id")
    assert rows(url, "SELECT liker_id::int FROM service_content_comment ORDER BY id") == [(1,), (2,)]


COMMENT = CONTENT[CONTENT.index("  comment:\n") : CONTENT.index("events:")]
DROPS = {
    "column": (
        edited("      price: {type: decimal, precision: 12, scale: 2, minimum: 0}\n", ""),
        ["content.article.price"],
    ),
    "key": (
        edited('      slug: {type: string, max_length: 80, pattern: "[a-z0-9-]+", required: true}\n', "").replace(
            "    unique: [[slug]]\n", ""
        ),
        ["content.article.slug"],
    ),
    "reference": (
        edited("      author: {type: ref, to: user.account, required: true}\n", "").replace(
            "[status, author]", "[status]"
        ),
        ["content.article.author_id"],
    ),
    "renamed": (
        edited("title: {type: string", "headline: {renamed_from: title, type: string").replace(
            "title: A", "headline: A"
        ),
        ["content.article.title"],
    ),
    "swapped": (edited("precision: 12, scale: 2", "precision: 16, scale: 4"), ["content.article.price_until_0003"]),
    "table": (edited(COMMENT, ""), ["content.comment"]),
    "view": (edited("  comment:\n", "  remark:\n    renamed_from: comment\n"), ["service_content_comment"]),
}


@pytest.mark.parametrize("name", DROPS)
def test_what_is_retired_can_be_dropped(lab: Laboratory, name: str):
    """Nothing is left of it, and a fresh database has never had it."""
    content, objects = DROPS[name]
    url = lab.converged(f"dropped_{name}", {"content": content}, objects)
    (count,) = rows(url, "SELECT count(*)::int FROM service_content_article")
    assert count == (4,)


GLOBAL = edited("service: content\n", "service: content\nscope: global\n")
SCOPED = edited("service: content\n", "service: content\ndefault_campaign: 7\n")
APART = "UPDATE service_content_article SET slug = 'other' WHERE campaign_id = 8"
CAMPAIGNS = ["content.article.campaign_id", "content.comment.campaign_id"]


def test_a_scope_changes_there_and_back(lab: Laboratory):
    """With children, unique keys, search, references and the rows' places in master, of which none is lost."""
    url = lab.converged("everybody", {"content": GLOBAL}, before=APART)
    places = "SELECT DISTINCT campaign_id::int FROM master WHERE id > 2"
    vectors = "SELECT search_vector::text FROM service_content_article ORDER BY id"
    assert rows(url, places) == [(0,)]
    assert rows(url, vectors)[0] == ("'first':1A 'some':2C 'words':3C",)

    url = lab.converged("campaign", {"content": GLOBAL}, CAMPAIGNS, {"content": SCOPED}, before=APART)
    assert rows(url, places) == [(7,)]
    assert rows(url, "SELECT campaign_id::int, slug FROM service_content_article ORDER BY id") == [
        (7, "first"),
        (7, "second"),
        (7, "third"),
        (7, "other"),
    ]
    assert rows(url, vectors)[0] == ("'#c7' 'first':1A 'some':2C 'words':3C",)
    assert rows(url, "SELECT campaign_id::int, article_id::int FROM service_content_comment") == [(7, 1), (7, 1)]
