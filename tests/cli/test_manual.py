"""docs/manual: the commands that a reader pastes work, and the notation means what the table says."""

import re
import shlex
from pathlib import Path

from generator.editing.notation import field
from generator.editing.values import entry

MANUAL = Path(__file__).parents[2] / "docs/manual"
USER = "service: user\nscope: global\nentities:\n  account:\n    fields:\n      email: text\n"
STATUS = "      status: {type: enum, values: [draft, published], default: draft}\n"


def commands(page: str, name: str) -> list[list[str]]:
    """The `scaffold NAME` commands of a page's shell blocks, each as its arguments."""
    blocks = "".join(re.findall(r"^```sh\n(.*?)^```$", (MANUAL / page).read_text(), re.MULTILINE | re.DOTALL))
    lines = (shlex.split(line, comments=True) for line in blocks.replace("\\\n", " ").splitlines())
    return [line[1:] for line in lines if line[:1] == ["scaffold"] and line[1].startswith(name)]


def test_the_edits_of_the_manual_can_be_pasted(scaffold, platform):
    """One after the other, into a service that has what they speak of."""
    (platform / "specs/user.yaml").write_text(USER)
    with (platform / "specs/content.yaml").open("a") as spec:
        spec.write(STATUS)
    edits = commands("edit-a-spec.md", "add-")
    assert {edit[0] for edit in edits} == {"add-field", "add-entity", "add-event", "add-operation"}
    for edit in edits:
        done = scaffold(*edit, cwd=platform)
        assert done.returncode == 0, f"{edit}: {done.stderr}"


def test_the_new_service_of_the_manual_can_be_pasted(scaffold, platform):
    """The one that asks nothing."""
    (platform / "specs/content.yaml").unlink()
    made = [command for command in commands("new-service.md", "new-service") if command[1:]]
    assert len(made) == 1
    done = scaffold(*made[0], "--no-generate", cwd=platform)
    assert done.returncode == 0, done.stderr


def test_the_notation_means_what_the_manual_says():
    """Row by row."""
    rows = re.findall(r"^\| `([^`]+:[^`]+)` \| `([^`]+)` \|$", (MANUAL / "new-service.md").read_text(), re.MULTILINE)
    assert len(rows) == 7
    assert [entry(*field(written)) for written, _ in rows] == [meant for _, meant in rows]
