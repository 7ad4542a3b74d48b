"""As a user: the wheel in an empty environment makes a platform whose generated tests pass."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = """\
service: library
scope: campaign
description: Books that a campaign lends.

entities:
  book:
    description: One title.
    fields:
      title: {type: string, max_length: 200, required: true}
      isbn: {type: string, max_length: 13, pattern: "[0-9]{13}", required: true}
      state: {type: enum, values: [shelved, lent], default: shelved}
    unique: [[isbn]]
    search: {title: A}
    concurrency: optimistic

events:
  book.lent: {description: Somebody took it home.}

operations:
  lend_book:
    description: Hands the book out.
    entity: book
    transition: {field: state, from: [shelved], to: lent}
    emits: book.lent
"""

pytestmark = pytest.mark.slow


def run(command: Sequence[str | Path], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    return subprocess.run(command, cwd=cwd, env=kept | environment, capture_output=True, text=True, check=False)


def succeed(command: Sequence[str | Path], cwd: Path, **environment: str) -> str:
    done = run(command, cwd, **environment)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    succeed([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def binaries(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment that holds the wheel and what its metadata asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    wanted = [f"{wheel}[embedded,runtime]", "pytest", "pytest-asyncio", "mypy", "-c", str(ROOT / "requirements.lock")]
    uv = Path(sys.executable).parent / "uv"
    venv.create(folder, with_pip=not uv.exists())
    binaries = folder / "bin"
    with_uv = [uv, "pip", "install", "--python", binaries / "python"]
    installer = with_uv if uv.exists() else [binaries / "pip", "install"]
    succeed([*installer, *wanted], ROOT)
    return binaries


@pytest.fixture(scope="module")
def platform(binaries: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A platform made the way README says, with one service from a spec of the user's own."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "library.yaml").write_text(SPEC)
    scaffold = binaries / "scaffold"
    succeed([scaffold, "init", "acme"], folder)
    succeed([scaffold, "new-service", "library", "--spec", "../library.yaml", "--yes"], folder / "acme")
    succeed([scaffold, "generate"], folder / "acme")
    return folder / "acme"


def test_templates_and_schemas_come_from_the_wheel(binaries: Path, tmp_path: Path):
    """The installed package finds its data inside itself, not in this checkout."""
    where = succeed([binaries / "python", "-c", "from generator import resources; print(resources.root())"], tmp_path)

    assert "site-packages" in where


def test_check_finds_nothing_to_do(binaries: Path, platform: Path):
    """A platform just generated has no drift."""
    found = json.loads(succeed([binaries / "scaffold", "check", "--json"], platform))

    assert found["diagnostics"] == []


def test_the_generated_tests_pass(binaries: Path, platform: Path):
    """The generated suite runs with no set-up on the PostgreSQL from the wheel and every test of it passes."""
    printed = succeed([binaries / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider"], platform)

    assert " passed" in printed
    assert "skipped" not in printed


def test_migrate_applies_to_a_database_of_the_users(binaries: Path, platform: Path, database_url: str):
    """`scaffold migrate` brings an empty database to the newest state, once."""
    first = succeed([binaries / "scaffold", "migrate", "--database-url", database_url, "--json"], platform)
    second = succeed([binaries / "scaffold", "migrate", "--database-url", database_url, "--json"], platform)

    assert [item["id"] for item in json.loads(first)["applied"]][-1] == "library.0002.foreign_keys"
    assert json.loads(second)["applied"] == []
