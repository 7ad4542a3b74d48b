"""The proofs of `scaffold verify` hold for the marketplace, and each finds what it is there to find."""

import shutil
from pathlib import Path

import psycopg
import pytest

from generator.database.embedded import Server
from generator.database.runner import migrate
from generator.database.samples import populate
from generator.database.verify import Finding, Proof, replayed, scratch, upgraded
from generator.frontend.load import read_platform
from generator.output.manifest import read_records
from generator.plan.records import CORE
from tests.plan.convergence import fresh, write

EXAMPLE = Path(__file__).parents[2] / "examples/marketplace"
EMPTY = ("SELECT 1",)


@pytest.fixture(scope="module")
def made_at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrations of a marketplace that was never different."""
    root = tmp_path_factory.mktemp("fresh")
    records = {name: record for name, record in read_records(EXAMPLE).items() if name != CORE}
    write(root, read_platform(EXAMPLE), fresh(records), core=True)
    return root


@pytest.fixture
def marketplace(tmp_path: Path) -> Path:
    """A copy of its migrations."""
    shutil.copytree(EXAMPLE / "migrations", tmp_path / "marketplace/migrations")
    return tmp_path / "marketplace"


def add(root: Path, name: str, text: str) -> None:
    (root / f"migrations/user/user.{name}.sql").write_text(f"-- depends: user.0002.foreign_keys\n{text}")


def nothing(url: str) -> None:
    """No row at all."""


def test_the_migrations_of_the_marketplace_make_what_is_recorded(
    embedded_server: Server, marketplace: Path, made_at_once: Path
) -> None:
    """Replayed from nothing, with no lock that is not declared."""
    assert replayed(embedded_server.url, marketplace, made_at_once) == ()


def test_a_schema_that_is_not_the_recorded_one_is_found(
    embedded_server: Server, marketplace: Path, made_at_once: Path
) -> None:
    """What is too much, what is missing, and what is different."""
    add(
        marketplace,
        "0003.by_hand",
        "ALTER TABLE service_user_account ADD COLUMN extra text;\nDROP INDEX service_user_account_created_at_idx;\n"
        "ALTER TABLE service_user_account ALTER COLUMN metadata SET DEFAULT '[]';\n",
    )
    found = replayed(embedded_server.url, marketplace, made_at_once)
    assert {item.proof for item in found} == {Proof.REPLAY}
    assert [item.message for item in found] == [
        "index service_user_account.service_user_account_created_at_idx is missing",
        "column service_user_account.extra should not be there",
    ]


def test_a_lock_that_is_not_declared_is_found(embedded_server: Server, marketplace: Path, made_at_once: Path) -> None:
    """With the line of the statement that took it; a file without a declaration is not held to any."""
    statement = "COMMENT ON COLUMN master.type IS 'x';\nLOCK TABLE master IN SHARE MODE;\n"
    add(marketplace, "0003.declared", f"-- Locks: SHARE UPDATE EXCLUSIVE on master\n\n{statement}")
    add(marketplace, "0004.silent", statement.replace("'x'", "NULL"))
    found = replayed(embedded_server.url, marketplace, made_at_once)
    place = "migrations/user/user.0003.declared.sql:5"
    message = f"{place} took SHARE on master, and declares SHARE UPDATE EXCLUSIVE on it"
    assert Finding(proof=Proof.LOCKS, subject=place, message=message) in found
    assert {item.proof for item in found if item.subject != place} <= {Proof.REPLAY}


def test_a_row_that_gets_lost_is_found(
    embedded_server: Server, marketplace: Path, made_at_once: Path, tmp_path: Path
) -> None:
    """By counting, before and after what is new since the revision."""
    shutil.copytree(EXAMPLE / "migrations", tmp_path / "released/migrations")
    add(marketplace, "0003.loses", "DELETE FROM campaign WHERE id = 7;\n")

    def one_campaign(url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven')")

    found = upgraded(embedded_server.url, marketplace, made_at_once, tmp_path / "released", one_campaign)
    assert found == (Finding(proof=Proof.ROWS, subject="campaign", message="campaign had 2 rows and has 1"),)


def test_rows_are_made_for_every_table_of_the_marketplace(embedded_server: Server, marketplace: Path) -> None:
    """From nothing but the recorded schema."""
    records = read_records(EXAMPLE)
    tables = [table for record in records.values() for table in record.tables]
    with scratch(embedded_server.url) as url:
        migrate(url, marketplace)
        made = populate(url, tables, rows=6)
    assert [name for name, rows in made.items() if rows == 0] == []
    assert set(made) == {table.name for table in tables}
