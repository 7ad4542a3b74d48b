"""Every practice names what keeps it, and all that is named is there."""

import json
import re
from pathlib import Path

import pytest

from generator import resources
from generator.cli.application import COMMANDS, run
from generator.practices import Practice, markdown, practices

ROOT = Path(__file__).parents[1]
BUILT = [*range(3, 9), *range(10, 31), 40, 41, *range(58, 66), *range(67, 70)]
"""The practices that the spec language is for."""


def described(kind: str) -> set[str]:
    """Every key of the language: `entity.filters`, `platform.extensions`."""
    schema = json.loads(resources.schema(kind).read_text(encoding="utf-8"))
    parts = {kind: schema, **schema.get("$defs", {})}
    return {f"{name}.{key}" for name, part in parts.items() for key in part.get("properties", {})}


def generated_tests() -> set[str]:
    """The names of the tests that templates make."""
    templates = resources.templates() / "artifacts" / "tests"
    found = (re.findall(r"def (test_[^(\s]+)\(", path.read_text()) for path in templates.rglob("*.jinja"))
    return {name for names in found for name in names}


def test_they_are_all_there_in_order():
    """P01 to P70, each once."""
    assert [item.code for item in practices()] == [f"P{number:02}" for number in range(1, 71)]


@pytest.mark.parametrize("practice", list(practices()), ids=lambda item: item.code)
def test_what_is_named_is_there(practice: Practice):
    """Keys in the schemas, commands in the command line, tests in the templates."""
    keys = described("service") | described("platform")

    assert set(practice.spec) <= keys
    assert set(practice.commands) <= COMMANDS.keys()
    assert set(practice.tests) <= generated_tests()


@pytest.mark.parametrize("number", BUILT)
def test_a_practice_of_the_language_is_kept_by_something(number: int):
    """It names a construct, a rule or a test."""
    (practice,) = (item for item in practices() if item.code == f"P{number:02}")
    named = practice.spec or practice.rules or practice.tests or practice.commands

    assert bool(named) or practice.kept.startswith("By construction")
    assert practice.kept or practice.missing


def test_the_page_is_up_to_date(*, update: bool):
    """docs/practices.md is made from the rows."""
    path = ROOT / "docs" / "practices.md"
    if update:
        path.write_text(markdown())
    assert path.read_text() == markdown()


def test_a_practice_is_explained(capsys: pytest.CaptureFixture[str]):
    """By its code, in whichever case, and as JSON."""
    assert run(["explain", "p59"]) == 0
    assert capsys.readouterr().out.startswith("# P59 Every query filters by campaign.")
    assert run(["explain", "P59", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tests"][0] == "test_statement_reads_one_campaign"
