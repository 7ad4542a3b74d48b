"""What is asked often is answered at once: commands with nothing to do load nothing heavy, whatever the clock says."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    *("jsonschema", "jinja2", "pglast", "rich", "copier", "psycopg", "yoyo", "grpc_tools", "yaml"),
    *("asyncio", "subprocess", "importlib.metadata"),
)
SCRIPT = f"""
import atexit, sys
from generator.cli.main import main
sys.argv = ["scaffold", *sys.argv[1:]]
atexit.register(lambda: print([name for name in {HEAVY} if name in sys.modules]))
main()
"""


def loaded(root: Path, *arguments: str) -> str:
    """Which of the heavy modules a process has loaded when it has run `scaffold` with the arguments."""
    command = [sys.executable, "-c", SCRIPT, *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def platform(tmp_path_factory) -> Path:
    """A platform in which nothing is to be done."""
    root = tmp_path_factory.mktemp("platform")
    (root / "specs").mkdir()
    (root / "scaffold.yaml").write_text("platform: acme\n")
    (root / "specs/content.yaml").write_text("service: content\nentities: {article: {fields: {body: text}}}\n")
    subprocess.run([sys.executable, "-m", "generator.cli.main", "generate"], cwd=root, capture_output=True, check=True)
    return root


@pytest.mark.parametrize("command", ["--version", "--help", "check", "generate", "generate --json", "check --json"])
def test_nothing_heavy_is_loaded_where_nothing_is_to_be_done(platform: Path, command: str):
    """Each of these modules costs more than the whole command may take."""
    assert loaded(platform, *command.split()) == "[]"


def test_heavy_modules_are_seen(platform: Path, tmp_path: Path):
    """The test above would prove nothing if it could not see them: a run with work to do loads them."""
    edited = shutil.copytree(platform, tmp_path / "edited")
    with (edited / "specs/content.yaml").open("a") as spec:
        spec.write("description: Edited.\n")

    found = loaded(edited, "generate", "--dry-run")

    assert [name for name in ("jinja2", "yaml") if f"'{name}'" not in found] == []


UNUSED = (
    *("generator.plan.edits", "generator.plan.changes", "generator.plan.expressions"),
    *("generator.frontend.backfills", "generator.frontend.conditions", "generator.frontend.expressions"),
    *("generator.targets.python.conditions", "generator.targets.python.documents_view"),
    *("generator.scaffolding", "generator.pipeline.undo", "generator.database", "generator.reporting"),
    *("asyncio", "difflib", "jsonschema", "pglast", "psycopg", "rich"),
)
"""What a plain service has no use for: edits, conditions, typed json, and the commands that are not `generate`."""

MOST_MODULES = 421
"""Of our own: each costs about a third of a millisecond in every run, whether it is used or not."""

FIRST_RUN = f"""
import atexit, sys
from generator.cli.main import main
sys.argv = ["scaffold", "generate", "--no-stubs"]
atexit.register(lambda: print(len([name for name in sys.modules if name.partition(".")[0] == "generator"])))
atexit.register(lambda: print([name for name in {UNUSED} if name in sys.modules]))
main()
"""


def test_a_first_generation_loads_only_what_the_service_asks_for(tmp_path: Path):
    """A feature that a spec does not use costs nothing: its modules are imported where it is found to be used."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")
    (tmp_path / "specs/content.yaml").write_text("service: content\nentities: {article: {fields: {body: text}}}\n")
    command = [sys.executable, "-c", FIRST_RUN]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)

    unused, modules = done.stdout.splitlines()[-2:]
    assert unused == "[]"
    assert int(modules) <= MOST_MODULES
