"""A small platform that has a case for everything that the generated tests do, generated once."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import pipeline
from generator.database.embedded import Server

CASE = Path(__file__).parent / "platform"

CONFIGURATION = """
[tool.pytest.ini_options]
pythonpath = ["src", "."]
addopts = ["--strict-markers", "--strict-config", "-p", "no:cacheprovider"]
asyncio_default_fixture_loop_scope = "function"
filterwarnings = ["error"]

[tool.ruff]
line-length = 120
target-version = "py311"

[tool.ruff.lint]
select = ["A", "B", "D", "E", "F", "I", "N", "RUF", "SIM", "UP", "W"]

[tool.ruff.lint.pydocstyle]
convention = "google"

[tool.mypy]
strict = true
mypy_path = "src"

[[tool.mypy.overrides]]
module = ["google.rpc.*", "grpc_health.*", "grpc_reflection.*"]
ignore_missing_imports = true
"""

Suite = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated platform."""
    made = tmp_path_factory.mktemp("lab") / "lab"
    shutil.copytree(CASE, made)
    pipeline.generate(made)
    (made / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    return made


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Iterator[Path]:
    """The platform, to be damaged."""
    yield shutil.copytree(root, tmp_path / "lab", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(tmp_path / "lab")


@pytest.fixture
def run_suite(embedded_server: Server, monkeypatch: pytest.MonkeyPatch) -> Suite:
    """Runs generated tests of a platform, on the server of this session."""
    monkeypatch.setenv("DATABASE_URL", embedded_server.url)

    def run(platform: Path, *modules: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-B", "-m", "pytest", "-q", *(modules or ["tests"])]
        return subprocess.run(command, cwd=platform, capture_output=True, text=True, check=False)

    return run
