"""What one service does to its tables never overtakes what others have written of them, in a new database either."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.database.runner import migrate
from generator.output.manifest import read_records
from generator.pipeline.contraction import contract
from generator.plan.contraction import state

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
      copy: {type: ref, to: catalog.copy}
      note: text
"""


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    """A service, and one that refers to it and comes later in the alphabet."""
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")
    generated(tmp_path, CATALOG, LENDING)
    return tmp_path


def generated(root: Path, catalog: str, lending: str) -> None:
    (root / "specs").mkdir(exist_ok=True)
    (root / "specs/catalog.yaml").write_text(catalog)
    (root / "specs/lending.yaml").write_text(lending)
    pipeline.generate(root, stubs=False)


def test_a_rename_waits_for_those_who_refer(platform, database_url):
    """Their foreign keys were written with the old name."""
    renamed = CATALOG.replace("  copy:\n", "  item:\n    renamed_from: copy\n")
    generated(platform, renamed, LENDING.replace("catalog.copy", "catalog.item"))

    migrate(database_url, platform)


def test_a_drop_waits_for_those_who_referred(platform, database_url):
    """They do no longer; but in a new database they do, for a while."""
    box = "  box:\n    description: One box.\n    fields:\n      label: {type: string, max_length: 20}\n"
    generated(platform, CATALOG, LENDING.replace("      copy: {type: ref, to: catalog.copy}\n", ""))
    lending = read_records(platform)["lending"]
    contract(platform, ["lending.loan.copy_id"], state(lending), stubs=False)
    entities = CATALOG.index("  copy:")
    generated(platform, CATALOG[:entities] + box, LENDING.replace("      copy: {type: ref, to: catalog.copy}\n", ""))
    catalog = read_records(platform)["catalog"]
    contract(platform, ["catalog.copy"], state(catalog), stubs=False)

    migrate(database_url, platform)


def test_what_is_referred_to_by_its_value_is_there_first(platform, database_url):
    """A unique that came later than its table, in a new database, too; and it goes after those who referred by it."""
    unique = CATALOG + "    unique: [[shelf]]\n"
    by = LENDING.replace("{type: ref, to: catalog.copy}", "{type: ref, to: catalog.copy, by: shelf}")
    plain = LENDING.replace("copy: {type: ref, to: catalog.copy}", "copy_shelf: {type: string, max_length: 20}")
    generated(platform, unique, plain)
    generated(platform, unique, by)
    generated(platform, unique, plain)
    generated(platform, CATALOG, plain)

    migrate(database_url, platform)


def test_a_reference_waits_for_the_value_that_it_is_by(platform, database_url):
    """What refers to it comes before it in the alphabet, and its table was there long before the unique."""
    known = f"{LENDING}      number: {{type: string, max_length: 20}}\n    unique: [[number]]\n"
    generated(platform, CATALOG, known)
    generated(platform, f"{CATALOG}      loan: {{type: ref, to: lending.loan, by: number}}\n", known)

    migrate(database_url, platform)


def test_who_refers_to_another_key_waits_for_it(platform, database_url):
    """A new database has the first key of the table for a while: what comes later names the last one."""
    everybodys = CATALOG.replace("scope: campaign", "scope: global")
    generated(platform, everybodys, LENDING)
    desk = LENDING.replace("lending", "archive").replace("loan", "note")
    (platform / "specs/archive.yaml").write_text(desk)
    generated(platform, everybodys, LENDING)

    migrate(database_url, platform)


def test_keys_that_change_together_are_kept_in_step(platform):
    """The owner builds the key, the other service follows, and only then the key takes the place of the former one."""
    outcome = pipeline.generate(edited(platform, CATALOG.replace("scope: campaign", "scope: global")), stubs=False)

    depends = {item.id: item.depends for item in outcome.migrations}
    assert {id_: found[1:] for id_, found in depends.items() if len(found) > 1} == {
        "catalog.0012.settle_copy_fields": ("lending.0002.foreign_keys", "lending.0008.replace_loan_copy_id"),
        "lending.0003.examine_loan": ("catalog.0001.create",),
        "lending.0006.reference_loan_copy_id": ("catalog.0001.create", "catalog.0005.index_copy_pkey"),
    }


def edited(root: Path, catalog: str) -> Path:
    """The platform with another catalog, not generated yet."""
    (root / "specs/catalog.yaml").write_text(catalog)
    return root
