"""A service ends: its code goes at once, its tables when they are dropped by name."""

from pathlib import Path

import psycopg
import pytest

from generator import pipeline
from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from generator.diagnostics import DiagnosedError
from generator.output.manifest import read_records
from generator.pipeline.contraction import contract
from generator.pipeline.outlook import outlook
from generator.pipeline.proofs import Verdict
from generator.pipeline.verification import verify
from generator.plan.contraction import state

PLATFORM = "platform: acme\n"
TOMBSTONE = "removed: [lending]\n"
CATALOG = """\
service: catalog
scope: campaign
description: What there is to lend.

entities:
  copy:
    description: One copy.
    fields:
      shelf: {type: string, max_length: 20, required: true}
"""
LENDING = """\
service: lending
scope: campaign
description: Who has what.

entities:
  loan:
    description: One loan.
    fields:
      copy: {type: ref, to: catalog.copy, required: true}
      note: text
  reminder:
    description: One letter.
    belongs_to: loan
    fields: {text: text}
"""
ROWS = """
INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven');
INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'catalog.copy'), (7, 2, 'lending.loan');
INSERT INTO service_catalog_copy (campaign_id, id, master_id, shelf) VALUES (7, 1, 1, 'A');
INSERT INTO service_lending_loan (campaign_id, id, master_id, copy_id, note) VALUES (7, 1, 2, 1, 'late');
"""
DROPPED = ("lending.loan", "lending.reminder")


@pytest.fixture(params=["laboratory_18", "laboratory_15"])
def url(request: pytest.FixtureRequest):
    """An empty database of each server."""
    server = request.getfixturevalue(request.param).server
    create_database(server.url, "retired")
    yield server.url_for("retired")
    drop_database(server.url, "retired")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A platform of two services, generated."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_text(PLATFORM)
    (tmp_path / "specs/catalog.yaml").write_text(CATALOG)
    (tmp_path / "specs/lending.yaml").write_text(LENDING)
    pipeline.generate(tmp_path, stubs=False)
    return tmp_path


def retire(root: Path) -> pipeline.Outcome:
    """Without the spec of one service."""
    (root / "specs/lending.yaml").unlink()
    (root / "scaffold.yaml").write_text(PLATFORM + TOMBSTONE)
    return pipeline.generate(root, stubs=False)


def test_a_spec_that_is_lost_is_no_end(root):
    """A merge loses a file more easily than a platform a service."""
    (root / "specs/lending.yaml").unlink()
    with pytest.raises(DiagnosedError) as caught:
        pipeline.generate(root, stubs=False)
    assert [(item.code, item.hint) for item in caught.value.diagnostics] == [
        (
            "SG545",
            "Restore it; or write `removed: [lending]` in scaffold.yaml, and the service is retired.",
        )
    ]


def test_the_plan_tells_of_the_end(root):
    """Before anything is written: migrations, what clients are answered, and the files that go."""
    (root / "specs/lending.yaml").unlink()
    (root / "scaffold.yaml").write_text(PLATFORM + TOMBSTONE)
    planned = outlook(root)
    (service,) = planned.services
    assert (service.service, [item.migration.id for item in service.migrations]) == (
        "lending",
        [
            "lending.0003.unlink_loan_campaign_id",
            "lending.0004.unlink_loan_master_id",
            "lending.0005.unlink_loan_copy_id",
            "lending.0006.unlink_reminder_campaign_id",
            "lending.0007.unlink_reminder_master_id",
            "lending.0008.unlink_reminder_loan_id",
        ],
    )
    assert "src/acme/lending/repository.py" in planned.written.deleted


def test_rows_survive_their_service_until_they_are_dropped(root, url):
    """Nothing holds the rows that they referred to; what was applied stays on record."""
    migrate(url, root)
    with psycopg.connect(url) as connection:
        connection.execute(ROWS)
    outcome = retire(root)
    assert [item.code for item in outcome.diagnostics if "lending" in item.message] == ["SG545"]
    migrate(url, root)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT note FROM service_lending_loan").fetchall() == [("late",)]
        connection.execute("DELETE FROM service_catalog_copy")

    contract(root, DROPPED, state(read_records(root)["lending"]), stubs=False)
    migrate(url, root)
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT relname FROM pg_class WHERE relname LIKE 'service_lending%'").fetchall()
    assert found == []


def test_a_database_made_at_once_is_the_same(root, embedded_server):
    """While the tables are retired, and after they are gone."""
    retire(root)
    assert failed(root, embedded_server) == []
    contract(root, DROPPED, state(read_records(root)["lending"]), stubs=False)
    assert failed(root, embedded_server) == []


def failed(root: Path, server: Server) -> list[str]:
    """The proofs that fail."""
    found = verify(root, database_url=server.url)
    return [proof.subject for proof in found.proofs if proof.verdict is Verdict.FAILS]


def test_nothing_is_left_to_plan_with_or_without_the_tombstone(root):
    """The lock remembers what the platform file need not."""
    retire(root)
    assert pipeline.generate(root, stubs=False, dry_run=True).written.nothing
    (root / "scaffold.yaml").write_text(PLATFORM)
    again = pipeline.generate(root, stubs=False)
    assert (again.migrations, again.diagnostics) == ((), ())
    assert pipeline.check(root).diagnostics == ()
    assert not (root / "src/acme/lending/repository.py").exists()


def test_what_a_service_was_called_by_does_not_come_back(root):
    """Its tables are still there, and clients may still know its numbers."""
    retire(root)
    (root / "scaffold.yaml").write_text(PLATFORM)
    (root / "specs/lending.yaml").write_text(LENDING)
    with pytest.raises(DiagnosedError) as caught:
        pipeline.generate(root, stubs=False)
    assert [item.code for item in caught.value.diagnostics] == ["SG552", "SG552"]


def test_who_refers_to_it_is_named(root):
    """A reference to what ends is refused where it is written."""
    (root / "specs/catalog.yaml").unlink()
    (root / "scaffold.yaml").write_text(f"{PLATFORM}removed: [catalog]\n")
    with pytest.raises(DiagnosedError) as caught:
        pipeline.generate(root, stubs=False)
    assert [(item.code, item.span and item.span.path) for item in caught.value.diagnostics] == [
        ("SG305", "specs/lending.yaml")
    ]


def test_a_tombstone_of_what_is_there_is_refused(root):
    """One of the two is wrong."""
    (root / "scaffold.yaml").write_text(PLATFORM + TOMBSTONE)
    with pytest.raises(DiagnosedError) as caught:
        pipeline.generate(root, stubs=False)
    assert [item.code for item in caught.value.diagnostics] == ["SG554"]
