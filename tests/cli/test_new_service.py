"""`new-service` without a terminal: a generated and proved service in one command, or a clear refusal."""

import json
import signal
import subprocess
import sys

import pytest

from .platforms import tree

ARGUMENTS = (
    *("new-service", "library", "--entity", "book", "--field", "title:string(200)!"),
    *("--field", "state:enum(new,lent)=new", "--event", "lent", "--description", "Books that are lent."),
)
SPEC = """\
# yaml-language-server: $schema=../.scaffold/schemas/service.schema.json
service: library
scope: campaign
description: Books that are lent.

entities:
  book:
    fields:
      title: {type: string, max_length: 200, required: true}
      state: {type: enum, values: [new, lent], default: new}

events:
  book.lent: {}
"""


def test_one_command_makes_a_service_that_a_database_takes(scaffold, platform):
    """Scaffolded, generated, its migrations applied to an empty PostgreSQL; the three next commands."""
    done = scaffold(*ARGUMENTS, "--verify", cwd=platform)
    assert done.returncode == 0, done.stderr
    assert (platform / "specs/library.yaml").read_text() == SPEC
    lines = done.stdout.splitlines()
    assert lines[0] == "Made the service library: its spec is specs/library.yaml."
    assert lines[1].startswith("Generated ")
    assert lines[2].startswith("A fresh PostgreSQL took all ")
    assert (
        done.stderr
        == """
Next:
  make test                  # runs the tests that were generated, and yours
  make run                   # serves it, on a PostgreSQL that comes with the tools
  scaffold add-field --help  # how the spec grows; or edit it and run `scaffold generate`
"""
    )
    assert scaffold("check", cwd=platform).returncode == 0


def test_the_same_for_machines(scaffold, platform):
    """One document; what was not asked for is null."""
    done = scaffold(*ARGUMENTS, "--no-generate", "--json", cwd=platform)
    found = json.loads(done.stdout)
    assert found == {
        "service": "library",
        "spec": "specs/library.yaml",
        "platform": str(platform),
        "new_platform": False,
        "files": [
            ".scaffold/answers/library.yml",
            ".scaffold/schemas/platform.schema.json",
            ".scaffold/schemas/service.schema.json",
            "specs/library.yaml",
            "tests/library/test_library.py",
        ],
        "generated": None,
        "verified": None,
        "next": ["$EDITOR specs/library.yaml", "scaffold generate", "make run"],
    }
    wrong = scaffold("new-service", "wrong", "--entity", "class", "--field", "a:text", "--json", cwd=platform)
    codes = [item["code"] for item in json.loads(wrong.stdout)["diagnostics"]]
    assert (wrong.returncode, codes[0]) == (1, "SG301")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "the name of the service is missing: scaffold new-service NAME.\nSay what it holds with --entity and"),
        (("library", "--field", "title:text"), "--field needs an entity: give its name with --entity"),
        (("library", "--event", "lent"), "--event needs an entity: give its name with --entity"),
        (("library", "--entity", "book"), "an entity has at least one field: give it with --field NAME:TYPE"),
        (("library", "--entity", "book", "--field", "title"), "`title` is no field: a name, a colon and a type"),
        (("library", "--spec", "x.yaml", "--entity", "book"), "--spec is the whole spec: --entity does not go with it"),
        (("library", "--description", "Books."), "--description needs an entity"),
        (("library", "--verify"), "--verify applies what is generated: add --generate"),
    ],
)
def test_what_is_missing_or_too_much_is_named(scaffold, platform, arguments, says):
    """Without a terminal nothing is asked: the options that answer are named, and nothing is written."""
    before = tree(platform)
    done = scaffold("new-service", *arguments, cwd=platform)
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr
    assert tree(platform) == before


def test_what_is_wrong_with_the_new_spec_is_shown_in_it(scaffold, platform):
    """With an excerpt, although no file has it."""
    before = tree(platform)
    done = scaffold("new-service", "library", "--entity", "book", "--field", "title:strng", cwd=platform)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "error[SG204]: the type of `title` cannot be `strng`\n"
        " --> specs/library.yaml:7:14\n"
        "  |\n"
        "7 |       title: strng\n"
        "  |              ^^^^^\n"
        "  = help: Did you mean `string`?\n"
    )
    assert tree(platform) == before


