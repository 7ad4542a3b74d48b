"""The law: a fresh database of the edited platform equals the old one with the edit's migrations, rows included."""

from collections.abc import Mapping
from pathlib import Path

import psycopg

from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from generator.plan.diff import ServicePlan
from tests.plan.convergence import Step, catalog, fresh, write
from tests.plan.platforms import CONTENT, edited, plans, platform, recorded

FIELDS = """\
      body: text
      subtitle: {type: string, max_length: 9}
      editor: {type: ref, to: user.account, on_delete: set_null}
      sponsor: {type: master, of: user.account}
      mood: {type: enum, values: [sad, glad], default: sad}
      flags: {type: list, of: integer, default: [1, 2]}
      took: {type: duration, default: 90 minutes}
      rate: {type: float, default: 0.7, minimum: 0.7}
      due: {type: date, default: 2024-02-29}
      settings: json
      raw: {type: bytes, max_length: 5}
      note: {type: text, default: "it's $$ -- \\\\ x"}
"""
REVIEW = """\
entities:
  review:
    description: A judgement.
    belongs_to: article
    fields: {by: {type: ref, to: user.account, required: true}}
"""
ROWS = """
INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven');
INSERT INTO master (campaign_id, id, type) VALUES (0, 1, 'user.account'), (7, 2, 'content.article');
INSERT INTO service_user_account (master_id, email) VALUES (1, 'a@example.org');
INSERT INTO service_content_article (campaign_id, master_id, title, slug, author_id) VALUES (7, 2, 'Title', 'slug', 1);
"""


def edit() -> str:
    """The content service with every kind of supported edit at once."""
    content = edited("      body: text\n", FIELDS)
    content = edited("status, author]", "status, author, mood, editor]", content)
    content = edited("    filters:", "      - {fields: [slug, due desc]}\n    filters:", content)
    return edited("entities:\n", REVIEW, content)


def step(made: Mapping[str, ServicePlan]) -> Step:
    return {name: (plan.tables, plan.migrations) for name, plan in made.items()}


def test_a_migrated_database_equals_a_fresh_one(database_url: str, embedded_server: Server, tmp_path: Path):
    """Columns with their places, constraints and whether they are validated, indexes and whether they are valid."""
    old, new = platform(), platform(edit())
    before, after = plans(old, {}), plans(new, recorded(old))
    migrated, created = tmp_path / "migrated", tmp_path / "created"

    write(migrated, old, step(before), core=True)
    migrate(database_url, migrated)
    with psycopg.connect(database_url) as connection:
        connection.execute(ROWS)
    write(migrated, new, step(after), core=False)
    migrate(database_url, migrated)

    write(created, new, fresh(after), core=True)
    create_database(embedded_server.url, "convergence")
    migrate(embedded_server.url_for("convergence"), created)
    expected = catalog(embedded_server.url_for("convergence"))
    drop_database(embedded_server.url, "convergence")

    assert catalog(database_url) == expected
    assert {"subtitle", "service_content_review_by_id_fkey"} <= {row[2] for row in expected}
    with psycopg.connect(database_url) as connection:
        query = "SELECT title, mood, flags, note, editor_id FROM service_content_article"
        assert connection.execute(query).fetchall() == [("Title", "sad", [1, 2], "it's $$ -- \\ x", None)]


def test_the_plan_of_the_edit_is_whole():
    """The test above would prove nothing of an edit that plans nothing."""
    kinds = {
        type(operation).__name__
        for item in plans(platform(edit()), recorded(platform(CONTENT)))["content"].migrations
        for operation in item.operations
    }
    assert kinds == {
        *("CreateTable", "AddColumn", "AddCheck", "AddForeignKey", "CreateIndex", "ValidateConstraint"),
    }
