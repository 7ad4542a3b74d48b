"""Edits of scaffold.yaml: a retention class can be added to a live event log; what databases and clients know stays."""

from pathlib import Path

import psycopg
import pytest

from generator import pipeline
from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from generator.diagnostics import DiagnosedError
from generator.frontend.load import load
from generator.output.manifest import read_records
from generator.plan.diff import PlatformPlan, plan_platform
from generator.plan.records import CORE, Record, RecordedMigration, RecordedPlatform
from generator.tree import digest
from tests.plan.convergence import catalog
from tests.plan.platforms import CONTENT, USER, edited

THREE = "platform: acme\nretention: {standard: 90 days, audit: 365 days, trace: 7 days}\n"
FOUR = edited("trace: 7 days", "trace: 7 days, legal: 3650 days", THREE)
LEGAL = CONTENT.replace("{description: It became public.}", "{description: It became public., retention: legal}")
APPEND = """
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention)
VALUES (0, 1, 'content', 'content.article.published', %s)
"""


def core() -> Record:
    """The record of the platform of `THREE`; migrations that ran, with whatever digests."""
    ran = ("core.0001.roles", "core.0002.tables", "core.0003.events")
    return Record(
        service=CORE,
        platform=RecordedPlatform(name="acme", package="acme", retention=("standard", "audit", "trace")),
        migrations=tuple(RecordedMigration(id=item, sha256=digest(item), chained="") for item in ran),
    )


def plan(text: str) -> PlatformPlan:
    return plan_platform(core(), load({"scaffold.yaml": text}))


def generated(root: Path, platform: str, content: str = CONTENT) -> Path:
    """The platform below `root`, brought in line with its specs."""
    (root / "specs").mkdir(parents=True, exist_ok=True)
    for path, text in {"scaffold.yaml": platform, "specs/user.yaml": USER, "specs/content.yaml": content}.items():
        (root / path).write_text(text, encoding="utf-8")
    pipeline.generate(root, stubs=False)
    return root


def append(url: str, retention: str) -> list[tuple[object, ...]]:
    """What a service finds of the class after it has appended an event to it."""
    with psycopg.connect(url, options="-c role=acme_rw") as connection:
        connection.execute("SELECT set_config('app.campaign_id', '0', true)")
        connection.execute(APPEND, (retention,))
        return connection.execute(
            "SELECT tableoid::regclass::text, event_type FROM service_event WHERE retention = %s", (retention,)
        ).fetchall()


def test_an_added_class_makes_the_log_that_a_fresh_platform_has(
    database_url: str, embedded_server: Server, tmp_path: Path
):
    """Tables, partitions, indexes, triggers, rights: 3 classes and 1 equal 4; an event of the new one is found."""
    old = generated(tmp_path / "old", THREE)
    migrate(database_url, old)
    before = append(database_url, "trace")
    ran = migrate(database_url, generated(old, FOUR, LEGAL)).applied

    create_database(embedded_server.url, "four_classes")
    url = embedded_server.url_for("four_classes")
    migrate(url, generated(tmp_path / "fresh", FOUR, LEGAL))
    expected = catalog(url)
    drop_database(embedded_server.url, "four_classes")

    assert [item.id for item in ran] == ["core.0004.retention_legal"]
    assert catalog(database_url) == expected
    ((table, event),) = append(database_url, "legal")
    assert (str(table).rpartition("legal")[0], event) == ("service_event_", "content.article.published")
    assert len(append(database_url, "trace")) == len(before) + 1


def test_after_the_migration_nothing_is_left_to_do(tmp_path: Path):
    """The class is on record, last; the same file again, or in another order, plans nothing."""
    root = generated(generated(tmp_path / "acme", THREE), edited("{standard", "{legal: 9 days, standard", THREE))
    recorded = read_records(root)[CORE]
    assert recorded.platform == RecordedPlatform(
        name="acme", package="acme", retention=("standard", "audit", "trace", "legal")
    )
    assert [item.id for item in recorded.migrations[3:]] == ["core.0004.retention_legal"]
    assert pipeline.generate(root, stubs=False).written.nothing


def test_classes_are_added_one_after_the_other():
    """Each in a file of its own, which depends on the one before."""
    made = plan(edited("trace: 7 days", "trace: 7 days, legal: 9 days, tax: 10 days", THREE))
    assert [(item.id, item.path, item.depends, item.transactional) for item in made.migrations] == [
        (
            "core.0004.retention_legal",
            "migrations/core/core.0004.retention_legal.sql",
            ("core.0003.events",),
            True,
        ),
        (
            "core.0005.retention_tax",
            "migrations/core/core.0005.retention_tax.sql",
            ("core.0004.retention_legal",),
            True,
        ),
    ]


def test_an_extension_is_installed_on_a_live_platform(database_url: str, tmp_path: Path):
    """One more migration of the core, once; off the list again it stays in the database and on record."""
    old = generated(tmp_path / "acme", THREE)
    migrate(database_url, old)
    ran = migrate(database_url, generated(old, f"{THREE}extensions: [vector]\n")).applied
    assert [item.id for item in ran] == ["core.0004.extension_vector"]
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT extnamespace::regnamespace::text FROM pg_extension ORDER BY oid").fetchall()
    assert found == [("pg_catalog",), ("public",)]
    assert migrate(database_url, generated(old, THREE)).applied == ()
    recorded = read_records(old)[CORE].platform
    assert recorded is not None
    assert recorded.extensions == ("vector",)
    assert migrate(database_url, generated(old, f"{THREE}extensions: [vector]\n")).applied == ()


def test_what_relies_on_an_extension_runs_after_it(tmp_path: Path):
    """In a new platform, whose services depend on nothing else of the core that comes so late."""
    root = generated(tmp_path / "acme", f"{THREE}extensions: [vector, btree_gin]\n")
    first = (root / "migrations/content/content.0001.create.sql").read_text(encoding="utf-8")
    assert "\n-- depends: core.0003.events core.0005.extension_btree_gin\n" in first
    assert "USING gin (campaign_id, search_vector)" in first
    user = (root / "migrations/user/user.0001.create.sql").read_text(encoding="utf-8")
    assert "\n-- depends: core.0003.events\n" in user


@pytest.mark.parametrize(
    "text",
    [
        THREE,
        edited("audit: 365 days", "audit: 5 days", THREE),
        edited("platform: acme\n", "platform: acme\npackage: acme\ndescription: Other words.\n", THREE),
    ],
    ids=["same", "days", "words"],
)
def test_edits_that_need_no_migration(text: str):
    """How long events are kept is no matter of the schema."""
    made = plan(text)
    assert (made.migrations, made.refused) == ((), ())


@pytest.mark.parametrize(
    ("text", "code", "message", "line"),
    [
        (
            edited("platform: acme", "platform: shop", THREE),
            "SG547",
            "the name of the platform changed from `acme` to `shop`",
            1,
        ),
        (
            edited("platform: acme\n", "platform: acme\npackage: shop\n", THREE),
            "SG548",
            "the package of the platform changed from `acme` to `shop`",
            2,
        ),
        (
            edited("audit: 365 days, ", "", THREE),
            "SG549",
            "retention class `audit` was removed, but its partitions are recorded and may hold events",
            2,
        ),
        (
            "platform: acme\n",
            "SG549",
            "retention class `trace` was removed, but its partitions are recorded and may hold events",
            1,
        ),
    ],
    ids=["name", "package", "class", "all classes"],
)
def test_refused_edits(text: str, code: str, message: str, line: int):
    """One edit, one finding, with a place and a way out; the package that follows the name is not reported besides."""
    (found,) = plan(text).refused
    assert (found.code, found.message) == (code, message)
    assert found.span is not None
    assert (found.span.path, found.span.line) == ("scaffold.yaml", line)
    assert found.hint


def test_a_renamed_class_is_refused_with_its_twin():
    """Its events would stay behind under the old name."""
    made = plan(edited("audit: 365 days", "ledger: 365 days", THREE))
    assert made.migrations == ()
    assert "rename to `ledger`" in str(made.refused[0].hint)


def test_findings_of_all_files_come_in_source_order(tmp_path: Path):
    """scaffold.yaml and services are planned apart, and told of together; nothing is written."""
    root = generated(tmp_path / "acme", THREE)
    lock = (root / "scaffold.lock/content.yaml").read_bytes()
    price = "price: {type: decimal, precision: 12, scale: 2, minimum: 0}"
    content = edited(price, "price: json", edited("  published_at: timestamp\n", "  published_at: date\n"))
    user = edited("      born_on: date\n", "      born_on: date\n      name: {type: string, required: true}\n", USER)
    (root / "specs/user.yaml").write_text(user, encoding="utf-8")
    (root / "specs/content.yaml").write_text(content, encoding="utf-8")
    (root / "scaffold.yaml").write_text(edited("platform: acme", "platform: acme\npackage: shop", THREE))
    with pytest.raises(DiagnosedError) as caught:
        pipeline.generate(root, stubs=False)
    found = [(item.code, item.span.path) for item in caught.value.diagnostics if item.span]
    assert found == [
        ("SG548", "scaffold.yaml"),
        ("SG532", "specs/content.yaml"),
        ("SG532", "specs/content.yaml"),
        ("SG537", "specs/user.yaml"),
    ]
    assert (root / "scaffold.lock/content.yaml").read_bytes() == lock
