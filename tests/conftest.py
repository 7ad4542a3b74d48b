"""Fixtures of all tests: one real PostgreSQL server per session, databases in it, and the switch `--update`."""

import itertools
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.database.embedded import Server, create_database, drop_database, server

NUMBERS = itertools.count(1)
POSTGRESQL_15 = Path("/usr/lib/postgresql/15/bin/postgres")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite expected files instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    # A shell ignores Ctrl-C for what it starts in the background, and children inherit that: none could be interrupted.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # What the environment brings along, node and npm among it, goes before what the machine has.
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    if config.getoption("update"):
        # For tests that ask the environment instead of the fixture.
        os.environ["UPDATE"] = "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without PostgreSQL 15 its half of the tests is left to CI, which installs it and sets POSTGRESQL_15=required."""
    if POSTGRESQL_15.exists() or os.environ.get("POSTGRESQL_15") == "required":
        return
    left = [item for item in items if _needs_postgresql_15(item)]
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=left)


def _needs_postgresql_15(item: pytest.Item) -> bool:
    asked = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return "laboratory_15" in (*getattr(item, "fixturenames", ()), *asked) or "15" in asked


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are rewritten instead of compared: `pytest --update`."""
    return bool(request.config.getoption("update"))


@pytest.fixture(scope="session")
def embedded_server() -> Iterator[Server]:
    """A server of this test process's own."""
    with server() as running:
        yield running


@pytest.fixture
def database_url(embedded_server: Server) -> Iterator[str]:
    """The URL of a fresh, empty database."""
    name = f"test_{next(NUMBERS)}"
    create_database(embedded_server.url, name)
    yield embedded_server.url_for(name)
    drop_database(embedded_server.url, name)
