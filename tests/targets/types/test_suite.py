"""A platform that uses every field type: its generated tests pass, and its code is typed, linted and formatted."""

import pytest

from tests.targets.types.conftest import Command


@pytest.mark.slow
def test_the_generated_suite_passes(complaints: Command):
    """Every sample of every type goes through model, wire, repository and PostgreSQL, and comes back."""
    assert complaints("pytest", "-q", "tests") == ""


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "--no-cache", "."), ("ruff", "format", "--no-cache", "--check", "."), ("mypy", "src", "tests")],
    ids=["check", "format", "mypy"],
)
def test_the_code_is_born_clean(complaints: Command, command: tuple[str, ...]):
    """Whatever the types of its fields."""
    assert complaints(*command) == ""
