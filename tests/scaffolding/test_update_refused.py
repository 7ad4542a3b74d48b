"""What `scaffold update` refuses before it touches anything: one clear finding each, with the way out."""

import json

import pytest

from .conftest import execute, succeed, tree
from .installations import replace

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            ".copier-answers.yml",
            "_commit: v0.1.0",
            "_commit: v0.4.0",
            "error[SG920]: the platform is at template version 0.4.0; scaffold 0.3.0 has versions up to 0.3.0",
        ),
        (
            ".scaffold/answers/content.yml",
            "_commit: v0.1.0",
            "_commit: v0.1.5",
            "error[SG921]: the service `content` is at template version 0.1.5, which scaffold 0.3.0 does not have",
        ),
        (
            ".copier-answers.yml",
            "_src_path: git+scaffold::platform",
            "_src_path: git+scaffold::nothing",
            "error[SG921]: the platform is from the template `nothing`, which scaffold 0.3.0 does not have",
        ),
        (
            ".copier-answers.yml",
            "_commit: v0.1.0\n",
            "",
            "error[SG924]: `.copier-answers.yml` cannot be used: it does not say `_src_path` and `_commit`",
        ),
        (
            ".scaffold/answers/content.yml",
            "_commit: v0.1.0\n",
            "<<<<<<< ours\n_commit: v0.1.0\n",
            "error[SG924]: `.scaffold/answers/content.yml` cannot be used: ",
        ),
    ],
)
def test_versions_are_checked_first(lived_in, newer, file, old, new, says):
    """The file and its line are named, and nothing is written."""
    replace(lived_in / file, old, new)
    before = tree(lived_in)
    done = newer.scaffold("update", cwd=lived_in)
    first, place = done.stderr.splitlines()[:2]
    assert (done.returncode, first[: len(says)]) == (1, says)
    assert place.strip().startswith(f"--> {file}:")
    assert tree(lived_in) == before


def test_an_older_scaffold_says_that_it_is_older(lived_in, older, newer):
    """After a colleague's update, on a machine that was not upgraded; then `--to` what is behind."""
    succeed(newer.scaffold("update", "--no-stubs", cwd=lived_in))
    before = tree(lived_in)
    done = older.scaffold("update", "--json", cwd=lived_in)
    assert (done.returncode, [item["code"] for item in json.loads(done.stdout)["diagnostics"]]) == (1, ["SG920"] * 2)
    back = newer.scaffold("update", "--to", "0.1.0", cwd=lived_in)
    assert (back.returncode, back.stderr.count("error[SG923]"), "update --undo" in back.stderr) == (1, 2, True)
    assert tree(lived_in) == before


def test_a_version_that_does_not_exist_is_answered_with_those_that_do(lived_in, newer):
    """The message names them."""
    done = newer.scaffold("update", "--to", "9.9.9", cwd=lived_in)
    assert (done.returncode, done.stderr.splitlines()[:2]) == (
        1,
        [
            "error[SG922]: scaffold 0.3.0 has no templates of version 9.9.9",
            "  = help: Choose one of 0.1.0, 0.2.0, 0.3.0, or install a newer scaffold.",
        ],
    )


def test_outside_a_platform_and_without_git_the_way_out_is_named(lived_in, newer, tmp_path):
    """Wrong place and missing tool are the machine's problems, exit 2."""
    (tmp_path / "elsewhere").mkdir()
    done = newer.scaffold("update", cwd=tmp_path / "elsewhere")
    assert (done.returncode, "no platform here" in done.stderr) == (2, True)
    done = newer.scaffold("update", cwd=lived_in, PATH=str(tmp_path))
    assert (done.returncode, "git is not installed" in done.stderr) == (2, True)


def test_two_templates_never_share_a_file(lived_in, newer):
    """A service's answers that make it a second platform: each merge would forget the other."""
    answers = (lived_in / ".copier-answers.yml").read_text()
    (lived_in / ".scaffold/answers/content.yml").write_text(answers)
    before = tree(lived_in)
    done = newer.scaffold("update", "--json", cwd=lived_in)
    found = json.loads(done.stdout)["diagnostics"]
    assert (done.returncode, {item["code"] for item in found}) == (1, {"SG929"})
    assert tree(lived_in) == before


def test_a_full_disk_changes_nothing(lived_in, newer):
    """Files that may not grow stand in for it; one sentence says what failed."""
    before = tree(lived_in)
    script = 'ulimit -f 1; exec "$0" update'
    done = execute(["bash", "-c", script, str(newer.binaries / "scaffold")], lived_in, PYTHONPATH="")
    assert (done.returncode in {1, 2}, "error: " in done.stderr, "Traceback" in done.stderr) == (True, True, False)
    assert tree(lived_in) == before


def test_every_command_says_what_it_takes(newer, tmp_path):
    """Help with examples and exit codes."""
    said = succeed(newer.scaffold("update", "--help", cwd=tmp_path))
    assert ["scaffold update --undo" in said, "3    conflicts" in said] == [True, True]
    assert execute([str(newer.binaries / "scaffold"), "update", "--to"], tmp_path).returncode == 2
