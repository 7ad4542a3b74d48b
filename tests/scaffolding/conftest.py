"""The real command line, a real git, a real copier."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
