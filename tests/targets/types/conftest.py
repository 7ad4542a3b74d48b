"""The golden platform that uses every field type, generated once under a name of its own, and importable."""

import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from generator import pipeline
from generator.database.embedded import Server

GOLDEN = Path(__file__).parents[2] / "golden" / "every_type"
PACKAGE = "manytypes"

CONFIGURATION = """
[tool.pytest.ini_options]
pythonpath = ["src", "."]
addopts = ["--strict-markers", "--strict-config", "-p", "no:cacheprovider"]
asyncio_default_fixture_loop_scope = "function"
filterwarnings = ["error"]

[tool.mypy]
strict = true
mypy_path = "src"

[[tool.mypy.overrides]]
module = ["google.rpc.*", "grpc_health.*", "grpc_reflection.*"]
ignore_missing_imports = true

[tool.ruff]
line-length = 120
target-version = "py311"
extend-exclude = ["v1"]

[tool.ruff.lint]
select = ["A", "B", "D", "E", "F", "I", "N", "RUF", "SIM", "UP", "W"]
ignore = ["D107", "N818"]
pydocstyle.convention = "google"
"""

Command = Callable[..., str]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated platform."""
    made = tmp_path_factory.mktemp("types") / "platform"
    shutil.copytree(GOLDEN / "specs", made / "specs")
    (made / "scaffold.yaml").write_text((GOLDEN / "scaffold.yaml").read_text().replace("acme", PACKAGE))
    pipeline.generate(made)
    (made / "pyproject.toml").write_text(CONFIGURATION)
    return made


@pytest.fixture(scope="session")
def module(root: Path) -> Iterator[Callable[[str], ModuleType]]:
    """Imports a module of the platform: `core.addresses`."""
    sys.path.insert(0, str(root / "src"))
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    sys.path.remove(str(root / "src"))


@pytest.fixture
def complaints(root: Path, embedded_server: Server, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a Python tool in the platform, on the server of this session; what it says where it is not content."""
    monkeypatch.setenv("DATABASE_URL", embedded_server.url)

    def run(*command: str) -> str:
        found = subprocess.run(
            [sys.executable, "-B", "-m", *command], cwd=root, capture_output=True, text=True, check=False
        )
        return found.stdout[-5000:] + found.stderr[-2000:] if found.returncode else ""

    return run
