"""The platform as a commit has it."""

import os
import subprocess

import pytest

from generator.output.revision import revision


def git(root, *arguments: str) -> str:
    named = {f"GIT_{role}_{key}": "tester" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    return subprocess.run(
        ["git", *arguments], cwd=root, env=os.environ | named, capture_output=True, check=True, text=True
    ).stdout.strip()


@pytest.fixture
def repositories(tmp_path):
    """Two, with one commit each."""
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        git(tmp_path / name, "init", "--quiet")
        (tmp_path / name / "who.txt").write_text(name)
        git(tmp_path / name, "add", "--all")
        git(tmp_path / name, "commit", "--quiet", "--message", name)
    return tmp_path


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE"])
def test_a_hook_of_another_repository_leads_no_git_astray(repositories, monkeypatch, variable):
    """The repository is the one that the platform lies in, whatever the hook that called us exports."""
    ours = repositories / "ours"
    commit = git(ours, "rev-parse", "HEAD")
    monkeypatch.setenv(variable, str(repositories / "theirs/.git"))

    found = revision(ours, "HEAD")

    assert found is not None
    assert (found.commit, found.read(["who.txt"])) == (commit, {"who.txt": b"ours"})
