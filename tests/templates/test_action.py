"""action.yml: its steps run by bash as GitHub runs them, and what people see in the pull request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from generator import __version__

from .conftest import BINARIES, ROOT, Repository, new_platform, run

pytestmark = pytest.mark.slow

ACTION = ROOT / "action.yml"
INPUT = re.compile(r"\$\{\{ inputs\.(\w+) \}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What the last step that ran has left."""

    code: int
    printed: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """As much of a runner as a composite action knows of."""

    folder: Path
    workspace: Path
    environment: Mapping[str, str]

    def use(self, steps: slice = slice(None), **inputs: str) -> Ran:
        """Runs steps of the action until one fails."""
        action = yaml.safe_load(ACTION.read_text())
        given = {name: item["default"] for name, item in action["inputs"].items()} | inputs
        summary = self.folder / "summary.md"
        summary.write_text("")
        code, printed = 0, ""
        for step in action["runs"]["steps"][steps]:
            assert step["shell"] == "bash"
            variables = {
                name: INPUT.sub(lambda found: given[found[1]], text) for name, text in step.get("env", {}).items()
            }
            script = self.folder / "step.sh"
            script.write_text(step["run"])
            # https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script]
            done = run(command, self.workspace, **self.environment, **variables)
            code, printed = done.returncode, printed + done.stdout
            if code:
                break
        return Ran(code=code, printed=printed, summary=summary.read_text())


@pytest.fixture(scope="module")
def runner(tmp_path_factory, links) -> Runner:
    """A workspace with a platform in a folder of it."""
    folder = tmp_path_factory.mktemp("runner")
    workspace = tmp_path_factory.mktemp("workspace")
    new_platform(workspace)
    environment = {
        **links,
        "PATH": f"{BINARIES}:/usr/local/bin:/usr/bin:/bin",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "GITHUB_ACTIONS": "true",
        "RUNNER_TEMP": str(folder),
    }
    made = Runner(folder=folder, workspace=workspace, environment=environment)
    installed = made.use(slice(0, 1))
    assert installed.code == 0, installed.printed
    return made


@pytest.fixture
def bad_spec(runner):
    """An unknown key in the ninth line of the platform's spec."""
    spec = runner.workspace / "acme/specs/content.yaml"
    before = spec.read_text()
    spec.write_text(before.replace("required: true", "requierd: true"))
    yield before.splitlines().index(next(line for line in before.splitlines() if "required: true" in line)) + 1
    spec.write_text(before)


def test_the_file_follows_its_schema(tmp_path):
    """GitHub's, and zizmor finds no expression in a script."""
    done = run([BINARIES / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION], tmp_path)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")
    done = run([BINARIES / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", ACTION], tmp_path)
    assert (done.returncode, "No findings to report" in done.stdout) == (0, True), done.stdout


def test_a_platform_in_order_passes(runner):
    """And the summary says so."""
    ran = runner.use(slice(1, 2), directory="acme")
    assert (ran.code, "::error" in ran.printed) == (0, False)
    assert ran.summary.startswith("### scaffold check: all is well\n```\nAll is well: ")


@pytest.mark.parametrize("directory", ["acme", "acme/", "./acme"])
def test_a_finding_is_shown_beside_its_line(runner, bad_spec, directory):
    """By the path from the root of the workspace; the summary has the excerpt and the hint."""
    ran = runner.use(slice(1, 2), directory=directory)
    assert ran.code == 1
    assert f"::error file=acme/specs/content.yaml,line={bad_spec}," in ran.printed
    assert ran.summary.startswith("### scaffold check: this needs your attention\n```\nerror[SG201]: ")
    assert "Did you mean `required`?" in ran.summary
    assert ran.summary.endswith("```\n")


def test_the_root_of_the_workspace_is_the_default(runner, bad_spec):
    """Then the paths are as they are."""
    inside = Runner(folder=runner.folder, workspace=runner.workspace / "acme", environment=runner.environment)
    assert f"::error file=specs/content.yaml,line={bad_spec}," in inside.use(slice(1, 2)).printed


def test_arguments_are_passed_on(runner):
    """Each word as one; a wrong one is an error of the step, which the summary repeats."""
    ran = runner.use(slice(1, 2), directory="acme", arguments="--no-such-option twice")
    assert (ran.code, "--no-such-option" in ran.printed, "--no-such-option" in ran.summary) == (2, True, True)


def test_a_version_comes_from_the_registry(runner):
    """The one that is asked for and no other; without dependencies here, because they are the same."""
    without = {**runner.environment, "PIP_NO_DEPS": "1"}
    asking = Runner(folder=runner.folder, workspace=runner.workspace, environment=without)
    assert asking.use(slice(0, 1), version=__version__).code == 0
    refused = asking.use(slice(0, 1), version="0.0.999")
    assert (refused.code, "service-scaffold==0.0.999" in refused.printed) == (1, True), refused.printed


def test_nothing_in_the_workspace_was_changed(runner):
    """By all that ran above."""
    acme = Repository(root=runner.workspace / "acme")
    assert acme.succeed("git", "status", "--porcelain") == ""
