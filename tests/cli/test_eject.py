"""`scaffold eject`: templates of the user's in the place of shipped ones, through every later version of those."""

import json

import pytest

from generator import resources

from .platforms import codes, tree

NAME = "python/service/models.py.jinja"
SHIPPED = resources.templates() / "artifacts" / NAME
YOURS = f".scaffold/templates/artifacts/{NAME}"
ORIGINAL = f".scaffold/templates/originals/{NAME}"
MODELS = "src/acme/content/models.py"
LAST = SHIPPED.read_text().splitlines(keepends=True)[-1]


@pytest.fixture
def ejected(scaffold, generated):
    """The platform with a template of its own that adds a line to the end of every models.py."""
    done = scaffold("eject", f"artifacts/{NAME}", cwd=generated)
    assert (done.returncode, done.stdout) == (0, f"Yours to edit: {YOURS}\n")
    assert (generated / YOURS).read_bytes() == (generated / ORIGINAL).read_bytes() == SHIPPED.read_bytes()
    with (generated / YOURS).open("a") as file:
        file.write("# Ours.\n")
    return generated


def older(root, before, after):
    """Makes it look as if the user had ejected an older text, in which `after` was `before`."""
    for path in (YOURS, ORIGINAL):
        text = (root / path).read_text()
        assert after in text
        (root / path).write_text(text.replace(after, before))


def test_an_ejected_template_changes_nothing_until_it_is_edited(scaffold, generated):
    """Rendered from the same text, each file is the same, although it was rendered in the sandbox."""
    before = tree(generated)
    scaffold("eject", NAME.removesuffix(".jinja"), cwd=generated)
    assert scaffold("generate", cwd=generated).stdout.startswith("Nothing to do: ")
    assert tree(generated) == before


def test_an_edited_template_is_what_files_are_rendered_from(scaffold, ejected):
    """`check` sees the edit at once, also after a run that had nothing to do; only its files change."""
    assert codes(scaffold("check", "--json", cwd=ejected)) == [("SG907", MODELS)]
    done = json.loads(scaffold("generate", "--json", cwd=ejected).stdout)
    assert (done["updated"], done["diagnostics"]) == ([MODELS], [])
    assert (ejected / MODELS).read_text().endswith("# Ours.\n")
    assert codes(scaffold("check", "--json", cwd=ejected)) == []
    (ejected / YOURS).write_text((ejected / YOURS).read_text().replace("Ours", "Theirs"))
    assert codes(scaffold("check", "--json", cwd=ejected)) == [("SG907", MODELS)]


def test_without_the_override_the_shipped_template_is_in_use(scaffold, ejected):
    """Deleting the two files is all it takes."""
    scaffold("generate", cwd=ejected)
    (ejected / YOURS).unlink()
    (ejected / ORIGINAL).unlink()
    assert json.loads(scaffold("generate", "--json", cwd=ejected).stdout)["updated"] == [MODELS]
    assert not (ejected / MODELS).read_text().endswith("# Ours.\n")


def test_a_change_of_the_shipped_template_is_told_and_merged(scaffold, ejected):
    """Both changes are in the result, and the new original is what was shipped."""
    older(ejected, "", '"""{{ view.title }}')
    scaffold("generate", cwd=ejected)
    checked = scaffold("check", "--json", cwd=ejected)
    assert (checked.returncode, codes(checked)) == (0, [("SG914", YOURS)])
    (found,) = json.loads(checked.stdout)["diagnostics"]
    assert found["message"].endswith("has changed since you ejected it (shipped +1 -1 lines, yours +1 -0)")
    assert f"{NAME}  (yours, behind)\n" in scaffold("eject", "--list", cwd=ejected).stdout
    done = scaffold("eject", "--merge", NAME, cwd=ejected)
    assert (done.returncode, done.stdout) == (0, f"Merged: {YOURS}\n")
    assert (ejected / YOURS).read_text() == SHIPPED.read_text() + "# Ours.\n"
    assert (ejected / ORIGINAL).read_text() == SHIPPED.read_text()
    scaffold("generate", cwd=ejected)
    assert codes(scaffold("check", "--json", cwd=ejected)) == []


