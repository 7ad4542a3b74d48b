"""What git itself makes of the generated `.gitattributes`."""

import subprocess
from pathlib import Path

import pytest

from generator.artifacts import Ownership
from generator.output.manifest import manifest, read_records

EXAMPLE = Path(__file__).parents[2] / "examples/marketplace"
AT_THE_ROOT = {"buf.yaml"}
"""Generated, but in the folder whose `.gitattributes` is the user's."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """An empty repository with the `.gitattributes` of the marketplace, beside those of a user."""
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "--quiet", root], check=True)
    for path in EXAMPLE.glob("**/.gitattributes"):
        copy = root / path.relative_to(EXAMPLE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (root / ".gitattributes").write_text("*.yaml merge=union\n*.py -text\n")
    return root


def attribute(root, name, paths):
    """What `git check-attr` says about each path."""
    done = subprocess.run(
        ["git", "check-attr", "-z", "--stdin", name],
        cwd=root,
        input="\0".join(paths),
        capture_output=True,
        text=True,
        check=True,
    )
    fields = done.stdout.split("\0")[:-1]
    return dict(zip(fields[::3], fields[2::3], strict=True))


def owned(*ownerships):
    files = manifest(read_records(EXAMPLE).values())
    return {path for path, file in files.items() if file.ownership in ownerships and path not in AT_THE_ROOT}


def test_generated_files_are_folded_in_reviews(repository):
    """Every one of them."""
    found = attribute(repository, "linguist-generated", owned(Ownership.GENERATED))
    assert {path for path, value in found.items() if value != "set"} == set()


def test_what_a_person_wrote_or_has_to_read_is_not(repository):
    """The user's files, modules of theirs beside generated ones, and migrations."""
    theirs = owned(Ownership.SCAFFOLDED, Ownership.APPEND_ONLY) | {
        "src/marketplace/content/pricing.py",
        "src/marketplace/reports/models.py",
        "specs/content.yaml",
        "tests/content/test_mine.py",
    }
    found = attribute(repository, "linguist-generated", theirs)
    assert {path for path, value in found.items() if value != "unspecified"} == set()


def test_hashed_files_have_the_same_bytes_in_every_checkout(repository):
    """Whatever the user's own rules or `core.autocrlf` say: their hash is in the lock."""
    locks = {path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.glob("scaffold.lock/*.yaml")}
    hashed = owned(Ownership.GENERATED, Ownership.APPEND_ONLY) | locks
    for name, wanted in (("eol", "lf"), ("text", "set")):
        found = attribute(repository, name, hashed)
        assert {path for path, value in found.items() if value != wanted} == set()


def test_locks_are_merged_with_markers(repository):
    """A driver of the user's for YAML would join two locks without a word."""
    assert attribute(repository, "merge", ["scaffold.lock/content.yaml", "specs/content.yaml"]) == {
        "scaffold.lock/content.yaml": "set",
        "specs/content.yaml": "union",
    }
