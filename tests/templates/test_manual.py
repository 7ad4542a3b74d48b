"""docs/manual/ci.md: what a reader pastes is valid, and names what there is."""

import re

import pytest
import yaml

from .conftest import BINARIES, ROOT, run

PAGE = (ROOT / "docs/manual/ci.md").read_text()
WORKFLOW, HOOKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        (WORKFLOW, ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"]),
        (HOOKS, ["pre-commit", "validate-config"]),
    ],
    ids=["workflow", "hooks"],
)
def test_what_is_pasted_is_valid(tmp_path, text, command):
    """By GitHub's schema, and for pre-commit."""
    file = tmp_path / "pasted.yaml"
    file.write_text(text)
    done = run([BINARIES / command[0], *command[1:], file], tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_inputs_are_those_of_the_action():
    """All of them, in order."""
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(action["inputs"])


def test_the_hooks_are_those_of_the_manifest():
    """Each is explained."""
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [item["id"] for item in manifest if f"`{item['id']}`" not in PAGE] == []
