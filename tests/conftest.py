"""Fixtures of all tests: one real PostgreSQL server per session, and databases in it."""

import itertools
from collections.abc import Iterator

import pytest

from generator.database.embedded import Server, create_database, drop_database, server

NUMBERS = itertools.count(1)


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
