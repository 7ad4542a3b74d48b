"""Killed, cut off or many at once: an update is there or it is not."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from generator.output import transaction

from .conftest import GIT_IDENTITY, append, commit_all, execute, git, succeed, tree
from .installations import without_network

pytestmark = pytest.mark.slow

KILLED = Path(__file__).with_name("killed.py")
DELAYS = (0.9, 1.6)
"""Seconds; whatever each hits, the rule holds."""


def of_people(root: Path) -> dict[str, str]:
    """Without what is recorded for the lock and for `--undo`."""
    return {
        path: text for path, text in tree(root).items() if not path.startswith(("scaffold.lock/", ".scaffold/undo/"))
    }


def test_a_kill_at_any_step_leaves_the_old_tree_or_the_new_one(lived_in, newer, tmp_path):
    """Before every rename and every removal of the real transaction; the record for `--undo` comes with the files."""
    append(lived_in / "README.md", "\nNot committed.\n")
    command = [str(newer.binaries / "python"), str(KILLED), str(lived_in), str(tmp_path / "copies")]
    found = json.loads(succeed(execute(command, tmp_path, PYTHONPATH="")))
    first_new = found.index("new")
    assert len(found) > 10
    assert found == ["old"] * first_new + ["new"] * (len(found) - first_new)


def test_after_a_kill_the_next_update_goes_on(lived_in, newer, tmp_path):
    """The whole command, killed with its process group at some moment, again and again."""
    expected = Path(shutil.copytree(lived_in, tmp_path / "expected"))
    before = of_people(lived_in)
    succeed(newer.scaffold("update", "--no-stubs", cwd=expected))
    for delay in DELAYS:
        child = subprocess.Popen(
            [newer.binaries / "scaffold", "update", "--no-stubs"],
            cwd=lived_in,
            env=os.environ | GIT_IDENTITY | {"PYTHONPATH": "", "HOME": str(tmp_path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            child.wait(delay)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        with transaction.exclusive(lived_in):
            transaction.recover(lived_in)
        assert of_people(lived_in) in (before, of_people(expected))
    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))
    assert of_people(lived_in) == of_people(expected)
    succeed(newer.scaffold("check", cwd=lived_in))
    succeed(newer.scaffold("update", "--undo", cwd=lived_in))
    assert of_people(lived_in) == before


def test_clones_with_a_fresh_home_without_network_at_once(lived_in, newer, tmp_path):
    """Below a bigger repository with a detached head, and in no repository at all: the same files."""
    for name in ("bigger/acme", "none"):
        shutil.copytree(lived_in, tmp_path / name, ignore=shutil.ignore_patterns(".git"))
    git("init", "--quiet", cwd=tmp_path / "bigger")
    commit_all(tmp_path / "bigger")
    git("clone", "--quiet", "bigger", "clone", cwd=tmp_path)
    git("checkout", "--quiet", "--detach", cwd=tmp_path / "clone")
    places = [tmp_path / name for name in ("clone/acme", "none")]
    children = [
        subprocess.Popen(
            [*without_network(), newer.binaries / "scaffold", "update", "--no-stubs"],
            cwd=place,
            # A hook of a repository passes on where that is: no git of ours may follow it.
            env=os.environ | {"PYTHONPATH": "", "HOME": str(tmp_path / "home"), "GIT_DIR": str(lived_in / ".git")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for place in places
    ]
    said = [child.communicate()[0].decode() for child in children]
    assert [child.returncode for child in children] == [0, 0], said
    first, second = (tree(place) for place in places)
    assert first == second
    assert first["README.md"].startswith("# acme: services\n")
    assert not (tmp_path / "home/.cache/copier").exists()
    assert git("status", "--porcelain", cwd=lived_in) == ""
