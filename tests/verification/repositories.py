"""Git repositories of tests."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> None:
    """Runs git as somebody; fails if git does."""
    named = {f"GIT_{role}_{key}": "tester" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    subprocess.run(["git", *arguments], cwd=root, env=os.environ | named, capture_output=True, check=True)


def start(root: Path) -> None:
    """Makes a repository of the platform at `root`, with all that it has."""
    (root / ".gitignore").write_text("*_pb2*\n__pycache__/\n.scaffold/\n")
    git(root, "init", "-q", "--initial-branch=main")
    commit(root, "start")


def commit(root: Path, message: str) -> None:
    """Commits everything."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
