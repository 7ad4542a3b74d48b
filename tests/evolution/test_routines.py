"""Another version of scaffold writes functions differently: databases made before get what new ones get."""

from pathlib import Path

import psycopg
import pytest

from generator import pipeline, resources
from generator.database.embedded import Server
from generator.database.runner import Reach, migrate
from generator.output.manifest import read_records
from generator.pipeline.proofs import Verdict
from generator.pipeline.verification import verify
from generator.plan import routines
from generator.tree import digest

TEMPLATES = (
    "cascade",
    "counts",
    "finder",
    "former_names",
    "history",
    "search",
    "search_function",
    "search_vector",
    "sync",
    "tenant_routines",
)
"""Those that say what functions and triggers of a service do."""
DIGEST = "f6daa2a107ba907118d4526719afb7527ec4ca3d9598c8b0ec4df0e9d81af404"
SPEC = """\
service: library
scope: campaign
description: What there is to read.

entities:
  author:
    description: Who wrote it.
    fields:
      name: {type: string, max_length: 80, required: true}
      books: {type: counter, of: book}
  book:
    description: One book.
    belongs_to: {entity: author, on_delete: cascade}
    fields:
      title: {type: string, max_length: 200, required: true}
      blurb: text
    search: {title: A, blurb: B}
    history: true
  reading:
    description: One reader and one book.
    fields:
      note: text
    search: {note: A}
    partition_by: {campaign: 2}
"""

TENANTS = """\
service: campaign
scope: global
description: Campaigns.

entities:
  workspace:
    tenant: true
    description: One tenant.
    fields:
      slug: {type: string, max_length: 80, pattern: "[a-z0-9]+(?:[_-][a-z0-9]+)*", required: true}
      name: {type: string, min_length: 1, max_length: 200, required: true}
    unique: [[slug]]
    soft_delete: true
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A platform whose tables have functions of many kinds, generated."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")
    (tmp_path / "specs/library.yaml").write_text(SPEC)
    pipeline.generate(tmp_path, stubs=False)
    return tmp_path


def shipped(name: str) -> str:
    """The text of a template of migrations."""
    return (resources.templates() / "artifacts/sql" / f"{name}.sql.jinja").read_text(encoding="utf-8")


def rewrite(root: Path, name: str) -> None:
    """What another version of scaffold would have in place of a template."""
    path = root / ".scaffold/templates/artifacts/sql" / f"{name}.sql.jinja"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(shipped(name).replace("BEGIN\n", "BEGIN\n    -- Said better.\n"))


def failed(root: Path, server: Server) -> list[str]:
    """The proofs that fail."""
    return [proof.subject for proof in verify(root, database_url=server.url).proofs if proof.verdict is Verdict.FAILS]


def test_functions_are_renewed_in_a_migration_of_their_own(root, embedded_server, database_url, monkeypatch):
    """Without it, a database that is made at once would differ from one that has been migrated."""
    migrate(database_url, root)
    for name in ("search_vector", "history", "counts"):
        rewrite(root, name)
    assert failed(root, embedded_server) == ["replay"]

    monkeypatch.setattr(routines, "VERSION", 2)
    outcome = pipeline.generate(root, stubs=False)
    assert [item.id for item in outcome.migrations] == [
        "library.0003.renew_book_routines",
        "library.0004.renew_reading_routines",
    ]
    assert read_records(root)["library"].routines == 2
    assert failed(root, embedded_server) == []
    assert pipeline.generate(root, stubs=False).migrations == ()

    migrate(database_url, root, phase=Reach.EXPAND)
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT count(*) FROM pg_proc WHERE prosrc LIKE '%Said better%'").fetchone()
    assert found == (6,)


def test_a_table_is_renewed_before_it_is_edited(root, embedded_server, monkeypatch):
    """What the edit makes is new already; what it leaves has to be made new."""
    rewrite(root, "search_vector")
    rename(root)
    monkeypatch.setattr(routines, "VERSION", 2)
    outcome = pipeline.generate(root, stubs=False)
    assert [item.id for item in outcome.migrations if "routines" in item.id] == [
        "library.0003.renew_book_routines",
        "library.0004.renew_reading_routines",
    ]
    assert failed(root, embedded_server) == []


def test_what_only_old_code_needs_is_renewed_too(root, embedded_server, monkeypatch):
    """A new database keeps two columns equal by the same trigger, until one of them is dropped."""
    rename(root)
    (root / "specs/campaign.yaml").write_text(TENANTS)
    pipeline.generate(root, stubs=False)
    for name in ("sync", "tenant_routines"):
        rewrite(root, name)
    monkeypatch.setattr(routines, "VERSION", 2)
    outcome = pipeline.generate(root, stubs=False)
    assert [item.id.split(".")[2] for item in outcome.migrations] == [
        "renew_workspace_routines",
        "renew_book_routines",
        "renew_reading_routines",
    ]
    assert failed(root, embedded_server) == []


def rename(root: Path) -> None:
    """A field of the books has another name from now on."""
    renamed = SPEC.replace("blurb: text", "summary: {type: text, renamed_from: blurb}").replace(
        "blurb: B", "summary: B"
    )
    (root / "specs/library.yaml").write_text(renamed)


def test_a_changed_template_raises_the_version():
    """Templates that say something else ask for another version; those that say the same, for this digest."""
    assert (routines.VERSION, digest("".join(map(shipped, TEMPLATES)))) == (1, DIGEST)
