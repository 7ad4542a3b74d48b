"""The command line as a whole: help, near misses, exit codes, colour."""

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from generator import __version__
from generator.cli.application import COMMANDS, application


def test_version_is_answered_without_click(scaffold):
    """`--version` is asked by scripts, often; importing click would triple its time."""
    assert scaffold("--version").stdout == f"scaffold {__version__}\n"
    script = (
        "import sys; sys.argv = ['scaffold', '--version']; from generator.cli.main import main; main(); "
        "print('click' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_without_a_command_there_is_help(scaffold):
    """A user who does not know what to type gets the list, and no error."""
    done = scaffold()
    assert done.returncode == 0
    assert [name for name in COMMANDS if f"  {name} " in done.stdout] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples_that_parse(name):
    """Each line of the examples is a command line that exists: its options are those of the command."""
    printed = CliRunner().invoke(application, [name, "--help"], terminal_width=200)
    assert printed.exit_code == 0
    examples = re.findall(rf"^ +scaffold {name}\b(.*)$", printed.output.partition("Examples:")[2], re.MULTILINE)
    assert examples, printed.output
    known = set(re.findall(r"--?[a-zA-Z][a-z-]*", printed.output.partition("Examples:")[0]))
    used = {word for line in examples for word in re.findall(r"(?<=\s)--?[a-zA-Z][a-z-]*", line)}
    assert used <= known


def test_every_command_has_a_short_help_that_is_not_cut():
    """The list of commands can be read at 80 columns."""
    assert "..." not in CliRunner().invoke(application, ["--help"], terminal_width=80).output.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("generat", "generate"), ("gen", "generate"), ("chekc", "check"), ("new-servce", "new-service")],
)
def test_a_near_miss_of_a_command_is_named(scaffold, typed, meant):
    """Named, never run."""
    done = scaffold(typed)
    assert done.returncode == 2
    assert f"there is no command `{typed}`. Did you mean `{meant}`?" in done.stderr


def test_a_near_miss_of_an_option_is_named(scaffold):
    """As for commands."""
    done = scaffold("generate", "--overwrit")
    assert done.returncode == 2
    assert "--overwrite" in done.stderr


def test_outside_a_platform_the_way_in_is_named(scaffold, tmp_path):
    """Exit code 2, because no spec is at fault."""
    done = scaffold("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"error: no platform here: there is no `scaffold.yaml` in `{tmp_path}` or above it\n"
        "  help: Go into a platform, or make one: `scaffold init DIR`.\n"
    )


def test_the_platform_is_found_from_below(scaffold, generated):
    """Commands work anywhere inside a platform."""
    assert scaffold("check", cwd=generated / "specs").returncode == 0


def test_directory_option_is_like_going_there(scaffold, generated, tmp_path):
    """`scaffold -C acme check`, as git and make have it."""
    assert scaffold("-C", "acme", "check", cwd=tmp_path).returncode == 0
    missing = scaffold("-C", "nowhere", "check", cwd=tmp_path)
    assert (missing.returncode, "there is no directory `nowhere`" in missing.stderr) == (2, True)