def test_in_a_repository_with_other_files_nothing_else_is_touched(scaffold, tmp_path):
    """Uncommitted work, untracked files, an own folder for tests: all as they were, and git sees only new files."""
    repository = tmp_path / "shop"
    (repository / "tests").mkdir(parents=True)
    (repository / "app.py").write_text("committed\n")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@localhost"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], cwd=repository, check=True)
    (repository / "app.py").write_text("edited\n")
    (repository / "tests/mine.py").write_text("untracked\n")
    done = scaffold(*ARGUMENTS, "--no-generate", "--yes", cwd=repository)
    assert done.returncode == 0, done.stderr
    assert (repository / "app.py").read_text() == "edited\n"
    assert (repository / "tests/mine.py").read_text() == "untracked\n"
    status = subprocess.run(["git", "status", "--short"], cwd=repository, capture_output=True, text=True, check=True)
    assert {line[:2] for line in status.stdout.splitlines() if line[3:] != "app.py"} == {"??"}


STOPPED_GENERATING = """
import os, signal, sys
from generator import pipeline
def stopped(*_, **__): os.kill(os.getpid(), signal.{signal})
pipeline.generate = stopped
from generator.cli.application import run
sys.exit(run({arguments}))
"""


def stopped_generating(platform, name):
    """A run that gets a signal when it begins to generate."""
    script = STOPPED_GENERATING.format(signal=name, arguments=list(ARGUMENTS))
    return subprocess.run([sys.executable, "-c", script], cwd=platform, capture_output=True, text=True, check=False)


def test_an_interrupt_while_generating_leaves_the_service(scaffold, platform):
    """Ctrl-C: the service stays, the message says how to go on, and that works."""
    done = stopped_generating(platform, "SIGINT")
    assert (done.returncode, done.stderr) == (
        130,
        "The service library is made, and stays; `scaffold generate` goes on from there.\n\ninterrupted\n",
    )
    assert scaffold("generate", cwd=platform).returncode == 0


def test_a_kill_while_generating_leaves_the_service(scaffold, platform):
    """The next command is the one that the user would run anyway."""
    done = stopped_generating(platform, "SIGKILL")
    assert done.returncode == -signal.SIGKILL
    assert (platform / "specs/library.yaml").read_text() == SPEC
    assert scaffold("generate", cwd=platform).returncode == 0


KILLED_WRITING = """
import os, signal, sys
root, renames = os.getcwd(), iter(range(1000))
def hook(event, arguments):
    if event == "os.rename" and str(arguments[1]).startswith(root) and next(renames) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from generator.cli.application import run
sys.exit(run({arguments}))
"""


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_kill_while_writing_leaves_all_of_it_or_nothing(scaffold, platform, after):
    """Before the first rename, which commits, the tree is the old one; after it, the next command makes the new one."""
    before = tree(platform)
    script = KILLED_WRITING.format(after=after, arguments=[*ARGUMENTS, "--no-generate"])
    done = subprocess.run([sys.executable, "-c", script], cwd=platform, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    scaffold("check", cwd=platform)
    new = ["specs/library.yaml", "tests/library/test_library.py"] if after else []
    assert sorted(tree(platform)) == sorted([*before, *new])


def test_a_disk_that_refuses_leaves_everything_as_it_was(platform):
    """Full, or read-only: what cannot be written and what to do, and exit code 2; tests/output has more ways."""
    before = tree(platform)
    # The kernel refuses to write more than this, to root as well; copier's own temporary files come earlier.
    script = f"""
import resource, sys
from generator.cli import new_files
write = new_files.write_new
def on_a_full_disk(*arguments):
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    write(*arguments)
new_files.write_new = on_a_full_disk
from generator.cli.application import run
sys.exit(run({list(ARGUMENTS)}))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=platform, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()) == (
        2,
        [
            "error: cannot write `.scaffold/cache/lock`: File too large",
            "  help: Nothing was changed; mend this and run the command again.",
        ],
    )
    assert tree(platform) == before


def test_nobody_waits_for_questions_that_are_not_asked(platform):
    """`--help` and wrong usage load neither what asks nor what renders."""
    script = """
import sys
from generator.cli.application import run
run(["new-service", "--help"]), run(["add-field", "--help"])
run(["new-service"])
heavy = ("questionary", "prompt_toolkit", "copier", "jinja2", "jsonschema", "psycopg", "asyncio")
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=platform, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
