"""`new-service` asks on a terminal: a real one, read and typed into."""

import shlex
import shutil

from .platforms import tree
from .terminal import CTRL_C, CTRL_D, CTRL_U, RETURN, Terminal


def describe_a_service(terminal, *, agree):
    """Answers every question about a service, each of them wrongly at first."""
    terminal.answer("Name of the service:", "My Shop")
    terminal.expect("e.g. `my_shop`")
    terminal.answer("?", f"{CTRL_U}content")
    terminal.expect("There is already a service `content`.")
    terminal.answer("?", f"{CTRL_U}library")
    terminal.expect("Its rows belong to:")
    terminal.type(RETURN)
    terminal.answer("First entity, in the singular", "class")
    terminal.expect("`class` is a reserved word of Python")
    terminal.answer("?", f"{CTRL_U}book")
    terminal.answer("First field:", "title")
    terminal.expect("a name, a colon and a type are expected")
    terminal.answer("?", ":string(200)!")
    terminal.answer("Another field (empty: no more):", "title:text")
    terminal.expect("key `title` is given twice")
    terminal.answer("?", f"{CTRL_U}state:enum(new,lent)=new")
    terminal.answer("Another field (empty: no more):", "")
    terminal.answer("Another event, such as published (empty: no more):", "lent")
    terminal.answer("Another event, such as published (empty: no more):", "")
    terminal.answer("Make it, and generate its code and migrations?", "y" if agree else "n")


def test_a_person_is_asked_and_shown_what_will_be_made(platform):
    """Wrong answers are refused where they are given, the tree and the spec are shown, and a yes makes them."""
    with Terminal("new-service", cwd=platform) as terminal:
        describe_a_service(terminal, agree=True)
        terminal.expect("Made the service library: its spec is specs/library.yaml.")
        terminal.expect("make test")
        assert terminal.end() == 0, terminal.screen.text
    assert "specs/library.yaml\n" in terminal.screen.text
    assert "and, generated: migrations/library/, proto/acme/library/, src/acme/library/" in terminal.screen.text
    assert (
        (platform / "specs/library.yaml").read_text()
        == """\
# yaml-language-server: $schema=../.scaffold/schemas/service.schema.json
service: library
scope: campaign

entities:
  book:
    fields:
      title: {type: string, max_length: 200, required: true}
      state: {type: enum, values: [new, lent], default: new}

events:
  book.lent: {}
"""
    )
    assert (platform / "src/acme/library/repository.py").is_file()


def test_the_command_that_is_shown_makes_the_same(scaffold, platform, tmp_path):
    """What was answered can be repeated by a script; a no makes nothing."""
    twin = shutil.copytree(platform, tmp_path / "twin")
    before = tree(platform)
    with Terminal("new-service", cwd=platform) as terminal:
        describe_a_service(terminal, agree=False)
        terminal.expect("error: nothing was made")
        assert terminal.end() == 2
    assert tree(platform) == before
    shown = terminal.screen.text.partition("As a command: ")[2].partition("\n")[0]
    done = scaffold(*shlex.split(shown)[1:], "--no-generate", cwd=twin)
    assert done.returncode == 0, done.stderr
    assert "book.lent: {}" in (twin / "specs/library.yaml").read_text()


def test_no_entity_means_the_example(platform):
    """Which is not generated before it is edited; the next commands say so."""
    with Terminal("new-service", "library", "--scope", "global", cwd=platform) as terminal:
        terminal.answer("First entity, in the singular", "")
        terminal.expect("As a command: scaffold new-service library --scope global --yes")
        terminal.answer("Make it?", "")
        terminal.expect("$EDITOR specs/library.yaml")
        assert terminal.end() == 0, terminal.screen.text
    assert (platform / "specs/library.yaml").read_text().splitlines()[2] == "scope: global"
    assert not (platform / "src").exists()


def test_ctrl_c_and_ctrl_d_leave_everything_as_it_was(platform):
    """At any question; the exit code of an interrupt, no traceback."""
    before = tree(platform)
    for key in (CTRL_C, CTRL_D):
        with Terminal("new-service", cwd=platform) as terminal:
            terminal.answer("Name of the service:", "library")
            terminal.expect("Its rows belong to:")
            terminal.type(CTRL_C)
            assert terminal.end() == 130
            assert "Traceback" not in terminal.screen.text
        with Terminal("new-service", "library", "--scope", "global", cwd=platform) as terminal:
            terminal.expect("First entity, in the singular")
            terminal.type(key)
            terminal.expect("interrupted")
            assert terminal.end() == 130
    assert tree(platform) == before


def test_outside_a_platform_a_person_is_asked_for_one(tmp_path):
    """A yes makes a platform named after the folder, a no makes nothing."""
    folder = tmp_path / "shop"
    folder.mkdir()
    arguments = ("new-service", "content", "--entity", "article", "--field", "title:text", "--no-generate")
    with Terminal(*arguments, cwd=folder) as terminal:
        terminal.answer("There is no platform here. Make one in", "n")
        terminal.expect("nothing was made: a service lies in a platform")
        assert terminal.end() == 2
    assert list(folder.iterdir()) == []
    with Terminal(*arguments, cwd=folder) as terminal:
        terminal.answer("There is no platform here. Make one in", "y")
        terminal.expect("Made the service content")
        assert terminal.end() == 0, terminal.screen.text
    assert (folder / "scaffold.yaml").read_text().count("platform: shop") == 1


def test_a_name_that_exists_is_refused_before_anything_is_asked(platform):
    """As without a terminal."""
    with Terminal("new-service", "content", cwd=platform) as terminal:
        terminal.expect("error: there is already a service `content`")
        assert terminal.end() == 2


def test_nobody_answers_in_vain(platform):
    """What is wrong with the platform is said before the first question."""
    (platform / "specs/content.yaml").write_text("service: content\n")
    with Terminal("new-service", cwd=platform) as terminal:
        terminal.expect("error[SG202]: missing key `entities`")
        assert terminal.end() == 1
    assert "Name of the service" not in terminal.screen.text
