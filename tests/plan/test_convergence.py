"""The law: a fresh database of the edited platform equals the old one with the edit's migrations, rows included."""

from collections.abc import Mapping
from pathlib import Path

import psycopg

from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from generator.ir import Platform
from generator.plan import order
from generator.plan.blueprint import Blueprint, Migration, PlatformBlueprint
from generator.plan.core import CORE_MIGRATIONS
from generator.plan.diff import ServicePlan
from generator.plan.schema import Table
from generator.targets.sql.target import SqlTarget
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
CATALOG = """
SELECT 'column', attrelid::regclass::text, attname, attnum, format_type(atttypid, atttypmod), attnotnull, attidentity,
       pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid::regclass::text LIKE 'service_%' AND attnum > 0
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, 0, pg_get_constraintdef(oid), convalidated, '', '', ''
FROM pg_constraint WHERE conrelid <> 0
UNION ALL
SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, 0, pg_get_indexdef(indexrelid), indisvalid,
       '', '', ''
FROM pg_index WHERE indrelid::regclass::text LIKE 'service_%'
ORDER BY 1, 2, 4, 3
"""


def edit() -> str:
    """The content service with every kind of supported edit at once."""
    content = edited("      body: text\n", FIELDS)
    content = edited("status, author]", "status, author, mood, editor]", content)
    content = edited("    filters:", "      - {fields: [slug, due desc]}\n    filters:", content)
    return edited("entities:\n", REVIEW, content)


Step = Mapping[str, tuple[tuple[Table, ...], tuple[Migration, ...]]]
"""By service: its tables, and the migrations to write."""


def step(made: Mapping[str, ServicePlan]) -> Step:
    return {name: (plan.tables, plan.migrations) for name, plan in made.items()}


def fresh(made: Mapping[str, ServicePlan]) -> Step:
    """Every service created at once, from the state that is recorded after the edit."""
    origins = {table.name: f"{name}.0001.create" for name, plan in made.items() for table in plan.tables}
    return {name: (plan.tables, order.migrations(name, (), plan.tables, (), origins)) for name, plan in made.items()}


def write(root: Path, whole: Platform, services: Step, *, core: bool) -> None:
    """The migration files of the services and, on request, of the core."""
    blueprints = tuple(
        Blueprint(platform=whole, service=whole.service(name), tables=made, wire={}, migrations=new)
        for name, (made, new) in services.items()
    )
    target = SqlTarget()
    everything = PlatformBlueprint(platform=whole, services=blueprints, migrations=CORE_MIGRATIONS if core else ())
    artifacts = [*target.render_platform(everything)]
    artifacts += [item for blueprint in blueprints for item in target.render_service(blueprint)]
    for item in artifacts:
        (root / item.path).parent.mkdir(parents=True, exist_ok=True)
        (root / item.path).write_text(item.text, encoding="utf-8")


def catalog(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(CATALOG).fetchall()


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
