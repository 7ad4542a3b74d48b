"""Each operation as SQL: its text, that squawk accepts it, and what it leaves on a database with rows."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from generator.database.runner import migrate
from generator.plan.blueprint import Migration
from generator.plan.hazards import describe
from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddRetentionClass,
    CreateIndex,
    Operation,
    Phase,
    ValidateConstraint,
)
from generator.plan.schema import Check, CheckKind, Column, ForeignKey, SchemaIndex
from generator.targets.sql import operations, views
from generator.targets.sql.operations import constraints
from generator.targets.sql.target import SqlTarget

from . import sample

ROLES = views.roles(sample.platform())
ARTICLE = "service_content_article"

SUBTITLE = AddColumn(
    table=ARTICLE, column=Column(name="order", type="VARCHAR", nullable=True, comment="Where it's put.\nOr not.")
)
LENGTH = AddCheck(
    table=ARTICLE,
    check=Check(
        name=f"{ARTICLE}_order_length_check",
        column="order",
        kind=CheckKind.LENGTH,
        expression='char_length("order") <= 9',
    ),
)
KEY = ForeignKey(
    name=f"{ARTICLE}_editor_id_fkey", columns=("editor_id",), parent="service_user_account", parent_columns=("id",)
)
EDITOR = AddColumn(table=ARTICLE, column=Column(name="editor_id", type="BIGINT", nullable=True))
REFERENCE = AddForeignKey(table=ARTICLE, key=KEY, table_is_new=False)
INDEX = CreateIndex(table=ARTICLE, index=SchemaIndex(name=f"{ARTICLE}_editor_id_idx", columns=("editor_id",)))
LEGAL = AddRetentionClass(name="legal", table="service_event_legal")
VALIDATIONS = (
    ValidateConstraint(table=ARTICLE, name=LENGTH.check.name),
    ValidateConstraint(table=ARTICLE, name=KEY.name, parent=KEY.parent),
)


@pytest.mark.parametrize(
    ("operation", "transactional", "expected"),
    [
        (
            SUBTITLE,
            True,
            (
                'ALTER TABLE service_content_article\n    ADD COLUMN "order" VARCHAR;\n'
                "COMMENT ON COLUMN service_content_article.\"order\" IS E'Where it''s put.\\nOr not.';"
            ),
        ),
        (
            LENGTH,
            True,
            (
                "ALTER TABLE service_content_article\n    ADD CONSTRAINT service_content_article_order_length_check\n"
                '        CHECK (char_length("order") <= 9) NOT VALID;'
            ),
        ),
        (
            REFERENCE,
            False,
            (
                "ALTER TABLE service_content_article\n"
                "    DROP CONSTRAINT IF EXISTS service_content_article_editor_id_fkey,\n"
                "    ADD CONSTRAINT service_content_article_editor_id_fkey\n"
                "        FOREIGN KEY (editor_id) REFERENCES service_user_account (id) ON DELETE RESTRICT NOT VALID;"
            ),
        ),
        (
            VALIDATIONS[0],
            True,
            "ALTER TABLE service_content_article\n    VALIDATE CONSTRAINT service_content_article_order_length_check;",
        ),
        (
            INDEX,
            False,
            (
                "DROP INDEX CONCURRENTLY IF EXISTS service_content_article_editor_id_idx;\n"
                "CREATE INDEX CONCURRENTLY service_content_article_editor_id_idx\n"
                "    ON service_content_article (editor_id);"
            ),
        ),
    ],
)
def test_the_text_of_an_operation(operation, transactional, expected):
    """As an expert would write it; outside a transaction, what may be there already is dropped first."""
    assert operations.statement(operation, ROLES, transactional=transactional) == expected


def test_a_composite_key_empties_only_its_own_column():
    """SET NULL of a composite key must spare campaign_id; a single one needs no list, which PostgreSQL 14 lacks."""
    composite = ForeignKey(
        name="k",
        columns=("campaign_id", "a_id"),
        parent="p",
        parent_columns=("campaign_id", "id"),
        on_delete="SET NULL (a_id)",
    )
    single = ForeignKey(name="k", columns=("a_id",), parent="p", parent_columns=("id",), on_delete="SET NULL (a_id)")

    assert [constraints.foreign_key(key) for key in (composite, single)] == [
        "FOREIGN KEY (campaign_id, a_id) REFERENCES p (campaign_id, id) ON DELETE SET NULL (a_id)",
        "FOREIGN KEY (a_id) REFERENCES p (id) ON DELETE SET NULL",
    ]


def edit(number: int, phase: Phase, *steps: Operation, transactional: bool = True) -> Migration:
    slug = f"content.{number:04}.edit"
    return Migration(
        id=slug,
        service="content",
        depends=("content.0002.foreign_keys",),
        transactional=transactional,
        phase=phase,
        summary="Edits.\n-- depends: nothing",
        operations=steps,
    )


EDITS = (
    edit(3, Phase.EXPAND, SUBTITLE, LENGTH, EDITOR),
    edit(4, Phase.EXPAND, REFERENCE, transactional=False),
    edit(5, Phase.EXPAND, INDEX, transactional=False),
    edit(6, Phase.EXPAND, LEGAL),
    edit(7, Phase.VALIDATE, *VALIDATIONS),
)


@pytest.fixture
def edited(tmp_path):
    """The root of a platform with migrations that edit a table."""
    sample.write(tmp_path)
    (content, _) = sample.blueprint().services
    for migration in EDITS:
        (tmp_path / migration.path).write_text(_text(content, migration), encoding="utf-8")
    return tmp_path


def _text(blueprint, migration: Migration) -> str:
    file, *_ = SqlTarget().render_service(replace(blueprint, migrations=(migration,)))
    return file.text


def test_edits_apply_to_a_database_with_rows(database, campaigns, edited):
    """The runner applies every kind of edit; what was NOT VALID is validated in the end and the indexes are valid."""
    report = migrate(database.url, edited)

    assert [item.id for item in report.applied] == [migration.id for migration in EDITS]
    with database.session(None, "postgres") as work:
        assert work.one(f"SELECT bool_and(convalidated) FROM pg_constraint WHERE conrelid = '{ARTICLE}'::regclass")
        assert work.one(f"SELECT bool_and(indisvalid) FROM pg_index WHERE indrelid = '{ARTICLE}'::regclass")


def test_a_retention_class_is_added_beside_open_writers(database, campaigns):
    """The locks are those that are announced: a transaction that has written an event goes on, and so does the edit."""
    (own, _), _ = campaigns
    query = (
        "SELECT relation::regclass::text, mode FROM pg_locks"
        " WHERE pid = pg_backend_pid() AND relation::regclass::text IN ('service_event', 'service_event_audit')"
        " AND mode NOT IN ('AccessShareLock', 'RowExclusiveLock', 'RowShareLock')"
    )
    with database.session(own) as writer:
        writer.event(own)
        with database.session(None, "acme_owner") as work:
            work.run("SET LOCAL lock_timeout = '2s'")
            work.run(operations.statement(LEGAL, ROLES, transactional=True))
            assert work.rows(query) == [("service_event", "ShareUpdateExclusiveLock")]
    assert [item.lock.value for item in describe(LEGAL).locks] == ["SHARE UPDATE EXCLUSIVE"]


def test_orphans_are_found(database, campaigns, edited):
    """A row that refers to nothing fails the validation: no policy hides it from the owner."""
    (edited / EDITS[-1].path).rename(edited / "late.sql")
    with psycopg.connect(database.url) as connection:
        connection.execute(f"ALTER TABLE {ARTICLE} ADD COLUMN editor_id BIGINT DEFAULT 4711")
    first = edited / EDITS[0].path
    first.write_text(first.read_text().replace(" editor_id BIGINT", " IF NOT EXISTS editor_id BIGINT"))
    migrate(database.url, edited)

    with psycopg.connect(database.url) as connection:
        connection.execute("SET row_security = off")
        connection.execute("SET ROLE acme_owner")
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute(f"ALTER TABLE {ARTICLE} VALIDATE CONSTRAINT {KEY.name}")


def test_squawk_accepts_the_edits(edited):
    """Files outside transactions carry the marks that the linter needs, and no mark that it does not."""
    root = Path(__file__).parents[3]
    found = subprocess.run(
        [Path(sys.executable).parent / "squawk", "--config", root / ".squawk.toml", *sorted(edited.rglob("*.sql"))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, found.stdout.count("Found 0 issues")) == (0, 1), found.stdout
