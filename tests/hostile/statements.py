"""Every statement that the generated repositories can send, tried on a database."""

import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg


def statements(root: Path) -> Iterator[Mapping[str, str]]:
    """The mapping of every statement of each service; the modules import nothing but the standard library."""
    for path in sorted(root.glob("src/acme/*/statements.py")):
        yield runpy.run_path(str(path))["STATEMENTS"]


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
