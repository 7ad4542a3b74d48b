"""The .proto files as a whole: word for word, and as buf judges them."""

from pathlib import Path

import pytest

from .sample import buf, platform, rendered, sample, service, written

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize("path", ["buf.yaml", "proto/acme/content/v1/content.proto", "proto/acme/user/v1/user.proto"])
def test_files_are_as_written_down(path: str):
    """The sample renders to the files in `expected`, byte for byte."""
    assert rendered(sample())[path] == (EXPECTED / path).read_text(encoding="utf-8")


def test_nothing_else_is_rendered():
    """One file per service and one per platform."""
    expected = {item.relative_to(EXPECTED).as_posix() for item in EXPECTED.rglob("*") if item.is_file()}

    assert set(rendered(sample())) == expected


@pytest.mark.parametrize("command", [("lint",), ("format", "--diff", "--exit-code")])
def test_buf_has_nothing_to_say(tmp_path: Path, command: tuple[str, ...]):
    """STANDARD and COMMENTS hold, and `buf format` changes nothing."""
    written(tmp_path, rendered(sample()))

    assert buf(tmp_path, *command) == (0, "")


def test_a_service_may_be_empty(tmp_path: Path):
    """A spec that declares nothing yet still makes a valid file."""
    written(tmp_path, rendered(platform(service("draft"))))

    assert buf(tmp_path, "lint") == (0, "")
    assert buf(tmp_path, "format", "--diff", "--exit-code") == (0, "")
