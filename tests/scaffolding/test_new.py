"""`init` and `new-service`: what a user begins with, and what is refused without leaving a trace."""

import re
import subprocess
import tomllib

import pytest
import yaml

from .conftest import tree

SPEC = """\
service: library
scope: campaign
description: Books that a campaign lends.

entities:
  book:
    description: One title.
    fields:
      title: {type: string, max_length: 200, required: true}
"""

PLATFORM_FILES = [
    ".copier-answers.yml",
    ".devcontainer/devcontainer.json",
    ".dockerignore",
    ".editorconfig",
    ".gitattributes",
    ".github/CODEOWNERS",
    ".github/dependabot.yml",
    ".github/workflows/ci.yml",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".scaffold/schemas/platform.schema.json",
    ".scaffold/schemas/service.schema.json",
    ".squawk.toml",
    "AGENTS.md",
    "CLAUDE.md",
    "Dockerfile",
    "Makefile",
    "README.md",
    "compose.yaml",
    "pyproject.toml",
    "scaffold.yaml",
    "specs/.gitkeep",
    "tools/health.py",
    "tools/serve.py",
]


def test_init_makes_a_platform(acme):
    """Everything a team edits, and nothing else."""
    assert list(tree(acme)) == PLATFORM_FILES


def test_the_rendered_files_are_what_they_claim(acme):
    """TOML, YAML and a Makefile that make accepts; no template syntax is left over."""
    project = tomllib.loads((acme / "pyproject.toml").read_text())
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["src/acme"]
    for name in (".github/workflows/ci.yml", "compose.yaml", ".pre-commit-config.yaml", "scaffold.yaml"):
        assert isinstance(yaml.safe_load((acme / name).read_text()), dict)
    assert subprocess.run(["make", "-n", "help"], cwd=acme, capture_output=True, check=False).returncode == 0
    # `${{` is GitHub's.
    left_over = [path for path, text in tree(acme).items() if "{{" in text.replace("${{", "") or "{%" in text]
    assert left_over == []


def test_a_platform_can_be_updated_by_plain_copier(acme):
    """The answers name a source that every machine with scaffold installed can reach, and the template's version."""
    answers = yaml.safe_load((acme / ".copier-answers.yml").read_text())
    assert (answers["_src_path"], answers["_commit"]) == ("git+scaffold::platform", "v0.1.0")


def test_the_same_name_gives_the_same_files(scaffold, tmp_path, acme):
    """No date, no path of this machine."""
    (tmp_path / "elsewhere").mkdir()
    scaffold("init", "acme", cwd=tmp_path / "elsewhere")
    assert tree(tmp_path / "elsewhere" / "acme") == tree(acme)


def test_a_new_platform_is_valid(scaffold, acme):
    """`check` has only to say that nothing was generated."""
    done = scaffold("check", "--output-format", "concise", cwd=acme)
    assert "SG908" in done.stdout
    assert {line.split("error[")[1][:5] for line in done.stdout.splitlines()} == {"SG908"}


def test_a_new_service_generates(scaffold, acme):
    """From nothing to a platform without drift in three commands."""
    assert scaffold("new-service", "content", cwd=acme).returncode == 0
    assert list(tree(acme)) == sorted(
        [*PLATFORM_FILES, ".scaffold/answers/content.yml", "specs/content.yaml", "tests/content/test_content.py"]
    )
    assert (acme / "specs/content.yaml").read_text().splitlines()[:3] == [
        "# yaml-language-server: $schema=../.scaffold/schemas/service.schema.json",
        "service: content",
        "scope: campaign",
    ]
    assert scaffold("generate", "--no-stubs", cwd=acme).returncode == 0
    assert scaffold("check", cwd=acme).returncode == 0


def test_the_commented_lines_of_the_example_are_valid_too(scaffold, acme):
    """A user learns the language by taking away `# `: what then stands there must work."""
    scaffold("new-service", "user", "--scope", "global", cwd=acme)
    account = (acme / "specs/user.yaml").read_text().replace("  item:", "  account:")
    (acme / "specs/user.yaml").write_text(account)
    scaffold("new-service", "content", cwd=acme)
    spec = acme / "specs/content.yaml"
    modeline, text = spec.read_text().split("\n", 1)
    # Sentences begin with a capital letter, what can be taken in does not.
    spec.write_text(f"{modeline}\n" + re.sub(r"^( *)# (?=[ a-z])", r"\1", text, flags=re.MULTILINE))
    assert spec.read_text().count("# ") == 4
    done = scaffold("generate", "--no-stubs", cwd=acme)
    assert done.returncode == 0, done.stderr


def test_the_scope_of_the_example_can_be_chosen(scaffold, acme):
    """`--scope global`."""
    scaffold("new-service", "user", "--scope", "global", cwd=acme)
    assert yaml.safe_load((acme / "specs/user.yaml").read_text())["scope"] == "global"


MODELINE = "# yaml-language-server: $schema=../.scaffold/schemas/service.schema.json\n"


