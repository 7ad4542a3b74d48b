"""Old code deletes rows while their entity moves into a campaign: their places in `master` are marked all the same."""

from pathlib import Path

import psycopg

from generator import pipeline
from generator.database.phases import Reach
from generator.database.runner import migrate

SPEC = """\
service: library
scope: global
description: Books that everybody sees.

entities:
  book:
    description: One title.
    fields:
      name: {type: string, max_length: 80, required: true}
"""

ROWS = """
INSERT INTO campaign (id, slug, name) VALUES (1, 'first', 'First');
INSERT INTO master (campaign_id, id, type) SELECT 0, n, 'library.book' FROM generate_series(1, 4) AS n;
INSERT INTO service_library_book (id, master_id, name) SELECT n, n, 'Book ' || n FROM generate_series(1, 4) AS n;
"""

DELETION = """
WITH gone AS (DELETE FROM service_library_book WHERE id = %(id)s RETURNING master_id)
UPDATE master SET status = 'deleted' FROM gone WHERE master.campaign_id = 0 AND master.id = gone.master_id
"""
"""As the code of before deletes: it knows no campaign but 0."""


def test_what_old_code_deletes_is_deleted(tmp_path: Path, database_url: str):
    """Before, between and after the phases; what nobody deleted stays active, in its campaign."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")
    (tmp_path / "specs/library.yaml").write_text(SPEC)
    pipeline.generate(tmp_path, stubs=False)
    migrate(database_url, tmp_path)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(ROWS)
        connection.execute(DELETION, {"id": 1})
        (tmp_path / "specs/library.yaml").write_text(
            SPEC.replace("scope: global", "scope: campaign\ndefault_campaign: 1")
        )
        pipeline.generate(tmp_path, stubs=False)
        migrate(database_url, tmp_path, phase=Reach.EXPAND)
        connection.execute(DELETION, {"id": 2})

        migrate(database_url, tmp_path)

        found = connection.execute("SELECT id, campaign_id, status FROM master WHERE id BETWEEN 1 AND 4 ORDER BY id")
        assert [(id_, status) for id_, _, status in found.fetchall()] == [
            (1, "deleted"),
            (2, "deleted"),
            (3, "active"),
            (4, "active"),
        ]
        kept = "SELECT DISTINCT campaign_id FROM master WHERE status = 'active' AND type = 'library.book'"
        assert connection.execute(kept).fetchall() == [(1,)]
