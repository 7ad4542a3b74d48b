"""Seed records from one run to the next: what is left of those that are gone, and how keys of several texts differ."""

from pathlib import Path

from generator import pipeline
from generator.output.manifest import read_records
from generator.plan.baseline import Past, baselines
from generator.plan.operations import PlantSeeds

SERVICE = """\
service: words
scope: global
entities:
  phrase:
    fields:
      slot: {type: string, max_length: 80, required: true}
      language: {type: string, max_length: 12, required: true}
      words: text
    unique: [[slot, language]]
"""
SEEDS = """\
seed_records:
  phrase:
    - {slot: "a', 'b", language: c, words: One}
    - {slot: a, language: "b', 'c", words: null}
"""


def generate(root: Path, spec: str) -> tuple[list[str], list[str]]:
    """Migrations and findings of a run."""
    (root / "specs").mkdir(exist_ok=True)
    (root / "scaffold.yaml").write_text("platform: acme\n", encoding="utf-8")
    (root / "specs" / "words.yaml").write_text(spec, encoding="utf-8")
    outcome = pipeline.generate(root, stubs=False)
    return [item.id for item in outcome.migrations], [item.message for item in outcome.diagnostics]


def test_a_record_that_is_taken_out_is_told_once(tmp_path: Path):
    """Its row stays; nothing is planned, and the next run has forgotten it."""
    generate(tmp_path, SERVICE + SEEDS)
    less = SERVICE + SEEDS.replace("    - {slot: a, language: \"b', 'c\", words: null}\n", "")
    told = "the rows that were seeded to `phrase` as `'a', 'b'', ''c'` stay, though the spec has them no longer"
    assert generate(tmp_path, less) == ([], [told])
    assert generate(tmp_path, less) == ([], [])


def test_keys_of_several_texts_are_told_apart(tmp_path: Path):
    """Two records whose texts, one after the other, are the same are two rows; the same spec again plans nothing."""
    migrations, _ = generate(tmp_path, SERVICE + SEEDS)
    assert migrations[-1] == "words.0003.seed_phrase"
    assert generate(tmp_path, SERVICE + SEEDS) == ([], [])
    changed = SERVICE + SEEDS.replace("words: null", "words: Two")
    assert generate(tmp_path, changed) == (["words.0004.seed_phrase"], [])


def test_a_baseline_keeps_the_seeds(tmp_path: Path):
    """A new database made from the baseline has the rows of the spec."""
    generate(tmp_path, SERVICE)
    generate(tmp_path, SERVICE + SEEDS)
    generate(tmp_path, SERVICE + SEEDS.replace("words: null", "words: Two"))
    records = read_records(tmp_path)
    (made,) = baselines(records, dict.fromkeys(records, Past()), {})
    names = ["words.0005.baseline", "words.0006.baseline_foreign_keys", "words.0007.baseline_seed_phrase"]
    assert [item.id for item in made.migrations] == names
    planted = [item for item in made.migrations[-1].operations if isinstance(item, PlantSeeds)]
    assert [dict(row.values)["words"] for item in planted for row in item.rows] == ["'One'", "'Two'"]
