"""Two branches edit one service: git stops at the lock, and `scaffold rebase` puts one edit after the other.

Real merges by git, in a repository whose platform lies in a subfolder.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from .platforms import codes, tree

MINE = "content.0003.add_article_subtitle"
THEIRS = "content.0003.add_article_teaser"
RENUMBERED = "content.0004.add_article_subtitle"
IGNORED = "*_pb2*\n__pycache__/\n.scaffold/\n"


def git(root: Path, *arguments: str) -> int:
    named = {f"GIT_{role}_{key}": "tester" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    return subprocess.run(
        ["git", *arguments], cwd=root, env=os.environ | named, capture_output=True, check=False
    ).returncode


def commit(root: Path, message: str) -> None:
    assert git(root, "add", "-A") == 0
    assert git(root, "commit", "-q", "-m", message) == 0


def add(root: Path, field: str, scaffold) -> None:
    """Adds a field to the spec and generates."""
    spec = root / "specs/content.yaml"
    title = "      title: {type: string, max_length: 200, required: true}\n"
    before = f"      {field}: text\n" + title if field == "teaser" else title + f"      {field}: text\n"
    spec.write_text(spec.read_text().replace(title, before))
    done = scaffold("generate", "--no-stubs", cwd=root)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def parted(generated, scaffold) -> Path:
    """On branch `mine` a field is added, on `main` another one; `mine` is checked out."""
    (generated.parent / ".gitignore").write_text(IGNORED)
    assert git(generated.parent, "init", "-q", "--initial-branch=main") == 0
    commit(generated, "base")
    git(generated, "checkout", "-q", "-b", "mine")
    add(generated, "subtitle", scaffold)
    commit(generated, "mine")
    git(generated, "checkout", "-q", "main")
    add(generated, "teaser", scaffold)
    commit(generated, "theirs")
    git(generated, "checkout", "-q", "mine")
    return generated


def migrations(root: Path) -> list[str]:
    """Those that run forwards; beside each lies the file that undoes it."""
    found = sorted(path.stem for path in (root / "migrations/content").glob("*.sql"))
    forwards = [name for name in found if not name.endswith(".rollback")]
    assert found == sorted([*forwards, *(f"{name}.rollback" for name in forwards if ".mine" not in name)])
    return forwards


def test_a_merge_stops_and_is_rebased(parted, scaffold):
    """The other side's migration keeps its name and bytes; this branch's comes after it; nothing is left to do."""
    released = git(parted, "show", f"main:./migrations/content/{THEIRS}.sql")
    assert git(parted, "merge", "main") == 1
    assert codes(scaffold("check", "--json", cwd=parted))[0][0] == "SG502"

    done = scaffold("rebase", "--no-stubs", "--json", cwd=parted)

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["services"], said["withdrawn"]) == (["content"], [MINE])
    assert released == 0
    assert migrations(parted)[2:] == [THEIRS, RENUMBERED]
    assert f"-- depends: {THEIRS}" in (parted / f"migrations/content/{RENUMBERED}.sql").read_text()
    assert git(parted, "diff", "--quiet", "main", "--", f"./migrations/content/{THEIRS}.sql") == 0
    assert codes(scaffold("check", "--json", cwd=parted)) == []
    commit(parted, "merged")
    assert git(parted, "diff", "--check", "HEAD~1") == 0


def test_a_git_rebase_is_rebased(parted, scaffold):
    """There HEAD is the other side, and the commit that is applied is this branch's."""
    assert git(parted, "rebase", "main") == 1

    done = scaffold("rebase", "--no-stubs", cwd=parted)

    assert done.returncode == 0, done.stderr
    assert migrations(parted)[2:] == [THEIRS, RENUMBERED]


def test_a_migration_that_no_commit_has_is_not_deleted(parted, scaffold):
    """It may be all that is left of somebody's work."""
    assert git(parted, "merge", "main") == 1
    (parted / "migrations/content/content.0004.mine.sql").write_text("SELECT 1;\n")
    before = tree(parted)

    done = scaffold("rebase", cwd=parted)

    assert (done.returncode, tree(parted)) == (2, before)
    assert "`migrations/content/content.0004.mine.sql` is in no commit" in done.stderr


def test_an_edit_by_hand_of_either_side_survives(parted, scaffold):
    """A generated file that was edited is not taken from the other side; `generate` shows the edit and stops."""
    git(parted, "checkout", "-q", "main")
    models = parted / "src/acme/content/models.py"
    models.write_text(models.read_text() + "\nMINE = 1\n")
    commit(parted, "edited")
    git(parted, "checkout", "-q", "mine")
    assert git(parted, "merge", "main") == 1

    done = scaffold("rebase", "--no-stubs", cwd=parted)

    assert done.returncode == 1
    assert "SG901" in done.stderr
    assert "MINE = 1" in models.read_text()


def test_without_a_merge_the_other_side_has_to_be_named(parted, scaffold):
    """What it would be rebased onto is never guessed."""
    done = scaffold("rebase", cwd=parted)

    assert done.returncode == 2
    assert "scaffold rebase --onto main" in done.stderr


def test_edits_of_different_services_need_no_rebase(generated, scaffold):
    """Locks are one per service: such a merge goes through, and only shared files are generated again."""
    (generated.parent / ".gitignore").write_text(IGNORED)
    git(generated.parent, "init", "-q", "--initial-branch=main")
    spec = (generated / "specs/content.yaml").read_text()
    (generated / "specs/news.yaml").write_text(spec.replace("service: content", "service: news"))
    assert scaffold("generate", "--no-stubs", cwd=generated).returncode == 0
    commit(generated, "base")
    git(generated, "checkout", "-q", "-b", "mine")
    add(generated, "subtitle", scaffold)
    commit(generated, "mine")
    git(generated, "checkout", "-q", "main")
    news = generated / "specs/news.yaml"
    news.write_text(news.read_text() + "      teaser: text\n")
    assert scaffold("generate", "--no-stubs", cwd=generated).returncode == 0
    commit(generated, "theirs")
    git(generated, "checkout", "-q", "mine")

    assert git(generated, "merge", "-q", "--no-edit", "main") == 0
    assert codes(scaffold("check", "--json", cwd=generated)) == []
