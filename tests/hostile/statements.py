"""Every statement that the generated repositories can send, tried on a database."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg

PRINT = """
import json, runpy, sys
for path in sys.argv[1:]:
    print(json.dumps(dict(runpy.run_path(path)["STATEMENTS"])))
"""


def statements(root: Path) -> Iterator[Mapping[str, str]]:
    """The mapping of every statement of each service, read by a process in which no other platform is imported."""
    paths = [str(path) for path in sorted(root.glob("src/acme/*/statements.py")) if path.parent.name != "core"]
    command = [sys.executable, "-c", PRINT, *paths]
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return map(json.loads, printed.splitlines())


def refused(root: Path, url: str) -> dict[str, str]:
    """The statements that the migrated database does not PREPARE, with what it says."""
    found = {}
    with psycopg.connect(url, autocommit=True) as connection:
        for mapping in statements(root):
            for name, sql in mapping.items():
                try:
                    connection.execute(f"PREPARE it AS {sql}; DEALLOCATE it".encode())
                except psycopg.Error as error:
                    found[name] = str(error)
    return found
