"""A folder for generated platforms, and a laboratory on each server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.database.embedded import Server

pytest.register_assert_rewrite("tests.evolution.trials", "tests.evolution.servers", "tests.evolution.faults")

from .laboratory import Laboratory  # noqa: E402
from .servers import postgresql_15  # noqa: E402


@pytest.fixture(scope="session")
def platforms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("platforms")


@pytest.fixture(scope="session")
def laboratory_18(embedded_server: Server, platforms: Path) -> Laboratory:
    return Laboratory(server=embedded_server, folder=platforms)


@pytest.fixture(scope="session")
def laboratory_15(platforms: Path) -> Iterator[Laboratory]:
    with postgresql_15() as server:
        yield Laboratory(server=server, folder=platforms)
