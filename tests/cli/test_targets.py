"""Targets of installed packages: found, run, checked, and followed when they change or go."""

import json
import subprocess
import sys

import pytest

from .platforms import codes, tree

METADATA = {
    "METADATA": "Metadata-Version: 2.1\nName: acme-notes\nVersion: 1.0\n",
    "entry_points.txt": (
        "[scaffold.targets]\nnotes = acme_notes:Notes\nslip = acme_notes:Slip\nlost = acme_notes:Lost\n"
    ),
    "RECORD": "acme_notes.py,,\nacme_notes-1.0.dist-info/RECORD,,\n",
}
CODE = '''\
"""A target that writes a note about each service."""

from generator.targets import Artifact, Ownership


class Notes:
    name = "notes"
    api = 1

    def render_platform(self, blueprint):
        yield Artifact(path="notes/mine.txt", text="Mine.\\n", ownership=Ownership.SCAFFOLDED)

    def render_service(self, blueprint):
        for entity in blueprint.service.entities:
            yield Artifact(path=f"notes/{entity.name}.txt", text=f"{entity.description}\\n")


class Slip(Notes):
    api = 2
'''
NOTE = "notes/article.txt"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder with the package, as an installer leaves it; every command of the test sees it."""
    folder = tmp_path / "site"
    (folder / "acme_notes-1.0.dist-info").mkdir(parents=True)
    for name, text in METADATA.items():
        (folder / "acme_notes-1.0.dist-info" / name).write_text(text)
    (folder / "acme_notes.py").write_text(CODE)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture
def noted(scaffold, generated, site):
    """The platform with the package's files in it."""
    ask_for(generated, "notes")
    done = json.loads(scaffold("generate", "--json", cwd=generated).stdout)
    assert done["created"] == [NOTE, "notes/mine.txt"]
    assert done["yours"] == ["notes/mine.txt"]
    return generated


def ask_for(root, *names):
    listed = f"targets: [{', '.join(names)}]\n" if names else ""
    (root / "scaffold.yaml").write_text(f"platform: acme\n{listed}")


def fails_with(site, statement):
    """Makes the target do `statement` instead of what it did for a service."""
    head = CODE.partition("    def render_service")[0]
    (site / "acme_notes.py").write_text(f"{head}    def render_service(self, blueprint):\n        {statement}\n")


def refused(scaffold, root):
    before = tree(root)
    done = scaffold("generate", "--json", cwd=root)
    assert done.returncode == 1, done.stderr
    assert tree(root) == before
    return json.loads(done.stdout)["diagnostics"]


def test_the_files_of_a_target_are_generated_files_like_any(scaffold, noted):
    """Compared, missed, restored, and refused when they were edited by hand."""
    assert codes(scaffold("check", "--json", cwd=noted)) == []
    (noted / NOTE).unlink()
    (noted / "notes/mine.txt").write_text("Edited.\n")
    assert codes(scaffold("check", "--json", cwd=noted)) == [("SG908", NOTE)]
    assert scaffold("generate", cwd=noted).returncode == 0
    assert (noted / NOTE).is_file()
    (noted / NOTE).write_text("Edited.\n")
    assert codes(scaffold("check", "--json", cwd=noted)) == [("SG901", NOTE)]


def test_a_target_that_goes_takes_its_untouched_files_along(scaffold, noted):
    """Only those on record: files of the user's stay, beside them and in their place."""
    (noted / "notes/other.txt").write_text("Other.\n")
    ask_for(noted)
    assert codes(scaffold("check", "--json", cwd=noted)) == [("SG909", NOTE)]
    assert json.loads(scaffold("generate", "--json", cwd=noted).stdout)["deleted"] == [NOTE]
    assert sorted(path.name for path in (noted / "notes").iterdir()) == ["mine.txt", "other.txt"]
    assert codes(scaffold("check", "--json", cwd=noted)) == []


def test_a_target_that_goes_leaves_edited_files(scaffold, noted):
    """They are told at every run until the user has decided."""
    (noted / NOTE).write_text("Edited.\n")
    ask_for(noted)
    done = json.loads(scaffold("generate", "--json", cwd=noted).stdout)
    assert (done["deleted"], [item["code"] for item in done["diagnostics"]]) == ([], ["SG904"])
    assert (noted / NOTE).read_text() == "Edited.\n"
    assert codes(scaffold("check", "--json", cwd=noted)) == [("SG904", NOTE)]
    (noted / NOTE).unlink()
    assert json.loads(scaffold("generate", "--json", cwd=noted).stdout)["diagnostics"] == []
    assert codes(scaffold("check", "--json", cwd=noted)) == []


