"""A real platform on disk, and the real command line in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

CONTENT = """\
# yaml-language-server: $schema=../.scaffold/schemas/service.schema.json
service: content
scope: campaign
description: Articles that a campaign publishes.

entities:
  article:
    description: One published piece.
    fields:
      title: {type: string, max_length: 200, required: true}
"""


@pytest.fixture
def scaffold(tmp_path) -> Run:
    """Runs `scaffold ARGUMENTS` in `cwd` as a user would: a new process, no terminal, no colour."""

    def run(*arguments: str, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {
            key: value
            for key, value in os.environ.items()
            if key not in {"DATABASE_URL", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"}
        }
        return subprocess.run(
            [sys.executable, "-m", "generator.cli.main", *arguments],
            cwd=cwd,
            env=kept | environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    return run


@pytest.fixture
def platform(tmp_path) -> Path:
    """A platform with one service, not generated yet."""
    root = tmp_path / "acme"
    (root / "specs").mkdir(parents=True)
    (root / "scaffold.yaml").write_text("platform: acme\n")
    (root / "specs/content.yaml").write_text(CONTENT)
    return root


@pytest.fixture
def generated(platform, scaffold) -> Path:
    """The platform after a first `scaffold generate`."""
    done = scaffold("generate", cwd=platform)
    assert done.returncode == 0, done.stderr
    return platform
