"""A small platform that uses everything the service templates spell, generated once, importable as `gallery`."""

import atexit
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest

from generator import pipeline
from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate

if TYPE_CHECKING:
    from gallery.core.database import Database

CASE = Path(__file__).parent / "platform"
CAMPAIGNS = (1, 2)


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
    """The URL, as superuser, of a database with the platform's schema and two campaigns."""
    create_database(embedded_server.url, "gallery")
    url = embedded_server.url_for("gallery")
    migrate(url, ROOT)
    yield url
    drop_database(embedded_server.url, "gallery")


@pytest.fixture
async def administrator(migrated: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A superuser's connection to a database whose tables are empty again."""
    connection = await asyncpg.connect(migrated)
    tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE tablename ~ '^service_(art|people)_'")
    await connection.execute(f"TRUNCATE {', '.join(row['tablename'] for row in tables)}, service_event, master CASCADE")
    for number in CAMPAIGNS:
        await connection.execute(
            "INSERT INTO campaign (id, slug, name) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING", number, f"c{number}"
        )
    yield connection
    await connection.close()


@pytest.fixture
async def database(
    migrated: str, administrator: "asyncpg.Connection[asyncpg.Record]"
) -> AsyncIterator["Database"]:
    """The application's database, in the application's role."""
    from gallery.core.database import Database

    opened = await Database.connect(migrated)
    yield opened
    await opened.close()
