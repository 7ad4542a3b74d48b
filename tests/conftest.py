"""Fixtures of all tests: one real PostgreSQL server per session, databases in it, and the switch `--update`."""

import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.database.embedded import Server, create_database, drop_database, server

NUMBERS = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite expected files instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    # What the environment brings along, node and npm among it, goes before what the machine has.
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    if config.getoption("update"):
        # For tests that ask the environment instead of the fixture.
        os.environ["UPDATE"] = "1"


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
