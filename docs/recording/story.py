"""What the recording shows: the commands in order, and the two scaffolds that they find."""  # noqa: INP001 - a script

import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEWER = "0.2.0"
"""The release that the recording pretends to have: its templates have one line more than today's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line that is typed."""

    command: str
    code: int = 0
    """What it ends with; anything else spoils the recording."""
    newer: bool = False
    """Whether the newer scaffold is installed by now."""


STORY = (
    Step(command="scaffold init acme && cd acme && git init --quiet"),
    Step(command="scaffold new-service content --entity article --field 'title:string(200)!' --event published"),
    Step(command="git add --all && git commit --quiet --message 'a service'"),
    Step(command="# Edit the spec, by hand or so:"),
    Step(command="scaffold add-field content.article section enum --values news,guide --default news"),
    Step(command="scaffold generate"),
    Step(command="scaffold check"),
    Step(command="git add --all && git commit --quiet --message 'a section'"),
    Step(command="# Some weeks later: README has words of ours, and a newer scaffold has newer templates."),
    Step(command="echo 'Ask in #shop before you change prices.' >>README.md", newer=True),
    Step(command="scaffold update", newer=True),
    Step(command="git diff --unified=0 README.md | grep '^[+-]'", newer=True),
)


def commands(folder: Path) -> Mapping[bool, Path]:
    """Two folders for PATH, without and with the newer scaffold, made in `folder`."""
    return {newer: _command(folder / name, tree) for newer, name, tree in _trees(folder)}


def _trees(folder: Path) -> tuple[tuple[bool, str, Path], ...]:
    return (False, "today", ROOT), (True, "newer", _newer(folder / "newer-tree"))


def _command(folder: Path, tree: Path) -> Path:
    folder.mkdir()
    program = folder / "scaffold"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{tree}" exec "{sys.executable}" -P -m generator.cli.main "$@"\n')
    program.chmod(0o755)
    return folder


def _newer(tree: Path) -> Path:
    """A copy of this repository as of a later release, whose platform template has a better README."""
    for name in ("generator", "schemas", "templates", "examples/marketplace"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", ".scaffold", ".venv"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    for name in ("pyproject.toml", "generator/__init__.py"):
        text = (tree / name).read_text()
        (tree / name).write_text(re.sub(r'^(_*version_* = )"[\d.]+"', rf'\1"{NEWER}"', text, flags=re.MULTILINE))
    templates = tree / "templates/copier/platform"
    newest = max(path for path in templates.iterdir() if path.is_dir())
    shutil.copytree(newest, templates / NEWER)
    readme = templates / NEWER / "template/README.md.jinja"
    readme.write_text(readme.read_text().replace("# {{ platform }}\n", "# The {{ platform }} platform\n", 1))
    news = templates / "CHANGELOG.md"
    news.write_text(f"# What changed\n\n## {NEWER}\n\n- The heading of README.md says what this is.\n")
    return tree
