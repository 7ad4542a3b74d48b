"""A platform before and after two edits, its generated trees, and databases full of its rows."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.evolution_mix import REMARKS
from benchmarks.processes import BIN
from generator.database import embedded, runner

CAMPAIGN = 1
PLATFORM = "platform: acme\ndescription: A platform for measuring.\n"
BEFORE = """\
service: shop
scope: global
description: Articles and remarks on them.

entities:
  article:
    description: A thing that everybody reads.
    fields:
      title: {type: string, max_length: 200, required: true}
      slug: {type: string, max_length: 80, required: true}
      body: text
      status: {type: enum, values: [draft, published, archived], default: draft}
      price: {type: decimal, precision: 12, scale: 2, minimum: 0}
    unique: [[slug]]
    filters: [status]
    concurrency: optimistic
  remark:
    description: A remark on an article.
    belongs_to: article
    fields:
      text: {type: text, required: true}
"""
SCOPED = BEFORE.replace("scope: global\n", f"scope: campaign\ndefault_campaign: {CAMPAIGN}\n")
SEARCHED = BEFORE.replace("    filters:", "    search: {title: A, body: C}\n    filters:")

# Foreign keys and triggers are left out: the rows are right.
FILL = """
SET session_replication_role = replica;
SET synchronous_commit = off;
INSERT INTO campaign (id, slug, name) VALUES ({campaign}, 'first', 'First');
INSERT INTO master (campaign_id, id, type) SELECT 0, n, 'shop.article' FROM generate_series(1, {articles}) AS n;
INSERT INTO master (campaign_id, id, type)
SELECT 0, {articles} + n, 'shop.remark' FROM generate_series(1, {remarks}) AS n;
INSERT INTO service_shop_article (id, master_id, title, slug, body, status, price, created_at)
SELECT
    n, n, 'Title ' || n, 'slug-' || n,
    (SELECT string_agg('term' || (n * word) % 9973, ' ') FROM generate_series(1, 20) AS word),
    (ARRAY['draft', 'published', 'archived'])[1 + n % 3], n, now() - n * interval '1 second'
FROM generate_series(1, {articles}) AS n;
INSERT INTO service_shop_remark (id, master_id, article_id, text, created_at)
SELECT n, {articles} + n, n, 'Remark ' || n, now() - n * interval '1 second'
FROM generate_series(1, {remarks}) AS n;
SELECT
    setval('master_id_seq', {articles} + {remarks}),
    setval('service_shop_article_id_seq', {articles}),
    setval('service_shop_remark_id_seq', {remarks});
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A server with a database that is copied for each trial, and the platform's trees."""

    server: embedded.Server
    before: Path
    scoped: Path
    searched: Path
    rows: int

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a copy."""
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            # Not by embedded.create_database: through the WAL, a copy of a gigabyte takes minutes.
            connection.execute("CREATE DATABASE trial TEMPLATE filled STRATEGY file_copy")
        try:
            yield self.server.url_for("trial")
        finally:
            embedded.drop_database(self.server.url, "trial")


@contextmanager
def scene(rows: int) -> Iterator[Scene]:
    """The scene, with `rows` articles and a remark on every fourth, vacuumed and analysed. The server is durable."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, embedded.server(Path(name) / "data") as server:
        folder = Path(name)
        before = _generated(folder / "before", BEFORE)
        embedded.create_database(server.url, "filled")
        url = server.url_for("filled")
        runner.migrate(url, before)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(FILL.format(campaign=CAMPAIGN, articles=rows, remarks=rows // REMARKS).encode())
            connection.execute("VACUUM (ANALYZE)")
            connection.execute("CHECKPOINT")
        yield Scene(
            server=server,
            before=before,
            scoped=_generated(folder / "scoped", BEFORE, SCOPED),
            searched=_generated(folder / "searched", BEFORE, SEARCHED),
            rows=rows,
        )


def _generated(root: Path, *specs: str) -> Path:
    """A platform that has had these specs of its one service, one after the other."""
    (root / "specs").mkdir(parents=True)
    (root / "scaffold.yaml").write_text(PLATFORM)
    for spec in specs:
        (root / "specs" / "shop.yaml").write_text(spec)
        subprocess.run([BIN / "scaffold", "generate", "--no-stubs"], cwd=root, check=True, capture_output=True)
    return root