def test_a_new_version_of_the_package_is_seen(scaffold, noted, site):
    """Although no spec has changed."""
    assert scaffold("generate", cwd=noted).stdout.startswith("Nothing to do: ")
    (site / "acme_notes.py").write_text(CODE.replace("{entity.description}", "{entity.description}!"))
    assert codes(scaffold("check", "--json", cwd=noted)) == [("SG907", NOTE)]


def test_the_manuals_example_works(scaffold, generated, site):
    """As it is printed in docs/manual/extend.md."""
    import re
    from pathlib import Path

    manual = Path(__file__).parents[2] / "docs/manual/extend.md"
    (code,) = re.findall(r"```python\n([^`]*class Listing:[^`]*)```", manual.read_text())
    (site / "acme_notes.py").write_text(code.replace("Listing", "Notes"))
    ask_for(generated, "notes")
    assert json.loads(scaffold("generate", "--json", cwd=generated).stdout)["created"] == ["docs/services.txt"]
    assert (generated / "docs/services.txt").read_text() == "content: Articles that a campaign publishes.\n"


def test_packages_are_not_looked_through_where_nothing_is_to_be_done(noted):
    """That takes longer than the whole run; and the files of the package are none of the platform's."""
    script = (
        "import atexit, sys; from generator.cli.main import main; sys.argv = ['scaffold', 'check']\n"
        "atexit.register(lambda: print('importlib.metadata' in sys.modules)); main()"
    )
    ours = [path for path in tree(noted) if path.partition("/")[0] not in {"specs", "scaffold.yaml"}]
    locks = [path for path in ours if path.startswith("scaffold.lock/") and path.endswith(".yaml")]
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", script], cwd=noted, capture_output=True, text=True, check=True)
    said, looked = done.stdout.splitlines()
    assert said == f"All is well: the specs are valid and {len(ours) - len(locks)} files are up to date."
    assert looked == "False"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("note", "no installed package has a target `note`", "`lost`, `notes`, `slip`"),
        ("slip", "the target `slip` was written for API 2, and this scaffold has 1", "Install a version"),
        ("lost", "the target `lost` cannot be loaded: AttributeError: module 'acme_notes' has", "Install its package"),
    ],
)
def test_a_target_that_is_not_there_is_told(scaffold, noted, name, message, hint):
    """With its place in scaffold.yaml."""
    ask_for(noted, "notes", name)
    (found,) = refused(scaffold, noted)
    assert (found["code"], found["path"], found["line"]) == ("SG918", "scaffold.yaml", 2)
    assert found["message"].startswith(message)
    assert hint in found["hint"]


def test_a_name_that_two_packages_use_is_refused(scaffold, generated, site):
    """Neither is meant more than the other; a name that nobody asks for may be used twice."""
    other = site / "other_notes-2.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: other-notes\nVersion: 2.0\n")
    (other / "entry_points.txt").write_text("[scaffold.targets]\nnotes = acme_notes:Notes\nslip = acme_notes:Slip\n")
    ask_for(generated, "notes")
    (found,) = refused(scaffold, generated)
    assert (found["code"], found["path"], found["line"]) == ("SG918", "scaffold.yaml", 2)
    assert found["message"] == "more than one installed package has a target `notes`: acme-notes, other-notes"
    (other / "entry_points.txt").write_text("[scaffold.targets]\nslip = acme_notes:Slip\n")
    assert json.loads(scaffold("generate", "--json", cwd=generated).stdout)["created"] == [NOTE, "notes/mine.txt"]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("raise KeyError('title')", "the target `notes` fails: KeyError: 'title' ("),
        ("return 1", "the target `notes` fails: TypeError: "),
        ("yield 'a.txt', 'text'", "the target `notes` makes a `tuple`, not an Artifact"),
        ("return 'ab'", "the target `notes` makes a `str`, not an Artifact"),
        (
            "yield Artifact(path='a.txt', text='', ownership=Ownership.APPEND_ONLY)",
            "the target `notes` makes `a.txt` append-only",
        ),
        ("yield Artifact(path='migrations/content/x.txt', text='')", "the target `notes` makes `migrations/content/"),
    ],
)
def test_a_target_that_fails_is_told_as_the_packages_fault(scaffold, noted, site, statement, message):
    """And nothing is written: it is no bug of scaffold."""
    fails_with(site, statement)
    (found,) = refused(scaffold, noted)
    assert found["code"] == "SG919"
    assert found["message"].startswith(message)


@pytest.mark.parametrize("path", ["../out.txt", "specs/content.yaml", ".git/hooks/x", "src/acme/content/models.py"])
def test_a_target_cannot_write_where_it_should_not(scaffold, noted, site, path):
    """Outside the platform, into inputs, or over a file of another target."""
    fails_with(site, f"yield Artifact(path={path!r}, text='')")
    assert [item["code"] for item in refused(scaffold, noted)] == ["SG905"]
