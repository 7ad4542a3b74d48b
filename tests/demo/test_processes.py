"""The client processes of the demo."""

from pathlib import Path

import pytest

from generator.demo import processes
from generator.diagnostics import EnvironmentProblem

TALKATIVE = """
import sys
sys.stderr.write("warning\\n" * 50_000)
print("one")
print("two", sys.argv[1])
sys.exit(int(sys.argv[2]))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A client that complains at length before it says anything: more than a pipe holds."""
    path = tmp_path / "client.py"
    path.write_text(TALKATIVE)
    return path


def test_a_client_may_write_much_to_standard_error(script: Path) -> None:
    """What it prints arrives line by line, whatever it complains of meanwhile."""
    assert list(processes.call(script.parent, script, ["x", "0"])) == ["one", "two x"]


def test_a_client_that_fails_is_quoted(script: Path) -> None:
    """Its lines arrive, and then what it wrote to standard error."""
    lines = []

    with pytest.raises(EnvironmentProblem, match=r"client\.py failed:\nwarning\n"):
        lines.extend(processes.call(script.parent, script, ["x", "3"]))
