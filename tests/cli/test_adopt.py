"""`scaffold adopt`: a generated file becomes the user's, stays theirs through every later edit, and is given back."""

import json

import pytest

from .platforms import codes, edit_spec, tree

MODELS = "src/acme/content/models.py"
MINE = "# Mine.\n"


@pytest.fixture
def adopted(scaffold, generated):
    """The platform with models.py edited by hand and adopted."""
    (generated / MODELS).write_text(MINE)
    done = scaffold("adopt", MODELS, cwd=generated)
    assert (done.returncode, done.stdout) == (0, f"Yours from now on: {MODELS}\n"), done.stderr
    return generated


def test_an_adopted_file_is_in_order(scaffold, adopted):
    """Neither `check` nor `generate` has a word about it, with the stamp and without."""
    assert codes(scaffold("check", "--json", cwd=adopted)) == []
    (adopted / ".scaffold/cache/stamp.json").unlink(missing_ok=True)
    assert codes(scaffold("check", "--json", cwd=adopted)) == []
    done = scaffold("generate", "--overwrite", cwd=adopted)
    assert (done.returncode, done.stderr) == (0, "")
    assert (adopted / MODELS).read_text() == MINE


def test_adopting_changes_no_other_record(scaffold, generated):
    """A spec that was edited meanwhile is not planned: its migration is as new afterwards as before."""
    edit_spec(generated)
    before = tree(generated)
    planned = scaffold("generate", "--dry-run", "--json", cwd=generated).stdout
    (generated / MODELS).write_text(MINE)
    assert scaffold("adopt", MODELS, cwd=generated).returncode == 0
    after = tree(generated)
    assert [path for path in after if after[path] != before.get(path)] == ["scaffold.lock/content.yaml", MODELS]
    migrations = json.loads(scaffold("generate", "--dry-run", "--json", cwd=generated).stdout)["migrations"]
    assert migrations == json.loads(planned)["migrations"]


def test_a_new_rendering_is_told_until_it_was_seen(scaffold, adopted):
    """A warning of `check` and of `generate`; adopting again says that one has looked."""
    edit_spec(adopted)
    told = scaffold("generate", cwd=adopted)
    assert told.returncode == 0
    assert "warning[SG910]" in told.stderr
    assert (adopted / MODELS).read_text() == MINE
    checked = scaffold("check", "--json", cwd=adopted)
    assert (checked.returncode, codes(checked)) == (0, [("SG910", MODELS)])
    assert "-    subtitle: str | None = None\n" in scaffold("adopt", "--diff", MODELS, cwd=adopted).stdout
    seen = scaffold("adopt", MODELS, cwd=adopted)
    assert seen.stdout == f"Yours, and its newest rendering counts as seen: {MODELS}\n"
    assert codes(scaffold("check", "--json", cwd=adopted)) == []


def test_an_adopted_file_that_was_behind_when_it_was_adopted_is_told(scaffold, generated):
    """The user's text comes from what was written last, not from what the edited spec asks for."""
    edit_spec(generated)
    (generated / MODELS).write_text(MINE)
    scaffold("adopt", MODELS, cwd=generated)
    assert ("SG910", MODELS) in codes(scaffold("check", "--json", cwd=generated))


def test_git_shows_an_adopted_file_in_reviews(adopted):
    """It is the user's code now: nothing folds it."""
    import subprocess

    subprocess.run(["git", "init", "--quiet"], cwd=adopted, check=True)
    command = ["git", "check-attr", "linguist-generated", MODELS, MODELS.replace("models", "events")]
    said = subprocess.run(command, cwd=adopted, capture_output=True, text=True, check=True).stdout
    assert [line.rpartition(" ")[2] for line in said.splitlines()] == ["unset", "set"]


def test_an_adopted_file_may_be_deleted(scaffold, adopted):
    """It is the user's to delete; it does not come back."""
    (adopted / MODELS).unlink()
    assert codes(scaffold("check", "--json", cwd=adopted)) == []
    assert scaffold("generate", cwd=adopted).returncode == 0
    assert not (adopted / MODELS).exists()


def test_a_file_is_not_given_back_with_an_edit_in_it(scaffold, adopted):
    """The edit is shown, and nothing changes; `--overwrite` gives it up."""
    before = tree(adopted)
    refused = scaffold("adopt", "--undo", MODELS, cwd=adopted)
    assert refused.returncode == 1
    assert "+# Mine." in refused.stderr
    assert tree(adopted) == before
    done = scaffold("adopt", "--undo", "--overwrite", MODELS, cwd=adopted)
    assert (done.returncode, done.stdout) == (0, f"Generated again: {MODELS}\n")
    assert codes(scaffold("check", "--json", cwd=adopted)) == []
    assert scaffold("adopt", "--undo", MODELS, cwd=adopted).returncode == 2


def test_adopting_and_giving_back_leaves_no_trace(scaffold, generated):
    """The tree is byte for byte what it was."""
    before = tree(generated)
    scaffold("adopt", MODELS, cwd=generated)
    assert tree(generated) != before
    assert scaffold("adopt", "--undo", "content/models.py", cwd=generated / "src/acme").returncode == 0
    assert tree(generated) == before


def test_a_file_of_the_users_that_stands_in_the_way_can_be_adopted(scaffold, generated):
    """Where a spec edit asks for a file that exists."""
    mine = generated / "tests/generated/content/test_comment_repository.py"
    mine.write_text(MINE)
    edit_spec(generated, "  comment: {fields: {body: text}}\n")
    assert scaffold("generate", cwd=generated).returncode == 1
    assert scaffold("adopt", str(mine), cwd=generated).returncode == 0
    assert scaffold("generate", cwd=generated).returncode == 0
    assert mine.read_text() == MINE


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("src/acme/content/service.py", "is yours already"),
        ("migrations/content/content.0001.create.sql", "is a migration"),
        ("src/acme/content/model.py", "Did you mean `src/acme/content/models.py`?"),
    ],
)
def test_what_is_not_generated_cannot_be_adopted(scaffold, generated, path, said):
    """Each with its reason; nothing is written."""
    before = tree(generated)
    done = scaffold("adopt", MODELS, path, cwd=generated)
    assert done.returncode == 2
    assert said in done.stderr
    assert tree(generated) == before
