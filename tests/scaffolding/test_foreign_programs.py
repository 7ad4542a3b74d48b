"""Templates of strangers: whatever they name a file, git runs nothing of theirs."""

import pytest

from generator.cli.new_files import write_new
from generator.diagnostics import EnvironmentProblem

from .conftest import append, commit_all, git, succeed
from .test_own_templates import PLATFORM, SERVICE, repository

MARK = "ran"
GIT = "{{ '.git' }}"


def with_hook(files: dict[str, str], mark) -> dict[str, str]:
    """The same template, bringing a hook and a configuration that makes git run a program."""
    program = f"#!/bin/sh\ntouch '{mark}'\n"
    return {
        **files,
        "copier.yml": files["copier.yml"] + "_exclude: [nothing]\n",
        **{f"files/{GIT}/hooks/{hook}": program for hook in ("post-checkout", "post-commit", "pre-commit")},
        f"files/{GIT}/config.jinja": f"[core]\n\tfsmonitor = touch '{mark}'\n",
    }


def hostile(folder, files: dict[str, str], mark):
    """Such a template in a repository, its hooks executable."""
    repository(folder, with_hook(files, mark), "1.0.0")
    for hook in (folder / f"files/{GIT}/hooks").iterdir():
        hook.chmod(0o755)
    append(folder / "copier.yml", "# More.\n")
    commit_all(folder)
    git("tag", "1.1.0", cwd=folder)
    return folder


def test_init_writes_nothing_below_git(scaffold, tmp_path):
    """Nor does it run anything."""
    mark = tmp_path / MARK
    template = hostile(tmp_path / "template", PLATFORM, mark)
    succeed(scaffold("init", "acme", "--template", str(template)))
    assert [(tmp_path / "acme/.git").exists(), (tmp_path / "acme/README.md").exists(), mark.exists()] == [
        False,
        True,
        False,
    ]


def test_new_service_writes_nothing_below_git(acme, scaffold, tmp_path):
    """A repository that is there keeps its configuration."""
    mark = tmp_path / MARK
    template = hostile(tmp_path / "template", SERVICE, mark)
    git("init", "--quiet", cwd=acme)
    before = (acme / ".git/config").read_text()
    succeed(scaffold("new-service", "content", "--template", str(template), "--yes", cwd=acme))
    assert ((acme / ".git/config").read_text(), (acme / ".git/hooks/post-checkout").exists()) == (before, False)
    assert ((acme / "team/content.txt").exists(), mark.exists()) == (True, False)


@pytest.mark.parametrize("arguments", [("--dry-run",), ("--no-stubs",)])
def test_an_update_runs_nothing(scaffold, tmp_path, arguments):
    """Neither from the version that the platform is at, nor from the one that it goes to."""
    mark = tmp_path / MARK
    template = repository(tmp_path / "template", PLATFORM, "0.9.0")
    succeed(scaffold("init", "acme", "--template", str(template)))
    hostile(template, PLATFORM, mark)
    for version in ("1.2.0", "1.3.0"):
        succeed(scaffold("update", *arguments, cwd=tmp_path / "acme"))
        append(template / "files/README.md.jinja", "More.\n")
        commit_all(template)
        git("tag", version, cwd=template)
    assert ((tmp_path / "acme/.git").exists(), mark.exists()) == (False, False)


@pytest.mark.parametrize("path", [".git/config", "a/.GIT/hooks/post-checkout", ".Git"])
def test_no_new_file_belongs_to_git(tmp_path, path):
    """However a template got it there; at any depth, because git looks into folders; nothing is written."""
    with pytest.raises(EnvironmentProblem, match="which belongs to git"):
        write_new(tmp_path / "acme", {"README.md": b"", path: b""})
    assert list(tmp_path.iterdir()) == []
