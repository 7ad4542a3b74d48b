"""The recording in README is one of today's commands, and was made by the script beside it."""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from .conftest import ROOT, run

pytestmark = pytest.mark.slow

RECORDING = ROOT / "docs/recording"
MOST_SECONDS = 60
MOST_BYTES = 300_000


def events(cast: Path) -> list[tuple[float, str, str]]:
    header, *lines = cast.read_text().splitlines()
    assert json.loads(header)["version"] == 2
    return [(at, kind, text) for at, kind, text in map(json.loads, lines)]


def commands(cast: Path) -> list[str]:
    """What is typed; the script stops at a command that ends otherwise than it should."""
    return [text for _, kind, text in events(cast) if kind == "m"]


def test_the_story_can_be_told_today(tmp_path):
    """Every command still exists and ends as it did; what they print may differ in words."""
    done = run([sys.executable, RECORDING / "make_recording.py", tmp_path], tmp_path)
    assert done.returncode == 0, done.stdout
    assert commands(RECORDING / "scaffold.cast") == commands(tmp_path / "scaffold.cast")
    assert [word for line in commands(tmp_path / "scaffold.cast") for word in line.split() if word == "update"]


def test_the_story_is_short():
    """Nobody watches longer."""
    assert events(RECORDING / "scaffold.cast")[-1][0] < MOST_SECONDS


def test_the_picture_shows_every_command():
    """And is small enough for a README; its letters are text."""
    picture = RECORDING / "scaffold.svg"
    assert picture.stat().st_size < MOST_BYTES
    shown = " ".join(" ".join(ET.parse(picture).getroot().itertext()).split())
    missing = [line for line in commands(RECORDING / "scaffold.cast") if " ".join(line.split()) not in shown]
    assert missing == []
