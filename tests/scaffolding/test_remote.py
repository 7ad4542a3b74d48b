"""`git-remote-scaffold`: the packaged templates as git repositories, the same on every machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.scaffolding.history import build
from generator.scaffolding.snapshots import TEMPLATES, NoSuchTemplateError, snapshots

from .conftest import execute, tree

ROOT = Path(__file__).parents[2]


def git(*arguments: str, cwd: Path, **environment: str) -> str:
    done = execute(["git", *arguments], cwd, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


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


def test_plain_copier_update_merges_a_newer_template(scaffold, tmp_path):
    """After an upgrade of scaffold: the user's text stays, the template's change arrives, without network."""
    assert scaffold("init", "acme").returncode == 0
    acme = tmp_path / "acme"
    readme = (acme / "README.md").read_text()
    (acme / "README.md").write_text(readme + "\n## Notes\n\nOurs.\n")
    git("init", "--quiet", cwd=acme)
    git("add", "--all", cwd=acme)
    git("commit", "--quiet", "--message", "start", cwd=acme)

    newer = tmp_path / "newer"
    for folder in ("generator", "templates", "schemas"):
        shutil.copytree(ROOT / folder, newer / folder, ignore=shutil.ignore_patterns("__pycache__"))
    platform = newer / "templates/copier/platform"
    shutil.copytree(platform / "0.1.0", platform / "0.2.0")
    template = platform / "0.2.0/template/README.md.jinja"
    template.write_text(template.read_text().replace("## Everyday", "## Every day"))
    helper = tmp_path / "bin/git-remote-scaffold"
    helper.parent.mkdir()
    helper.write_text(f'#!/bin/sh\ncd "{newer}" && exec "{sys.executable}" -m generator.scaffolding.remote "$@"\n')
    helper.chmod(0o755)

    path = f"{helper.parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "copier", "update", "--defaults", "--quiet"]
    done = execute(command, acme, PATH=path, HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert (acme / "README.md").read_text() == readme.replace("## Everyday", "## Every day") + "\n## Notes\n\nOurs.\n"
    assert "_commit: v0.2.0" in (acme / ".copier-answers.yml").read_text()
    changed = git("status", "--porcelain", cwd=acme).split()
    assert changed == ["M", ".copier-answers.yml", "M", "README.md"]


def test_the_helper_refuses_what_it_does_not_know():
    """Anything but git's commands ends it."""
    done = subprocess.run(
        [sys.executable, "-m", "generator.scaffolding.remote", "origin", "scaffold::platform"],
        input=b"capabilities\nconnect git-receive-pack\nnonsense\n",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"connect\n\nfallback\n")
