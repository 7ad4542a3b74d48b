"""The generated tests as a tree: equal to the golden one, formatted, linted, typed, the same every time."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import pipeline

GOLDEN = Path(__file__).parent / "golden"
BINARIES = Path(sys.executable).parent


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
        if "__pycache__" not in path.parts
    }


def complaints(root: Path, *command: str | Path) -> str:
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return (found.stdout + found.stderr).strip() if found.returncode else ""


def test_golden(root: Path, update: bool):  # noqa: FBT001 - a fixture
    """The tests are what they were; `pytest --update` accepts a wanted change."""
    actual = tree(root / "tests")

    if update:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(root / "tests", GOLDEN, ignore=shutil.ignore_patterns("__pycache__"))
    assert actual == tree(GOLDEN)


def test_same_bytes(root: Path):
    """Generating again changes nothing."""
    assert pipeline.generate(root, dry_run=True).patch == ""


@pytest.mark.parametrize("command", [("format", "--diff"), ("check", "--quiet")], ids=["format", "check"])
def test_ruff_has_nothing_to_say(root: Path, command: tuple[str, ...]):
    """The tests are born formatted and linted."""
    assert complaints(root, BINARIES / "ruff", *command, "--no-cache", "tests") == ""


def test_types(root: Path, tmp_path: Path):
    """`mypy --strict` is content with the tests, against the code that they test."""
    command = (BINARIES / "mypy", "--cache-dir", tmp_path, "tests/generated")

    assert complaints(root, *command) == ""
