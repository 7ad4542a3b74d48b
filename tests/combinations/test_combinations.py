"""Features that meet in one entity: what random specs (tests/property) found broken once holds for ever."""

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.database.embedded import Server
from tests.property.laws import complaints, migrates

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The platform of all the combinations."""
    made = tmp_path_factory.mktemp("combined") / "platform"
    shutil.copytree(HERE / "specs", made / "specs")
    shutil.copy(HERE / "scaffold.yaml", made)
    pipeline.generate(made)
    return made


def test_every_statement_prepares(root: Path, embedded_server: Server):
    """The migrations apply, and the database takes every statement."""
    migrates(root, embedded_server, "combined")


def test_it_is_typed(root: Path):
    """`mypy --strict` has nothing to say of sources and tests."""
    assert complaints(root, "mypy", "src", "tests") == ""


@pytest.mark.parametrize("command", [("format", "--diff"), ("check", "--quiet")], ids=["format", "check"])
def test_it_is_born_formatted(root: Path, command: tuple[str, ...]):
    """`ruff` has nothing to say of sources and tests, however long what meets in a line has become."""
    assert complaints(root, "ruff", *command, "--no-cache", "src", "tests") == ""


def test_the_generated_suite_passes(root: Path, embedded_server: Server):
    """All that is generated works."""
    assert complaints(root, "pytest", "-q", "tests", DATABASE_URL=embedded_server.url) == ""
