"""`scaffold update` after an upgrade: what is new in the templates arrives, and what people wrote stays."""

import json

import pytest
import yaml

from .conftest import append, git, succeed, tree
from .installations import replace

pytestmark = pytest.mark.slow


def test_a_dry_run_tells_all_and_writes_nothing(lived_in, newer):
    """In words from the changelogs, and as a patch of the merged files, which `git apply` turns into the update."""
    append(lived_in / "README.md", "\nOurs.\n")
    before = tree(lived_in)
    status = git("status", "--porcelain", cwd=lived_in)
    said = succeed(newer.scaffold("update", "--dry-run", cwd=lived_in))
    assert said.startswith(
        """\
platform: template 0.1.0 -> 0.3.0
  0.2.0
    - The heading of README.md says what this is.
    - `.dockerignore` is gone.
  0.3.0
    - CONTRIBUTING.md says whom to ask first.
  update  .copier-answers.yml
"""
    )
    assert "\nservice content: template 0.1.0 -> 0.3.0\n" in said
    assert "\nschemas: what editors complete specs from\n  update  .scaffold/schemas/service.schema.json\n" in said
    assert (tree(lived_in), git("status", "--porcelain", cwd=lived_in)) == (before, status)

    (lived_in.parent / "a.patch").write_text(said[said.index("diff --git") :].rstrip("\n") + "\n")
    git("apply", "../a.patch", cwd=lived_in)
    applied = tree(lived_in)
    git("apply", "--reverse", "../a.patch", cwd=lived_in)
    assert tree(lived_in) == before
    data = json.loads(succeed(newer.scaffold("update", "--no-stubs", "--json", cwd=lived_in)))
    assert of_people(tree(lived_in)) == of_people(applied)
    assert [(item["name"], item["from"], item["to"], item["conflicts"]) for item in data["projects"]] == [
        ("platform", "0.1.0", "0.3.0", []),
        ("content", "0.1.0", "0.3.0", []),
    ]
    assert data["projects"][1]["changes"] == {
        "create": ["docs/content.md"],
        "update": [".scaffold/answers/content.yml"],
        "delete": [],
    }


def of_people(files: dict[str, str]) -> dict[str, str]:
    """Without the lock, which records the hash of scaffold.yaml, and the record for `--undo`."""
    return {path: text for path, text in files.items() if not path.startswith(("scaffold.lock/", ".scaffold/undo/"))}


def test_the_update_merges_generates_and_leaves_nothing_to_do(lived_in, newer):
    """Edits stay beside what is new, a renamed file keeps its edit, a spec edited meanwhile is generated from."""
    append(lived_in / "README.md", "\n## Notes\n\nOurs.\n")
    append(lived_in / ".editorconfig", "\n[*.ours]\nindent_size = 3\n")
    spec = lived_in / "specs/content.yaml"
    replace(spec, "entities:\n", "entities:\n  badge:\n    fields: {label: {type: string, max_length: 9}}\n")
    edited = spec.read_text()
    own = (lived_in / "tests/content/test_content.py").read_text()

    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))

    readme = (lived_in / "README.md").read_text()
    assert readme.startswith("# acme: services\n")
    assert readme.endswith("\n## Notes\n\nOurs.\n")
    assert "[*.ours]" in (lived_in / ".editorconfig-checker").read_text()
    assert [(lived_in / name).exists() for name in (".dockerignore", ".editorconfig")] == [False, False]
    assert (lived_in / "CONTRIBUTING.md").read_text() == "# How to work on acme\n\nAsk the owners first.\n"
    assert yaml.safe_load((lived_in / ".copier-answers.yml").read_text())["contact"] == "the owners"
    assert (spec.read_text(), (lived_in / "tests/content/test_content.py").read_text()) == (edited, own)
    assert "class Badge" in (lived_in / "src/acme/content/models.py").read_text()
    succeed(newer.scaffold("check", cwd=lived_in))
    assert (
        newer.scaffold("update", "--no-stubs", cwd=lived_in).stdout.splitlines()[0] == "The templates are up to date."
    )


def test_the_same_lines_are_a_conflict_that_nobody_can_overlook(lived_in, newer):
    """Exit 3 with the places, three texts in the file, all else merged; the next update waits until it is settled."""
    replace(lived_in / "pyproject.toml", 'requires-python = ">=3.11"', 'requires-python = ">=3.12"')
    before = tree(lived_in)
    foreseen = newer.scaffold("update", "--dry-run", cwd=lived_in)
    assert (foreseen.returncode, "SG925" in foreseen.stderr, tree(lived_in)) == (3, True, before)

    done = newer.scaffold("update", cwd=lived_in)

    assert (done.returncode, "--> pyproject.toml:" in done.stderr) == (3, True)
    assert [line.strip() for line in done.stdout.splitlines() if "pyproject" in line] == ["conflict  pyproject.toml"]
    assert conflict(lived_in / "pyproject.toml") == [
        "<<<<<<< yours",
        'requires-python = ">=3.12"',
        "||||||| template-0.1.0",
        'requires-python = ">=3.11"',
        "=======",
        'requires-python = ">=3.11,<4"',
        ">>>>>>> template-0.3.0",
    ]
    assert (lived_in / "README.md").read_text().startswith("# acme: services\n")
    again = newer.scaffold("update", cwd=lived_in)
    assert (again.returncode, "SG926" in again.stderr, "update --undo" in again.stderr) == (3, True, True)
    for _ in range(2):
        checked = newer.scaffold("check", cwd=lived_in)
        assert (checked.returncode, "SG926" in checked.stdout) == (3, True)

    settle(lived_in / "pyproject.toml", 'requires-python = ">=3.12,<4"')
    succeed(newer.scaffold("generate", "--no-stubs", cwd=lived_in))
    succeed(newer.scaffold("check", cwd=lived_in))
    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))


