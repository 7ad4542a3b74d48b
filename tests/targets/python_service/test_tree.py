"""The generated package as a tree: equal to the golden one, formatted, linted, typed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
BINARIES = Path(sys.executable).parent
SERVICES = ("art", "people")
STUBS = "_pb2"

LINT = (
    "[lint]\nselect = ['A', 'ANN', 'ARG', 'B', 'C90', 'D', 'E', 'F', 'I', 'N', "
    "'PL', 'RET', 'RUF', 'S', 'SIM', 'UP', 'W']\n"
    "ignore = ['PLR0913', 'PLR0917']\n"
    "[lint.pydocstyle]\nconvention = 'google'\n"
)


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
        if STUBS not in path.name
    }


@pytest.mark.parametrize("service", SERVICES)
def test_golden(root: Path, service: str):
    """The package is what it was; `UPDATE=1` accepts a wanted change."""
    actual = root / "src" / "gallery" / service
    if os.environ.get("UPDATE"):
        shutil.rmtree(GOLDEN / service, ignore_errors=True)
        shutil.copytree(actual, GOLDEN / service, ignore=shutil.ignore_patterns(f"*{STUBS}*", "__pycache__"))
    assert texts(actual) == texts(GOLDEN / service)


def run(root: Path, *command: str | Path) -> str:
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return (found.stdout + found.stderr).strip() if found.returncode else ""


def packages(root: Path) -> list[str]:
    return [
        str(path)
        for name in SERVICES
        for path in (root / "src" / "gallery" / name).rglob("*.py")
        if STUBS not in path.name
    ]


def test_born_formatted(root: Path):
    """`ruff format` has nothing to change."""
    command = (BINARIES / "ruff", "format", "--isolated", "--no-cache", "--line-length", "120", "--diff")
    assert run(root, *command, *packages(root)) == ""


def test_lint(root: Path, tmp_path: Path):
    """`ruff check` has nothing to say."""
    config = tmp_path / "ruff.toml"
    config.write_text(f"line-length = 120\ntarget-version = 'py311'\nsrc = ['{root}/src']\n{LINT}", encoding="utf-8")
    assert run(root, BINARIES / "ruff", "check", "--config", config, "--no-cache", "-q", *packages(root)) == ""


def test_types(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`mypy --strict` is content, against the compiled stubs."""
    monkeypatch.setenv("MYPYPATH", str(root / "src"))
    command = (BINARIES / "mypy", "--config-file=", "--strict", "--follow-imports=silent", "--cache-dir", tmp_path)
    chosen = [argument for name in SERVICES for argument in ("-p", f"gallery.{name}")]
    assert run(root, *command, *chosen) == ""
