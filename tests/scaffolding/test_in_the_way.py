"""`init` and `new-service` where something is already, or comes meanwhile: it stays, and is named."""

import subprocess
import sys

import pytest

from generator.cli.new_files import write_new
from generator.diagnostics import EnvironmentProblem
from generator.output import transaction

from .conftest import tree


def test_a_service_that_exists_is_not_touched(scaffold, acme):
    """Nor is anything else."""
    scaffold("new-service", "content", cwd=acme)
    before = tree(acme)
    done = scaffold("new-service", "content", cwd=acme)
    assert (done.returncode, done.stderr) == (
        2,
        """\
error: there is already a service `content`
  help: Edit `specs/content.yaml`, then run `scaffold generate`.
""",
    )
    assert tree(acme) == before


def test_a_file_in_the_way_is_named_and_kept(scaffold, acme):
    """A test of the user's that is already there."""
    (acme / "tests/content").mkdir(parents=True)
    (acme / "tests/content/test_content.py").write_text("mine")
    before = tree(acme)
    done = scaffold("new-service", "content", cwd=acme)
    assert (done.returncode, done.stderr) == (
        2,
        """\
error: would overwrite `tests/content/test_content.py`
  help: Move them away, or choose another folder.
""",
    )
    assert tree(acme) == before


def test_a_platform_inside_a_platform_is_refused(scaffold, acme):
    """Commands would find the wrong one."""
    done = scaffold("init", "inner", cwd=acme)
    assert (done.returncode, "lies inside the platform" in done.stderr) == (2, True)
    again = scaffold("init", ".", cwd=acme)
    assert (again.returncode, again.stderr) == (
        2,
        "error: `.` is already a platform\n  help: Go there and add a service: `scaffold new-service NAME`.\n",
    )


def test_files_in_the_way_of_a_platform_are_named_and_kept(scaffold, tmp_path):
    """A repository that already has a README."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/README.md").write_text("mine")
    done = scaffold("init", "shop")
    assert (done.returncode, "would overwrite `README.md`" in done.stderr) == (2, True)
    assert tree(tmp_path / "shop") == {"README.md": "mine"}
    assert [path.name for path in (tmp_path / "shop").iterdir()] == ["README.md"]


def waiting(folder, *arguments):
    """A `scaffold` that has rendered its files and waits for the lock of the platform."""
    command = [sys.executable, "-m", "generator.cli.main", *arguments]
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stderr.readline() == "waiting for another scaffold command on this platform to finish\n"
    return child


def test_of_two_inits_at_once_the_second_is_refused(tmp_path):
    """It looks for files in its way when it is its turn, and takes away nothing of the first's."""
    acme = tmp_path / "acme"
    with transaction.exclusive(acme):
        second = waiting(tmp_path, "init", "acme")
        (acme / "scaffold.yaml").write_text("platform: first\n")
    _, said = second.communicate()
    assert (second.returncode, said) == (
        2,
        "error: would overwrite `scaffold.yaml`\n  help: Move them away, or choose another folder.\n",
    )
    assert tree(acme) == {"scaffold.yaml": "platform: first\n"}


def test_of_two_equal_services_at_once_the_second_is_refused(acme):
    """The first one's spec stays."""
    with transaction.exclusive(acme):
        second = waiting(acme, "new-service", "content")
        (acme / "specs/content.yaml").write_text("service: first\n")
    _, said = second.communicate()
    assert (second.returncode, "would overwrite `specs/content.yaml`" in said) == (2, True)
    assert (acme / "specs/content.yaml").read_text() == "service: first\n"


def test_a_write_that_fails_leaves_no_trace(tmp_path):
    """Neither the folder nor what was made above it; a name that is a file and a folder stands in for a full disk."""
    with pytest.raises(EnvironmentProblem):
        write_new(tmp_path / "shop/acme", {"a": b"file", "a/b": b"below it"})
    assert list(tmp_path.iterdir()) == []
