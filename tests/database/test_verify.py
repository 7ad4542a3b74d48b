"""The proofs of `scaffold verify` hold for the marketplace, and each finds what it is there to find."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest

from generator import pipeline
from generator.database.catalog import Entry
from generator.database.embedded import Server
from generator.database.runner import migrate
from generator.database.samples import populate
from generator.database.verify import Finding, Proof, made_at_once, replayed, scratch, upgraded
from generator.frontend.load import read_platform
from generator.output.manifest import read_records
from generator.plan.records import CORE
from tests.plan.convergence import fresh, write

EXAMPLE = Path(__file__).parents[2] / "examples/marketplace"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marketplace, generated now."""
    root = tmp_path_factory.mktemp("generated")
    shutil.copy(EXAMPLE / "scaffold.yaml", root)
    shutil.copytree(EXAMPLE / "specs", root / "specs")
    pipeline.generate(root, stubs=False)
    return root


@pytest.fixture(scope="module")
def expected(embedded_server: Server, generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Entry]:
    """The catalogue of a marketplace that was never different."""
    root = tmp_path_factory.mktemp("fresh")
    records = {name: record for name, record in read_records(generated).items() if name != CORE}
    write(root, read_platform(generated), fresh(records), core=True)
    return made_at_once(embedded_server.url, root)


@pytest.fixture
def marketplace(generated: Path, tmp_path: Path) -> Path:
    """A copy of its migrations."""
    shutil.copytree(generated / "migrations", tmp_path / "marketplace/migrations")
    return tmp_path / "marketplace"


def add(root: Path, name: str, text: str) -> None:
    (root / f"migrations/user/user.{name}.sql").write_text(f"-- depends: user.0002.foreign_keys\n{text}")


def test_the_migrations_of_the_marketplace_make_what_is_recorded(
    embedded_server: Server, marketplace: Path, expected: Sequence[Entry]
) -> None:
    """Replayed from nothing, with no lock that is not declared."""
    assert replayed(embedded_server.url, marketplace, expected) == ()


def test_a_schema_that_is_not_the_recorded_one_is_found(
    embedded_server: Server, marketplace: Path, expected: Sequence[Entry]
) -> None:
    """What is too much, what is missing, and what is different."""
    add(
        marketplace,
        "0003.by_hand",
        "ALTER TABLE service_user_account ADD COLUMN extra text;\nDROP INDEX service_user_account_created_at_idx;\n"
        "ALTER TABLE service_user_account ALTER COLUMN updated_at SET DEFAULT clock_timestamp();\n",
    )
    found = replayed(embedded_server.url, marketplace, expected)
    assert {item.proof for item in found} == {Proof.REPLAY}
    assert sorted(item.message for item in found) == [
        "column service_user_account.extra should not be there",
        "column service_user_account.updated_at differs: 'now()' is 'clock_timestamp()'",
        "index service_user_account.service_user_account_created_at_idx is missing",
        "relation service_user_account_created_at_idx is missing",
    ]


def test_a_lock_that_is_not_declared_is_found(
    embedded_server: Server, marketplace: Path, expected: Sequence[Entry]
) -> None:
    """With the line of the statement that took it; a file without a declaration is not held to any."""
    statement = "COMMENT ON COLUMN master.type IS 'x';\nLOCK TABLE master IN SHARE MODE;\n"
    add(marketplace, "0003.declared", f"-- Locks: SHARE UPDATE EXCLUSIVE on master\n\n{statement}")
    add(marketplace, "0004.silent", statement.replace("'x'", "NULL"))
    found = replayed(embedded_server.url, marketplace, expected)
    place = "migrations/user/user.0003.declared.sql:5"
    message = f"{place} took SHARE on master, and declares SHARE UPDATE EXCLUSIVE on it"
    assert Finding(proof=Proof.LOCKS, subject=place, message=message) in found
    assert {item.proof for item in found if item.subject != place} <= {Proof.REPLAY}


def test_a_row_that_gets_lost_is_found(
    embedded_server: Server, marketplace: Path, expected: Sequence[Entry], tmp_path: Path
) -> None:
    """By counting, before and after what is new since the revision."""
    shutil.copytree(marketplace / "migrations", tmp_path / "released/migrations")
    add(marketplace, "0003.loses", "DELETE FROM campaign WHERE id = 7;\n")

    def one_campaign(url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven')")

    found = upgraded(embedded_server.url, marketplace, expected, tmp_path / "released", one_campaign)
    assert found.findings == (Finding(proof=Proof.ROWS, subject="campaign", message="campaign had 2 rows and has 1"),)


def test_rows_are_made_for_every_table_of_the_marketplace(embedded_server: Server, generated: Path) -> None:
    """From nothing but the recorded schema."""
    records = read_records(generated)
    tables = [table for record in records.values() for table in record.tables]
    with scratch(embedded_server.url) as url:
        migrate(url, generated)
        made = populate(url, tables, rows=6)
    assert [name for name, rows in made.items() if rows == 0] == []
    assert set(made) == {table.name for table in tables}
