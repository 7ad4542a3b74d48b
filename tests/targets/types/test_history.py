"""States of a row that are older than some of its fields."""

from pathlib import Path

from generator import pipeline

SPEC = """
service: content
entities:
  article:
    history: true
    fields:
      labels: {type: map, of: string}
      meaning: {type: vector, dimensions: 2, required: true}
"""


def test_what_a_former_state_has_in_younger_fields(tmp_path: Path):
    """A map without entries and a vector of zeros: what the column and its reader can hold."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_text("platform: acme\nextensions: [vector]\n")
    (tmp_path / "specs" / "content.yaml").write_text(SPEC)
    pipeline.generate(tmp_path, stubs=False)
    statements = (tmp_path / "src" / "acme" / "content" / "statements.py").read_text().replace('\\"', '"')
    assert '\'{"labels": {}, "meaning": "[0, 0]"}\'::jsonb' in statements
