"""A platform's migrations in a scratch folder, and runs of the runner in processes of their own."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

RUN = """
import sys
from pathlib import Path
from generator.database.runner import migrate
print(len(migrate(sys.argv[1], Path(sys.argv[2])).applied))
"""


@dataclass(frozen=True, slots=True)
class Platform:
    root: Path

    def write(self, migration: str, sql: str) -> Path:
        path = self.root / "migrations" / migration.split(".", maxsplit=1)[0] / f"{migration}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sql)
        return path


@dataclass(frozen=True, slots=True)
class Database:
    url: str

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(query).fetchall()

    def wait_until(self, condition: str) -> None:
        """Poll an SQL condition; a test that waits for something that never comes fails after 20 s."""
        deadline = time.monotonic() + 20
        while self.rows(f"SELECT {condition}") != [(True,)]:
            assert time.monotonic() < deadline, condition
            time.sleep(0.02)


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    return Platform(tmp_path)


@pytest.fixture
def database(database_url: str) -> Database:
    return Database(database_url)


@pytest.fixture
def start_run(database: Database, platform: Platform) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts `migrate` in another process; what is left of them at the end is killed."""
    processes: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", RUN, database.url, str(platform.root)]
        processes.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
        return processes[-1]

    yield start
    for process in processes:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()