def test_two_changes_of_the_same_lines_wait_for_a_decision(scaffold, ejected):
    """Exit code 3, both sides in the file, and no run writes them anywhere before they are gone."""
    before = tree(ejected)
    older(ejected, "", LAST)
    done = scaffold("eject", "--merge", NAME, cwd=ejected)
    assert (done.returncode, done.stdout) == (3, f"Merged with conflicts: {YOURS}\n")
    for command in ("check", "generate"):
        refused = scaffold(command, "--json", cwd=ejected)
        assert (refused.returncode, codes(refused)) == (3, [("SG917", YOURS)])
    assert tree(ejected) == before
    (ejected / YOURS).write_text(SHIPPED.read_text())
    assert codes(scaffold("check", "--json", cwd=ejected)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("fine\n{% for %}\n", 2),
        ("fine\n\n{{ view.no_such_value }}\n", 3),
        ("{{ view.title.__class__.__mro__ }}\n", 1),
        ("{{ ().__class__.__base__.__subclasses__() }}\n", 1),
        ("{{ 1 + 'a' }}\n", 1),
        ('{% include "no/such.jinja" %}\n', 1),
    ],
)
def test_a_template_that_fails_is_told_with_its_line(scaffold, ejected, text, line):
    """Wrong, or reaching for what the sandbox does not give: nothing is written, and it is no bug of scaffold."""
    (ejected / YOURS).write_text(text)
    done = scaffold("generate", "--json", cwd=ejected)
    assert done.returncode == 1, done.stderr
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert (found["code"], found["path"], found["line"]) == ("SG916", YOURS, line)


def test_a_template_that_overrides_nothing_is_told(scaffold, ejected):
    """A misspelt name has no effect, and should have one."""
    scaffold("generate", cwd=ejected)
    stray = ejected / ".scaffold/templates/artifacts/python/service/model.py.jinja"
    stray.write_text("")
    (found,) = json.loads(scaffold("check", "--json", cwd=ejected).stdout)["diagnostics"]
    assert (found["code"], found["hint"]) == ("SG915", f"Did you mean `{NAME}`?")


def test_a_template_without_its_original_is_told(scaffold, ejected):
    """Nobody can tell what has changed since, and nothing can be merged."""
    scaffold("generate", cwd=ejected)
    (ejected / ORIGINAL).unlink()
    assert codes(scaffold("check", "--json", cwd=ejected)) == [("SG914", YOURS)]
    assert scaffold("eject", "--merge", NAME, cwd=ejected).returncode == 2


def test_what_cannot_be_ejected_is_refused(scaffold, ejected):
    """No such template, and one that is ejected already: the user's text is left alone."""
    misspelt = scaffold("eject", "artifacts/python/service/model.py", cwd=ejected)
    assert (misspelt.returncode, f"Did you mean `{NAME}`?" in misspelt.stderr) == (2, True)
    before = (ejected / YOURS).read_bytes()
    assert scaffold("eject", NAME, cwd=ejected).returncode == 2
    assert (ejected / YOURS).read_bytes() == before


@pytest.mark.parametrize("name", [YOURS, ".scaffold/templates/artifacts/sql"])
def test_a_template_outside_the_platform_is_not_read(scaffold, ejected, tmp_path, name):
    """A platform may come from anywhere, and a link in it may lead anywhere."""
    (tmp_path / "secret").mkdir()
    (ejected / name).unlink(missing_ok=True)
    (ejected / name).symlink_to(tmp_path / "secret")
    refused = scaffold("generate", "--json", cwd=ejected)
    assert (refused.returncode, ("SG906", name) in codes(refused)) == (1, True)
