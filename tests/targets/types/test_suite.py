"""A platform that uses every field type: its generated tests pass, and its code is typed, linted and formatted."""

from pathlib import Path

import pytest

from generator import pipeline
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


def test_a_type_within_a_json_brings_its_module(tmp_path: Path):
    """What a typed json holds is checked by the core, too, which has the module for it nowhere else from."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")
    fields = "{title: {type: string, max_length: 9, required: true}, contact: {type: json, fields: {mail: email}}}"
    (tmp_path / "specs" / "content.yaml").write_text(f"service: content\nentities: {{article: {{fields: {fields}}}}}\n")
    pipeline.generate(tmp_path, stubs=False)
    assert (tmp_path / "src" / "acme" / "core" / "addresses.py").is_file()
