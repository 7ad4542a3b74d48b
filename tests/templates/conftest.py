"""A platform as a user gets it, and what a machine needs to install the scaffold that made it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BINARIES = Path(sys.executable).parent
"""Where the linters of the development dependencies are."""

FOREIGN = {"CI", "DATABASE_URL", "GITHUB_ACTIONS", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT", "VIRTUAL_ENV"}
"""Variables of this run that mean something to what a user runs."""

IDENTITY = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@localhost",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@localhost",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def variables(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a user's process."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN and not name.startswith("MAKE")}
    return kept | IDENTITY | more


def run(command: list[str | Path], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command as a user without a terminal, whatever comes of it; both outputs are in `stdout`."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=variables(environment),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A platform in a git repository, and what its commands find in their environment."""

    root: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return run(list(command), self.root, **self.environment, **more)

    def succeed(self, *command: str | Path, **more: str) -> str:
        done = self.run(*command, **more)
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout

    def make(self, *targets: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run("make", f"PY={sys.executable}", *targets, **more)

    def commit(self, message: str) -> None:
        self.succeed("git", "add", "--all")
        self.succeed("git", "commit", "--quiet", "--message", message)


def new_platform(folder: Path, **environment: str) -> Repository:
    """A platform called acme with a service called content, just generated and committed."""
    scaffold = [sys.executable, "-P", "-m", "generator.cli.main"]
    for command, where in (
        (["init", "acme"], folder),
        (["new-service", "content", "--yes"], folder / "acme"),
        (["generate", "--no-stubs"], folder / "acme"),
    ):
        done = run([*scaffold, *command], where)
        assert done.returncode == 0, done.stdout
    repository = Repository(root=folder / "acme", environment=environment)
    repository.succeed("git", "init", "--quiet", "--initial-branch=main")
    repository.commit("first")
    return repository


@pytest.fixture(scope="session")
def links(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables that let uv and pip find the wheel of this repository beside what the registry has."""
    folder = tmp_path_factory.mktemp("dist")
    done = run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], ROOT)
    assert done.returncode == 0, done.stdout
    mirrors = os.environ.get("PIP_FIND_LINKS", "").split()
    return {"UV_FIND_LINKS": str(folder), "PIP_FIND_LINKS": " ".join([*mirrors, str(folder)])}


@pytest.fixture(scope="module")
def short_folder() -> Iterator[Path]:
    """A folder of few letters: the path of a PostgreSQL's socket may have 107."""
    folder = Path(tempfile.mkdtemp(prefix="t-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
