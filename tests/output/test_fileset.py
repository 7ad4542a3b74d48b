"""The fileset refuses what could not be checked out, or would land outside the platform."""

import pytest

from generator.artifacts import Artifact
from generator.diagnostics import DiagnosedError
from generator.output.fileset import collect


def refusals(*paths: str) -> list[str]:
    with pytest.raises(DiagnosedError) as caught:
        collect(Artifact(path=path, text="") for path in paths)
    assert {item.code for item in caught.value.diagnostics} == {"SG905"}
    return [item.message for item in caught.value.diagnostics]


def test_artifacts_are_sorted_by_path():
    """The order in which targets render does not matter."""
    fileset = collect([Artifact(path="b", text="2"), Artifact(path="a", text="1")])
    assert [item.path for item in fileset.artifacts] == ["a", "b"]


def test_the_same_path_twice_is_refused():
    """Two artifacts are never one file."""
    assert refusals("a/b", "a/b") == ["two files are called `a/b` and `a/b`"]


def test_paths_that_differ_in_case_only_are_refused():
    """Some file systems would check them out as one file."""
    assert refusals("src/A.py", "src/a.py") == ["two files are called `src/A.py` and `src/a.py`"]


def test_a_file_below_a_file_is_refused():
    """A path is a file or a folder."""
    assert refusals("src/a", "src/a/b") == ["`src/a` is a file, so `src/a/b` cannot lie below it"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/etc/passwd", "is absolute"),
        ("../up", "leaves or blurs its folder"),
        ("a/../../up", "leaves or blurs its folder"),
        ("a//b", "leaves or blurs its folder"),
        ("./a", "leaves or blurs its folder"),
        ("", "is not a portable relative path"),
        ("a\\b", "is not a portable relative path"),
        ("c:a", "is not a portable relative path"),
        ("a\0b", "is not a portable relative path"),
        (".git/hooks/pre-commit", "lies in `.git`, which is not for generated files"),
        ("specs/content.yaml", "lies in `specs`, which is not for generated files"),
        ("scaffold.yaml", "lies in `scaffold.yaml`, which is not for generated files"),
        (".scaffold/cache/stamp.json", "lies in `.scaffold`, which is not for generated files"),
    ],
)
def test_a_path_outside_what_targets_may_write_is_refused(path, reason):
    """A target writes below the platform root and never over inputs, state or git's own files."""
    assert refusals(path) == [f"the path `{path}` {reason}"]
