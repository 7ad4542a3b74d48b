"""`--template`: teams bring templates of their own, in any source that copier takes."""

import json
import sys

import pytest
import yaml

from .conftest import append, commit_all, execute, git, succeed, tree
from .installations import replace

ANSWERS = "{{ _copier_conf.answers_file }}.jinja"
PLATFORM = {
    "copier.yml": "_subdirectory: files\nplatform: {type: str, default: x}\npackage: {type: str, default: x}\n",
    f"files/{ANSWERS}": "{{ _copier_answers|to_nice_yaml -}}\n",
    "files/scaffold.yaml.jinja": "platform: {{ platform }}\npackage: {{ package }}\n",
    "files/README.md.jinja": "# {{ platform }} of our team\n\nOne.\n\nTwo.\n",
}
SERVICE = {
    "copier.yml": "_subdirectory: files\nservice: {type: str, default: x}\nscope: {type: str, default: campaign}\n",
    f"files/{ANSWERS}": "{{ _copier_answers|to_nice_yaml -}}\n",
    "files/specs/{{ service }}.yaml.jinja": "service: {{ service }}\nentities: {thing: {fields: {body: text}}}\n",
    "files/team/{{ service }}.txt.jinja": "Who owns {{ service }}: nobody.\n",
}


def repository(folder, files: dict[str, str], version: str):
    """A template in a git repository, as of a version."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git("init", "--quiet", cwd=folder)
    commit_all(folder)
    git("tag", version, cwd=folder)
    return folder


@pytest.fixture
def ours(tmp_path):
    return repository(tmp_path / "ours", PLATFORM, "1.0.0")


@pytest.fixture
def acme(scaffold, ours, tmp_path):
    """A platform from the team's template, named by a path that is relative to where it was made."""
    succeed(scaffold("init", "acme", "--template", "ours", cwd=tmp_path))
    return tmp_path / "acme"


def test_a_platform_from_a_template_of_the_teams(acme, ours, scaffold):
    """The answers file names it by a path that holds from everywhere, and the platform is as any other."""
    answers = yaml.safe_load((acme / ".copier-answers.yml").read_text())
    assert (answers["_src_path"], answers["_commit"], answers["platform"]) == (str(ours), "1.0.0", "acme")
    assert (acme / "README.md").read_text().startswith("# acme of our team\n")
    succeed(scaffold("new-service", "content", "--yes", cwd=acme))
    succeed(scaffold("generate", "--no-stubs", cwd=acme))


def test_it_is_updated_beside_the_packaged_ones(acme, ours, scaffold):
    """Its newest version arrives; with `--to`, which names a version of scaffold, it stays where it is."""
    succeed(scaffold("new-service", "content", "--yes", cwd=acme))
    append(acme / "README.md", "\nMine.\n")
    replace(ours / "files/README.md.jinja", "One.", "One, and more.")
    commit_all(ours)
    git("tag", "1.1.0", cwd=ours)
    before = tree(acme)
    newest = yaml.safe_load((acme / ".scaffold/answers/content.yml").read_text())["_commit"].removeprefix("v")
    stays = succeed(scaffold("update", "--dry-run", "--to", newest, cwd=acme))
    assert (stays, tree(acme)) == ("The templates are up to date.\n", before)

    data = json.loads(succeed(scaffold("update", "--no-stubs", "--json", cwd=acme)))

    assert [(item["template"], item["from"], item["to"]) for item in data["projects"]] == [
        (str(ours), "1.0.0", "1.1.0")
    ]
    assert (acme / "README.md").read_text() == "# acme of our team\n\nOne, and more.\n\nTwo.\n\nMine.\n"
    assert succeed(scaffold("update", "--dry-run", cwd=acme)) == "The templates are up to date.\n"


def test_a_service_from_a_template_of_the_teams(scaffold, tmp_path):
    """Its own files beside the spec; updated on its own."""
    succeed(scaffold("init", "acme"))
    team = repository(tmp_path / "team", SERVICE, "v2.0.0")
    acme = tmp_path / "acme"
    succeed(scaffold("new-service", "content", "--template", str(team), "--yes", cwd=acme))
    assert (acme / "team/content.txt").read_text() == "Who owns content: nobody.\n"
    replace(team / "files/team/{{ service }}.txt.jinja", "nobody", "everybody")
    commit_all(team)
    git("tag", "v2.1.0", cwd=team)
    succeed(scaffold("update", "--no-stubs", cwd=acme))
    assert (acme / "team/content.txt").read_text() == "Who owns content: everybody.\n"


def test_a_source_that_is_gone_changes_nothing(acme, ours, scaffold):
    """Neither an update, nor a new platform."""
    ours.rename(ours.with_name("moved"))
    before = tree(acme)
    done = scaffold("update", cwd=acme)
    assert (done.returncode, "error: " in done.stderr, str(ours) in done.stderr) == (1, True, True)
    assert tree(acme) == before
    done = scaffold("init", "other", "--template", str(ours))
    assert (done.returncode, (acme.parent / "other").exists()) == (1, False)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {"copier.yml": "_tasks: [touch ran]\n", "scaffold.yaml": "platform: x\n"},
            "runs programs of its own, which scaffold does not",
        ),
        ({"copier.yml": "", "README.md": "x"}, "the template makes no `scaffold.yaml`"),
        (
            {"copier.yml": "", "scaffold.yaml": "platfrom: x\n"},
            "makes a wrong `scaffold.yaml:1`: unknown key `platfrom`",
        ),
        ({"copier.yml": "name: {type: str}\n", "scaffold.yaml": "platform: x\n"}, 'Question "name" is required'),
    ],
)
def test_a_template_that_makes_no_platform_leaves_nothing_behind(scaffold, tmp_path, files, says):
    """One sentence that says why, and no traceback."""
    wrong = repository(tmp_path / "wrong", files, "1.0.0")
    done = scaffold("init", "acme", "--template", str(wrong))
    assert (done.returncode, says in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["wrong"]


def test_plain_copier_updates_it_too(acme, ours, tmp_path):
    """It is an ordinary copier project."""
    git("init", "--quiet", cwd=acme)
    commit_all(acme)
    replace(ours / "files/README.md.jinja", "One.", "One, and more.")
    commit_all(ours)
    git("tag", "1.1.0", cwd=ours)
    succeed(execute([sys.executable, "-m", "copier", "update", "--defaults", "--quiet"], acme, HOME=str(tmp_path)))
    assert "One, and more." in (acme / "README.md").read_text()
