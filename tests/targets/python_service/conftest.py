"""A small platform that uses everything the service templates spell, generated once, importable as `gallery`."""

import atexit
import itertools
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import psycopg
import pytest

from generator import pipeline
from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate

if TYPE_CHECKING:
    from gallery.core.database import Database

CASE = Path(__file__).parent / "platform"
CAMPAIGNS = (1, 2)
NUMBERS = itertools.count(1)


def _generated() -> Path:
    """Modules are imported at the head of test files, so the tree must stand before a fixture could make it."""
    root = Path(tempfile.mkdtemp(prefix="gallery-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    shutil.copytree(CASE, root, dirs_exist_ok=True)
    pipeline.generate(root)
    sys.path.insert(0, str(root / "src"))
    return root


ROOT = _generated()


@pytest.fixture(scope="session")
def root() -> Path:
    """The generated platform."""
    return ROOT


@pytest.fixture(scope="session")
def migrated(embedded_server: Server) -> Iterator[str]:
    """The name of a database with the platform's schema and two campaigns, to be cloned."""
    name = "gallery"
    create_database(embedded_server.url, name)
    migrate(embedded_server.url_for(name), ROOT)
    with psycopg.connect(embedded_server.url_for(name), autocommit=True) as connection:
        for number in CAMPAIGNS:
            connection.execute("INSERT INTO campaign (id, slug, name) VALUES (%s, %s, 'A')", (number, f"c{number}"))
    yield name
    drop_database(embedded_server.url, name)


@pytest.fixture
def clone_url(embedded_server: Server, migrated: str) -> Iterator[str]:
    """The URL, as superuser, of a database of this test's own: the event log refuses to be emptied."""
    name = f"gallery_{next(NUMBERS)}"
    with psycopg.connect(embedded_server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {migrated}")
    yield embedded_server.url_for(name)
    drop_database(embedded_server.url, name)


@pytest.fixture
async def administrator(clone_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A superuser's connection to the test's database."""
    connection = await asyncpg.connect(clone_url)
    yield connection
    await connection.close()


@pytest.fixture
async def database(clone_url: str) -> AsyncIterator["Database"]:
    """The application's database, in the application's role."""
    from gallery.core.database import Database

    opened = await Database.connect(clone_url)
    yield opened
    await opened.close()
