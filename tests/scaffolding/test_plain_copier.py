"""Plain `copier update` after `pip install --upgrade`: without us, without network, wherever the platform lies."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import Installed, append, commit_all, execute, git, succeed, tree
from .installations import install, replace, without_network

pytestmark = pytest.mark.slow

UPDATE = ("update", "--defaults", "--quiet")


def test_an_upgrade_in_place_then_an_update(wheels, tmp_path, lived_in):
    """One environment, a real installer, a fresh home, no network: edits stay and what is new arrives."""
    environment = Installed(install(wheels[0], tmp_path / "environment"), tmp_path / "home")
    append(lived_in / "README.md", "\nOurs.\n")
    commit_all(lived_in)
    succeed(environment.copier(*UPDATE, cwd=lived_in, prefix=without_network()))
    assert git("status", "--porcelain", cwd=lived_in) == ""
    install(wheels[1], tmp_path / "environment")

    succeed(environment.copier(*UPDATE, cwd=lived_in, prefix=without_network()))

    readme = (lived_in / "README.md").read_text()
    assert readme.startswith("# acme: services\n")
    assert readme.endswith("\nOurs.\n")
    assert [(lived_in / name).exists() for name in (".dockerignore", "CONTRIBUTING.md")] == [False, True]
    commit_all(lived_in)
    succeed(environment.copier(*UPDATE, "--answers-file", ".scaffold/answers/content.yml", cwd=lived_in))
    assert (lived_in / "docs/content.md").is_file()
    succeed(environment.scaffold("generate", "--no-stubs", cwd=lived_in))
    succeed(environment.scaffold("check", cwd=lived_in))
    # What copier cannot know of is left for scaffold.
    said = succeed(environment.scaffold("update", "--no-stubs", cwd=lived_in))
    assert said.startswith("schemas: what editors complete specs from\n")


def test_the_same_lines_are_left_unmerged(lived_in, newer):
    """It exits with 0, which cannot be helped; git knows the conflict and refuses a commit."""
    replace(lived_in / "pyproject.toml", 'requires-python = ">=3.11"', 'requires-python = ">=3.12"')
    commit_all(lived_in)
    succeed(newer.copier(*UPDATE, cwd=lived_in))
    assert "UU pyproject.toml\n" in git("status", "--porcelain", cwd=lived_in)
    assert execute(["git", "commit", "--message", "work"], lived_in).returncode != 0


def test_a_spec_edit_in_between_is_not_lost(lived_in, newer):
    """Nor is the test that somebody wrote, though the template has another example of both."""
    append(lived_in / "specs/content.yaml", "# Ours.\n")
    append(lived_in / "tests/content/test_content.py", "# Ours.\n")
    commit_all(lived_in)
    before = tree(lived_in)
    succeed(newer.copier(*UPDATE, "--answers-file", ".scaffold/answers/content.yml", cwd=lived_in))
    after = tree(lived_in)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {".scaffold/answers/content.yml", "docs/content.md"}


def test_below_a_bigger_repository(lived_in, newer, tmp_path):
    """A clone of it on another machine; beside the platform nothing is touched."""
    shutil.rmtree(lived_in / ".git")
    bigger = tmp_path / "bigger"
    (bigger / "other").mkdir(parents=True)
    (bigger / "other/README.md").write_text("# Other\n")
    lived_in.rename(bigger / "acme")
    git("init", "--quiet", cwd=bigger)
    commit_all(bigger)
    git("clone", "--quiet", "bigger", "clone", cwd=tmp_path)
    append(tmp_path / "clone/other/README.md", "Not committed.\n")
    succeed(newer.copier(*UPDATE, cwd=tmp_path / "clone/acme"))
    changed = git("status", "--porcelain", cwd=tmp_path / "clone").splitlines()
    assert " M acme/README.md" in changed
    assert [line for line in changed if " acme/" not in line] == [" M other/README.md"]


def _without_helper() -> str:
    """The search path without the folders that have git's helper for our templates."""
    folders = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if not (Path(folder) / "git-remote-scaffold").exists())


@pytest.mark.parametrize("helper", [False, True])
def test_what_copier_cannot_find_leaves_the_tree_as_it_is(lived_in, older, newer, helper):
    """The helper is not on PATH, or its package is older than the platform's template."""
    if helper:
        replace(lived_in / ".copier-answers.yml", "_commit: v0.1.0", "_commit: v0.3.0")
        commit_all(lived_in)
    before = tree(lived_in)
    done = older.copier(*UPDATE, cwd=lived_in, **({} if helper else {"PATH": _without_helper()}))
    assert done.returncode != 0
    assert ("v0.3.0" if helper else "remote-scaffold") in done.stdout + done.stderr
    assert (tree(lived_in), git("status", "--porcelain", cwd=lived_in)) == (before, "")


def test_a_home_that_has_seen_a_newer_package_is_no_trap(lived_in, older, newer):
    """Mirrors of templates are kept in the home; after a downgrade, the newer versions are gone from there."""
    succeed(newer.copier(*UPDATE, cwd=lived_in))
    git("reset", "--quiet", "--hard", cwd=lived_in)
    git("clean", "-fdq", cwd=lived_in)
    succeed(older.copier(*UPDATE, cwd=lived_in))
    assert git("status", "--porcelain", cwd=lived_in) == ""


def test_several_at_once(lived_in, newer, tmp_path):
    """With a cache each: while one process of copier's refreshes a cached template, another one may fail."""
    for number in range(3):
        shutil.copytree(lived_in, tmp_path / f"at_once/{number}")
    path = f"{newer.binaries}{os.pathsep}{os.environ['PATH']}"
    children = [
        subprocess.Popen(
            [newer.binaries / "python", "-m", "copier", *UPDATE],
            cwd=tmp_path / f"at_once/{number}",
            env=os.environ | {"PATH": path, "COPIER_CACHE_DIR": str(tmp_path / f"cache/{number}"), "PYTHONPATH": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for number in range(3)
    ]
    said = [child.communicate()[0].decode() for child in children]
    assert ([child.returncode for child in children], said) == ([0] * 3, [""] * 3)
    trees = [tree(tmp_path / f"at_once/{number}") for number in range(3)]
    assert trees[0] == trees[1] == trees[2] != tree(lived_in)