def test_a_dirty_tree_is_merged_as_it_lies_there(lived_in, newer):
    """Uncommitted edits, also in files that the update touches, deletions elsewhere and what is staged: all stay."""
    append(lived_in / "README.md", "\nNot committed.\n")
    (lived_in / "AGENTS.md").unlink()
    (lived_in / "untracked.txt").write_text("mine")
    append(lived_in / "Makefile", "\nours:  ## staged\n")
    git("add", "Makefile", cwd=lived_in)
    staged = git("diff", "--cached", cwd=lived_in)

    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))

    assert (lived_in / "README.md").read_text().endswith("\nNot committed.\n")
    assert [(lived_in / name).exists() for name in ("AGENTS.md", "untracked.txt")] == [False, True]
    assert git("diff", "--cached", cwd=lived_in) == staged
    assert git("worktree", "list", cwd=lived_in).count("\n") == 1


def test_files_that_somebody_deleted_edited_or_replaced_are_theirs(lived_in, newer):
    """A deleted one stays deleted, one that the template drops is kept if it was edited, a link is not followed."""
    (lived_in / "README.md").rename(lived_in / "docs.md")
    (lived_in / "README.md").symlink_to("docs.md")
    (lived_in / "pyproject.toml").unlink()
    append(lived_in / ".dockerignore", "!ours\n")
    docs = (lived_in / "docs.md").read_text()

    said = succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))

    assert [line.strip() for line in said.splitlines() if "keep" in line] == [
        "keep    .dockerignore: you edited it; the template no longer has it",
        "keep    pyproject.toml: you deleted it; the template has changed it",
        "keep    README.md: a link or a folder of yours lies there; the template has changed it",
    ]
    assert (lived_in / ".dockerignore").read_text().endswith("!ours\n")
    assert not (lived_in / "pyproject.toml").exists()
    assert ((lived_in / "README.md").is_symlink(), (lived_in / "docs.md").read_text()) == (True, docs)


def test_a_file_that_both_sides_add_is_a_conflict(lived_in, newer):
    """Neither text is thrown away."""
    (lived_in / "CONTRIBUTING.md").write_text("# Ours\n")
    done = newer.scaffold("update", "--json", cwd=lived_in)
    data = json.loads(done.stdout)
    assert (done.returncode, data["projects"][0]["conflicts"]) == (3, ["CONTRIBUTING.md"])
    assert (data["generated"], data["diagnostics"][0]["code"]) == (None, "SG925")
    assert [line for line in conflict(lived_in / "CONTRIBUTING.md") if line.startswith("#")] == [
        "# Ours",
        "# How to work on acme",
    ]


def test_to_a_version_between_and_services_one_by_one(lived_in, older, newer):
    """`--to` stops on the way; then two services move, one with a conflict and one without."""
    succeed(older.scaffold("new-service", "user", "--scope", "global", cwd=lived_in))
    succeed(newer.scaffold("update", "--to", "0.2.0", "--no-stubs", cwd=lived_in))
    assert "_commit: v0.2.0" in (lived_in / ".scaffold/answers/content.yml").read_text()
    assert (lived_in / "docs/content.md").read_text().endswith("\nWhom to ask.\n")
    replace(lived_in / "docs/content.md", "Whom to ask.", "Ask Ann.")
    replace(lived_in / "docs/user.md", "# user\n", "# Users\n")

    done = newer.scaffold("update", "--json", cwd=lived_in)

    conflicts = {item["name"]: item["conflicts"] for item in json.loads(done.stdout)["projects"]}
    assert conflicts == {"platform": [], "content": ["docs/content.md"], "user": []}
    assert done.returncode == 3
    assert (lived_in / "docs/user.md").read_text() == "# Users\n\nWhat it is for.\n\nWhom to ask: its owners.\n"


def conflict(file) -> list[str]:
    """The lines from the first marker to the last."""
    lines = file.read_text().splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith("<<<<<<<"))
    end = next(number for number, line in enumerate(lines) if line.startswith(">>>>>>>"))
    return lines[begin : end + 1]


def settle(file, text: str) -> None:
    """Puts `text` in the place of the conflict."""
    old = "\n".join(conflict(file))
    replace(file, old, text)
