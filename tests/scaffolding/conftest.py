"""The real command line, a real git, a real copier."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from .installations import ROOT, build_wheel, install, newer_tree, once, shared_folder

Run = Callable[..., subprocess.CompletedProcess[str]]

GIT_IDENTITY = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@localhost",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@localhost",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def execute(command: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | GIT_IDENTITY | environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.fixture
def scaffold(tmp_path) -> Run:
    """Runs `scaffold ARGUMENTS` in `cwd`, in a process of its own without a terminal."""

    def run(*arguments: str, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        return execute([sys.executable, "-m", "generator.cli.main", *arguments], cwd, **environment)

    return run


@pytest.fixture
def acme(scaffold, tmp_path):
    """A platform made by `scaffold init`."""
    done = scaffold("init", "acme")
    assert done.returncode == 0, done.stderr
    return tmp_path / "acme"


@pytest.fixture
def helper_path(tmp_path) -> str:
    """A PATH on which git finds `git-remote-scaffold`, as an activated environment has it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    helper = folder / "git-remote-scaffold"
    helper.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator.scaffolding.remote "$@"\n')
    helper.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def tree(root: Path) -> dict[str, str]:
    """Every file below `root` that belongs to the user."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".git", "cache"} & set(path.relative_to(root).parts)
    }


def git(*arguments: str, cwd: Path, **environment: str) -> str:
    done = execute(["git", *arguments], cwd, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def succeed(done: subprocess.CompletedProcess[str]) -> str:
    """What a command printed that must not have failed."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text() + text)


def commit_all(folder: Path) -> None:
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message", "work", cwd=folder)


@dataclass(frozen=True)
class Installed:
    """An environment into which a wheel of scaffold was installed."""

    binaries: Path
    home: Path

    def scaffold(self, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Without the environment activated, as `.venv/bin/scaffold` is run."""
        return execute([str(self.binaries / "scaffold"), *arguments], cwd, **self._environment(environment))

    def copier(
        self, *arguments: str, cwd: Path, prefix: Sequence[str] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Plain copier, in the activated environment; `prefix` is a command that runs another."""
        path = f"{self.binaries}{os.pathsep}{os.environ['PATH']}"
        command = [*prefix, str(self.binaries / "python"), "-m", "copier", *arguments]
        return execute(command, cwd, **self._environment({"PATH": path, **environment}))

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        """A home of its own, and no way to import anything but what was installed."""
        return {"HOME": str(self.home), "PYTHONPATH": "", **more}


@pytest.fixture(scope="session")
def wheels(tmp_path_factory) -> tuple[Path, Path]:
    """The wheel of this tree, and that of a later release."""
    folder = shared_folder(tmp_path_factory)
    with once(folder, "wheels") as first:
        if first:
            build_wheel(ROOT, folder / "older")
            build_wheel(newer_tree(folder / "tree"), folder / "newer")
    return next((folder / "older").glob("*.whl")), next((folder / "newer").glob("*.whl"))


@pytest.fixture(scope="session")
def environments(wheels, tmp_path_factory) -> tuple[Path, Path]:
    """The `bin` folders of an environment for each of the two wheels."""
    folder = shared_folder(tmp_path_factory)
    with once(folder, "environments") as first:
        if first:
            for wheel in wheels:
                install(wheel, wheel.parent / "environment")
    return wheels[0].parent / "environment/bin", wheels[1].parent / "environment/bin"


@pytest.fixture
def older(environments, tmp_path) -> Installed:
    """The scaffold of this tree."""
    return Installed(environments[0], tmp_path / "home")


@pytest.fixture
def newer(environments, tmp_path) -> Installed:
    """The scaffold of a later release, with the templates 0.2.0 and 0.3.0."""
    return Installed(environments[1], tmp_path / "home")


@pytest.fixture(scope="session")
def committed(environments, tmp_path_factory) -> Path:
    """A platform with a service, made by the older scaffold, in a git repository with nothing to commit."""
    folder = shared_folder(tmp_path_factory)
    acme = folder / "acme"
    with once(folder, "acme") as first:
        if first:
            older = Installed(environments[0], folder)
            for arguments, cwd in (
                (("init", "acme"), folder),
                (("new-service", "content"), acme),
                (("generate", "--no-stubs"), acme),
            ):
                done = older.scaffold(*arguments, cwd=cwd)
                assert done.returncode == 0, done.stderr
            git("init", "--quiet", "--initial-branch=main", cwd=acme)
            commit_all(acme)
    return acme


@pytest.fixture
def lived_in(committed, tmp_path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(committed, tmp_path / "acme", symlinks=True))
