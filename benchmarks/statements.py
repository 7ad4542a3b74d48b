"""How many of the statements that the generator emits PREPARE on the schema it emits (upstream: 30 to 42 %)."""

import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import psycopg

from generator.database import embedded, runner

EXAMPLE = Path(__file__).parents[1] / "examples" / "marketplace"


def main() -> None:
    """Prints the count for the marketplace."""
    with tempfile.TemporaryDirectory() as name, embedded.server() as server:
        root = Path(shutil.copytree(EXAMPLE, Path(name) / "marketplace"))
        embedded.create_database(server.url, "bench")
        runner.migrate(server.url_for("bench"), root)
        sys.path.insert(0, str(root / "src"))
        prepared = total = 0
        with psycopg.connect(server.url_for("bench"), autocommit=True) as connection:
            for path in sorted((root / "specs").glob("*.yaml")):
                for statement in import_module(f"marketplace.{path.stem}.statements").STATEMENTS.values():
                    total += 1
                    prepared += _prepares(connection, statement, total)
        print(f"\n### Statements\n\n{prepared} of {total} generated statements PREPARE ({prepared / total:.0%}).")


def _prepares(connection: psycopg.Connection, statement: str, number: int) -> bool:
    try:
        connection.execute(f"PREPARE s{number} AS {statement}".encode())
    except psycopg.Error as error:
        print(f"- {error}: {statement.splitlines()[0]}")
        return False
    return True


if __name__ == "__main__":
    main()
