"""`git-remote-scaffold`: the packaged templates as git repositories, the same on every machine."""

import os
import subprocess
import sys

import pytest

from generator.scaffolding.history import build
from generator.scaffolding.snapshots import TEMPLATES, NoSuchTemplateError, snapshots

from .conftest import execute, git, tree


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_can_be_cloned(template, tmp_path, helper_path):
    """One tag per version; the work tree is the newest snapshot, with line ends that git leaves alone."""
    git("clone", "--quiet", f"scaffold::{template}", "copy", cwd=tmp_path, PATH=helper_path)
    versions = snapshots(template)
    assert git("tag", cwd=tmp_path / "copy").split() == [f"v{item.version}" for item in versions]
    expected = tree(versions[-1].folder) | {".gitattributes": "* -text\n"}
    assert tree(tmp_path / "copy") == expected


def test_commit_ids_are_the_same_everywhere(tmp_path):
    """No clock, no user, no stat cache: otherwise an update could not find the version a platform was made from."""
    found = set()
    for number, identity in enumerate(("one", "two")):
        os.environ["GIT_COMMITTER_NAME"] = identity
        try:
            build("platform", tmp_path / str(number))
        finally:
            del os.environ["GIT_COMMITTER_NAME"]
        found.add(git("rev-parse", "main", cwd=tmp_path / str(number)))
    assert len(found) == 1


def test_an_unknown_template_is_an_error(tmp_path, helper_path):
    """The message says which there are."""
    with pytest.raises(NoSuchTemplateError, match="there are: platform, service"):
        snapshots("nothing")
    done = execute(["git", "ls-remote", "scaffold::nothing"], tmp_path, PATH=helper_path)
    assert (done.returncode, done.stderr) == (
        128,
        "error: there is no template `nothing`; there are: platform, service\n",
    )


def test_nothing_can_be_pushed(tmp_path, helper_path):
    """The history belongs to the package."""
    git("clone", "--quiet", "scaffold::platform", "copy", cwd=tmp_path, PATH=helper_path)
    done = execute(["git", "push", "origin", "main:other"], tmp_path / "copy", PATH=helper_path)
    assert done.returncode == 128
    assert git("ls-remote", "origin", "other", cwd=tmp_path / "copy", PATH=helper_path) == ""


def test_the_helper_refuses_what_it_does_not_know():
    """Anything but git's commands ends it."""
    done = subprocess.run(
        [sys.executable, "-m", "generator.scaffolding.remote", "origin", "scaffold::platform"],
        input=b"capabilities\nconnect git-receive-pack\nnonsense\n",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"connect\n\nfallback\n")
