"""A generated platform on a running PostgreSQL with rows in it, importable: what the database benchmarks work on."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks import specs
from benchmarks.processes import BIN
from generator.database import embedded, runner

CAMPAIGNS = 10
ROWS = 20_000

FILL = f"""
SET session_replication_role = replica;
INSERT INTO campaign (id, slug, name) SELECT n, 'c' || n, 'Campaign ' || n FROM generate_series(1, {CAMPAIGNS}) AS n;
INSERT INTO master (campaign_id, id, type)
SELECT 1 + n % {CAMPAIGNS}, n, 's0000.item' FROM generate_series(1, {ROWS}) AS n;
INSERT INTO service_s0000_item (id, campaign_id, master_id, title, slug, body, price, created_at)
SELECT n, 1 + n % {CAMPAIGNS}, n, 'Title ' || n, 'slug-' || n, repeat('word ', 40), n, now() - n * interval '1 second'
FROM generate_series(1, {ROWS}) AS n;
SELECT setval('master_id_seq', {ROWS}), setval('service_s0000_item_id_seq', {ROWS});
RESET session_replication_role;
"""


@contextmanager
def database() -> Iterator[tuple[str, Path]]:
    """The URL of a migrated, filled, analysed database, and the platform's root; its `src` is importable meanwhile."""
    with tempfile.TemporaryDirectory() as name, embedded.server() as server:
        root = Path(name) / "platform"
        specs.write(root, 1)
        subprocess.run([BIN / "scaffold", "generate"], cwd=root, check=True, stdout=subprocess.DEVNULL)
        embedded.create_database(server.url, "bench")
        url = server.url_for("bench")
        runner.migrate(url, root)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(FILL)
            connection.execute("VACUUM ANALYZE")
        sys.path.insert(0, str(root / "src"))
        try:
            yield url, root
        finally:
            sys.path.remove(str(root / "src"))