@pytest.mark.parametrize(
    ("given", "copied"),
    [
        (f"# mine\n{SPEC}", f"{MODELINE}# mine\n{SPEC}"),
        (f"# mine\n{MODELINE}{SPEC}", f"# mine\n{MODELINE}{SPEC}"),
        (f"\ufeff{SPEC}", f"\ufeff{MODELINE}{SPEC}"),
        (f"\ufeff#yaml-language-server: $schema=x\n{SPEC}", f"\ufeff#yaml-language-server: $schema=x\n{SPEC}"),
    ],
)
def test_a_spec_of_the_users_is_copied_with_the_line_for_editors(scaffold, acme, tmp_path, given, copied):
    """Unless it has one; every other byte is as it was, and it is a spec that `generate` takes."""
    (tmp_path / "library.yaml").write_text(given)
    arguments = ("new-service", "library", "--spec", "../library.yaml", "--no-generate")
    assert scaffold(*arguments, cwd=acme).returncode == 0
    assert (acme / "specs/library.yaml").read_text() == copied
    assert "SG1" not in scaffold("check", cwd=acme).stdout


def test_a_wrong_spec_is_shown_where_the_user_has_it(scaffold, acme, tmp_path):
    """Validated before anything is written; the finding names the given file."""
    (tmp_path / "library.yaml").write_text(SPEC.replace("fields:", "feilds:"))
    before = tree(acme)
    done = scaffold("new-service", "library", "--spec", "../library.yaml", cwd=acme)
    assert done.returncode == 1
    assert "--> ../library.yaml:8:5" in done.stderr
    assert "feilds:" in done.stderr
    assert tree(acme) == before


@pytest.mark.parametrize(
    ("name", "code", "first_line"),
    [
        ("Content", 2, "error: `Content` cannot be the name of a service"),
        ("my-service", 2, "error: `my-service` cannot be the name of a service"),
        ("../up", 2, "error: `../up` cannot be the name of a service"),
        ("content\n", 2, "error: `content"),
        ("class", 1, "error[SG301]: `class` is a reserved word of Python"),
        ("message", 1, "error[SG301]: `message` is a reserved word of proto"),
        ("core", 1, "error[SG302]: `core` is a name that the platform gives itself"),
        (
            "a" * 60,
            1,
            f"error[SG303]: the table name `service_{'a' * 60}_item` has 73 bytes; PostgreSQL keeps 63",
        ),
    ],
)
def test_a_name_that_cannot_be_used_leaves_nothing_behind(scaffold, acme, name, code, first_line):
    """No identifier is wrong usage; reserved or too long is a finding in the spec that would be made."""
    before = tree(acme)
    done = scaffold("new-service", name, cwd=acme)
    assert (done.returncode, done.stderr.splitlines()[0]) == (code, first_line)
    assert tree(acme) == before


def test_a_near_name_is_offered(scaffold, acme):
    """The whole message: what is wrong, and what would be right."""
    assert scaffold("new-service", "My-Shop", cwd=acme).stderr == (
        "error: `My-Shop` cannot be the name of a service\n"
        "  help: Use lower-case letters, digits and single underscores, e.g. `my_shop`.\n"
    )


def test_outside_a_platform_yes_makes_one(scaffold, tmp_path):
    """`--yes` needs no terminal; the folder gives the name."""
    (tmp_path / "My Shop").mkdir()
    done = scaffold("new-service", "content", "--yes", cwd=tmp_path / "My Shop")
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load((tmp_path / "My Shop/scaffold.yaml").read_text())["platform"] == "my_shop"
    assert (tmp_path / "My Shop/specs/content.yaml").is_file()
    assert done.stdout == (
        f"Made a platform in {tmp_path / 'My Shop'}.\nMade the service content: its spec is specs/content.yaml.\n"
    )


def test_the_next_steps_of_init_can_be_pasted(scaffold):
    """A shell takes the folder as one word."""
    done = scaffold("init", "My Shop; date")
    assert "\n  cd 'My Shop; date'\n" in done.stderr


def test_outside_a_platform_without_a_terminal_nothing_is_asked(scaffold, tmp_path):
    """A script gets an error with the option to use."""
    done = scaffold("new-service", "content", cwd=tmp_path)
    assert (done.returncode, "Add --yes" in done.stderr) == (2, True)
    assert tree(tmp_path) == {}


def test_a_failure_outside_a_platform_leaves_no_platform_behind(scaffold, tmp_path):
    """The spec is looked at before anything is written."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "bad.yaml").write_text("service: [\n")
    done = scaffold("new-service", "library", "--spec", "../bad.yaml", "--yes", cwd=tmp_path / "shop")
    assert done.returncode == 1
    assert tree(tmp_path / "shop") == {}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["json"], "package `json` would hide the Python package"),
        (["class"], "reserved word"),
        (["acme", "--name", "A b"], "cannot be the name of a platform"),
        (["acme", "--package", "x.y"], "cannot be the name of a package"),
        (["123"], "cannot be the name of a platform"),
    ],
)
def test_a_platform_name_that_cannot_be_used_is_refused(scaffold, tmp_path, arguments, says):
    """The folder is not made."""
    done = scaffold("init", *arguments)
    assert (done.returncode, says in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_package_may_differ_from_the_name(scaffold, tmp_path):
    """The way out of a name that is taken."""
    assert scaffold("init", "json", "--package", "json_platform").returncode == 0
    assert yaml.safe_load((tmp_path / "json/scaffold.yaml").read_text())["package"] == "json_platform"


def test_without_git_the_way_out_is_named(scaffold, tmp_path):
    """Templates are served through git."""
    done = scaffold("init", "acme", PATH=str(tmp_path))
    assert (done.returncode, "git is not installed" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []
