"""`scaffold update --undo`: one command, and nothing that was written meanwhile is lost."""

import json

import pytest

from .conftest import append, git, succeed, tree
from .installations import replace

pytestmark = pytest.mark.slow

REFUSED = "error: there is no update to take back\n  help: Older ones are in your git history.\n"


def without_record(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if not path.startswith(".scaffold/undo/")}


def test_everything_is_as_before_uncommitted_edits_too(lived_in, older, newer):
    """Template files, generated files and the lock; done again, the update is back."""
    append(lived_in / "README.md", "\nNot committed.\n")
    replace(lived_in / "specs/content.yaml", "entities:\n", "entities:\n  badge:\n    fields: {label: text}\n")
    before = tree(lived_in)
    status = git("status", "--porcelain", cwd=lived_in)
    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))
    updated = tree(lived_in)
    assert "class Badge" in updated["src/acme/content/models.py"]

    said = succeed(newer.scaffold("update", "--undo", cwd=lived_in))

    assert said.startswith("Took back platform 0.1.0 -> 0.3.0, content 0.1.0 -> 0.3.0: ")
    assert "migrations/content/content.0003." in said
    assert (without_record(tree(lived_in)), git("status", "--porcelain", cwd=lived_in)) == (before, status)
    again = succeed(newer.scaffold("update", "--undo", cwd=lived_in))
    assert again.startswith("Took back the undo of platform 0.1.0 -> 0.3.0, content 0.1.0 -> 0.3.0: ")
    assert without_record(tree(lived_in)) == without_record(updated)


def test_a_conflict_can_be_given_up(lived_in, newer):
    """Also one that somebody has begun to settle; what they wrote comes back with the next undo."""
    replace(lived_in / "pyproject.toml", 'requires-python = ">=3.11"', 'requires-python = ">=3.12"')
    before = tree(lived_in)
    assert newer.scaffold("update", cwd=lived_in).returncode == 3
    replace(lived_in / "pyproject.toml", 'requires-python = ">=3.12"', 'requires-python = ">=3.13"')
    begun = (lived_in / "pyproject.toml").read_text()

    undone = json.loads(succeed(newer.scaffold("update", "--undo", "--json", cwd=lived_in)))

    assert (undone["replaced"], undone["merged"]) == (["pyproject.toml"], [])
    assert without_record(tree(lived_in)) == before
    succeed(newer.scaffold("update", "--undo", cwd=lived_in))
    assert (lived_in / "pyproject.toml").read_text() == begun


def test_what_was_written_since_in_other_lines_stays(lived_in, newer):
    """The update goes out of the file, the edit does not."""
    readme = (lived_in / "README.md").read_text()
    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))
    append(lived_in / "README.md", "\nSince.\n")
    append(lived_in / "specs/content.yaml", "# Since.\n")

    undone = json.loads(succeed(newer.scaffold("update", "--undo", "--json", cwd=lived_in)))

    assert (undone["merged"], undone["replaced"]) == (["README.md"], [])
    assert (lived_in / "README.md").read_text() == readme + "\nSince.\n"
    assert (lived_in / "specs/content.yaml").read_text().endswith("# Since.\n")


def test_without_an_update_there_is_nothing_to_take_back(lived_in, newer):
    """Nor do options that contradict it mean anything."""
    done = newer.scaffold("update", "--undo", cwd=lived_in)
    assert (done.returncode, done.stderr) == (2, REFUSED)
    assert newer.scaffold("update", "--undo", "--dry-run", cwd=lived_in).returncode == 2


def test_an_undo_never_takes_a_number_or_a_migration_away_that_was_given_out_since(lived_in, newer):
    """Two fields after the update: each has a number in the lock, which an undo would give to the other."""
    spec = lived_in / "specs/content.yaml"
    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))
    replace(spec, "entities:\n", "entities:\n  badge:\n    fields: {label: text}\n")
    succeed(newer.scaffold("generate", "--no-stubs", cwd=lived_in))
    before = tree(lived_in)

    done = newer.scaffold("update", "--undo", cwd=lived_in)

    assert (done.returncode, tree(lived_in)) == (2, before)
    assert done.stderr.startswith("error: something was generated since platform 0.1.0 -> 0.3.0, content 0.1.0 -> ")
    assert "`migrations/content/content.0003." in done.stderr
    assert "Go back with git" in done.stderr


def test_newer_schemas_alone_are_taken_back_alone(lived_in, newer):
    """What was generated beside them stays: no template had moved."""
    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))
    schema = lived_in / ".scaffold/schemas/service.schema.json"
    schema.write_text("{}\n")
    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))

    undone = json.loads(succeed(newer.scaffold("update", "--undo", "--json", cwd=lived_in)))

    assert (undone["undone"], undone["restored"]) == (
        "newer schemas",
        [".scaffold/schemas/service.schema.json"],
    )
    assert schema.read_text() == "{}\n"