def test_a_bug_of_ours_is_said_to_be_one(platform):
    """Exit code 70, the traceback, and how to report it."""
    script = (
        "import sys, generator.cli.location as location\n"
        "def fail(): raise RuntimeError('impossible')\n"
        "location.root = fail\n"
        "from generator.cli.application import run\n"
        "sys.exit(run(['check']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=platform, capture_output=True, text=True, check=False)
    assert done.returncode == 70
    assert "RuntimeError: impossible" in done.stderr
    assert "this is a bug in scaffold" in done.stderr
    assert f"scaffold {__version__}, Python " in done.stderr


def test_an_interrupt_has_its_own_code(platform):
    """Ctrl-C: 130, no traceback."""
    script = (
        "import sys, generator.cli.location as location\n"
        "def fail(): raise KeyboardInterrupt\n"
        "location.root = fail\n"
        "from generator.cli.application import run\n"
        "sys.exit(run(['check']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=platform, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (130, "interrupted")


def test_a_reader_that_has_seen_enough_is_no_error(scaffold, tmp_path):
    """`scaffold schema service | head -1` prints one line and nothing else."""
    command = f'"{sys.executable}" -m generator.cli.main schema service | head -c 1'
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour_is_for_terminals_and_as_the_environment_says(scaffold, environment, coloured):
    """NO_COLOR wins over FORCE_COLOR."""
    assert ("\x1b[" in scaffold("check", **environment).stderr) == coloured


def test_explain_knows_a_code_in_any_case(scaffold):
    """Data goes to stdout."""
    done = scaffold("explain", "sg901")
    assert done.returncode == 0
    assert done.stdout.startswith("# SG901 edited-by-hand\n")
    found = json.loads(scaffold("explain", "SG901", "--json").stdout)
    assert (found["code"], found["name"]) == ("SG901", "edited-by-hand")


def test_explain_names_near_codes(scaffold):
    """A code with a digit missing."""
    done = scaffold("explain", "SG90")
    assert done.returncode == 2
    assert "there is no code `SG90`. Did you mean SG90" in done.stderr


@pytest.mark.parametrize("kind", ["service", "platform"])
def test_schema_prints_the_schema(scaffold, kind):
    """The same that `init` copies into a platform."""
    assert json.loads(scaffold("schema", kind).stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_doctor_looks_at_the_machine(scaffold, generated):
    """Everything that the tests need is here, so everything is fine."""
    done = scaffold("doctor", "--json", cwd=generated)
    found = {item["name"]: item["fine"] for item in json.loads(done.stdout)["findings"]}
    names = ["python", "git", "yaml", "postgresql", "platform", "writable", "merges"]
    assert found == dict.fromkeys(names, True)
    assert done.returncode == 0


def test_doctor_names_what_is_missing_and_how_to_mend_it(scaffold, generated):
    """A database that does not answer, a merge that was not finished."""
    (generated / "specs/content.yaml").write_text("a: 1\n<<<<<<< ours\n")
    done = scaffold("doctor", cwd=generated, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 2
    assert re.findall(r"^MISS (\w+)", done.stdout, re.MULTILINE) == ["postgresql", "merges"]


def test_doctor_looks_for_the_extensions_of_the_platform(scaffold, generated):
    """The embedded server has pgvector and nothing of contrib."""
    platform = generated / "scaffold.yaml"
    platform.write_text(f"{platform.read_text()}extensions: [vector, btree_gin]\n")
    done = scaffold("doctor", "--json", cwd=generated)
    (found,) = [item for item in json.loads(done.stdout)["findings"] if item["name"] == "extensions"]
    assert (found["fine"], found["found"], done.returncode) == (False, "the server has not got btree_gin", 2)


def test_only_the_generators_run_goes_without_garbage_collection(generated):
    """Commands that talk to a database or a server run for long; what they drop has to be freed."""
    (generated / "buf.yaml").unlink()

    def run(*arguments):
        script = (
            "import gc, sys; from generator.pipeline import rendering as pipeline\n"
            "from generator.cli import location\nfrom generator.cli.application import run\n"
            "found = location.root; during = []\n"
            "decide = pipeline.decide\n"
            "def watched(*arguments): during.append(gc.isenabled()); return decide(*arguments)\n"
            "pipeline.decide = watched\n"
            "location.root = lambda: (during.append(gc.isenabled()), found())[1]\n"
            f"run({list(arguments)!r})\n"
            "print('', *during, gc.isenabled())\n"
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=generated, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1].split()

    states = {name: run(name) for name in ("migrate", "check", "generate")}
    assert states == {
        "migrate": ["True", "True"],
        "check": ["True", "False", "True"],
        "generate": ["True", "False", "True"],
    }


def test_what_is_registered_for_the_end_of_the_process_is_done(platform):
    """A command does not free what it has made, and still flushes, waits for threads, and removes what is temporary."""
    script = (
        "import atexit, sys, tempfile, threading, time\n"
        "from generator.cli import main\n"
        "kept = tempfile.TemporaryDirectory(dir='.', prefix='kept-')\n"
        "atexit.register(lambda: print('at the end', flush=True))\n"
        "if {thread}: threading.Thread(target=lambda: (time.sleep(0.2), print('a thread'))).start()\n"
        "sys.argv = ['scaffold', 'check']\n"
        "main.main()\n"
    )
    for thread, said in ((False, "at the end"), (True, "a thread\nat the end")):
        command = [sys.executable, "-c", script.replace("{thread}", str(thread))]
        done = subprocess.run(command, cwd=platform, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.endswith(f"{said}\n")) == (1, True)
        assert "SG908" in done.stdout + done.stderr
        assert not list(platform.glob("kept-*"))
