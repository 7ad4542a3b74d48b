"""Released template snapshots never change: platforms were made from them and are updated through them."""

import hashlib
import re
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.scaffolding.changelog import releases
from generator.scaffolding.snapshots import TEMPLATES, Snapshot, snapshots

LISTED = Path(__file__).with_name("released.sha256")
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


def digest(snapshot: Snapshot) -> str:
    """The sha256 of every path and content below the snapshot, in path order, each with its length before it."""
    found = hashlib.sha256()
    for path in sorted(item for item in snapshot.folder.rglob("*") if item.is_file()):
        for part in (path.relative_to(snapshot.folder).as_posix().encode(), path.read_bytes()):
            found.update(b"%d\n" % len(part) + part)
    return found.hexdigest()


def listed(text: str) -> dict[str, str]:
    """The digests of the list, by `<template>/<version>`."""
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {name: sha256 for sha256, name in lines}


def released(changelog: str) -> set[str]:
    """The versions to which the changelog gives a date."""
    return set(re.findall(r"^## (\d+\.\d+\.\d+) - \d{4}-\d{2}-\d{2}$", changelog, re.MULTILINE))


def present() -> dict[str, Snapshot]:
    return {f"{template}/{item.version}": item for template in TEMPLATES for item in snapshots(template)}


def test_a_released_snapshot_is_as_it_was():
    """Each one of the list is there, byte for byte."""
    expected = listed(LISTED.read_text())
    found = present()
    assert {name: digest(found[name]) for name in expected if name in found} == expected


def test_every_released_snapshot_is_listed():
    """Those of a version with a date, and those that a newer snapshot of the same template has replaced."""
    newest = {f"{template}/{snapshots(template)[-1].version}" for template in TEMPLATES}
    dated = released(CHANGELOG.read_text())
    owed = {name for name, item in present().items() if name not in newest or item.version in dated}
    lines = listed(LISTED.read_text())
    assert [f"{digest(present()[name])}  {name}" for name in sorted(owed - lines.keys())] == []


def test_a_snapshot_that_is_not_released_yet_has_the_version_that_will_bring_it():
    """`init` records that version; the next release must not have another one."""
    lines = listed(LISTED.read_text())
    assert {item.version for name, item in present().items() if name not in lines} <= {__version__}


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_snapshot_says_what_it_brought(template):
    """In the template's CHANGELOG, which `scaffold update` prints."""
    told = {item.version: item.text for item in releases(template)}
    assert list(told) == [item.version for item in snapshots(template)]
    assert [version for version, text in told.items() if not text.startswith("- ")] == []


def test_the_newest_snapshots_are_what_users_get(scaffold, tmp_path):
    """Of the platform and of a service."""
    assert scaffold("init", "acme").returncode == 0
    assert scaffold("new-service", "content", cwd=tmp_path / "acme").returncode == 0
    answers = (tmp_path / "acme/.copier-answers.yml", tmp_path / "acme/.scaffold/answers/content.yml")
    assert [yaml.safe_load(path.read_text())["_commit"] for path in answers] == [
        f"v{snapshots(template)[-1].version}" for template in TEMPLATES
    ]


def test_the_digest_sees_every_byte_and_every_name(tmp_path):
    """Also a byte that moves from a name to a content, or from one file to the next."""

    def of(**files: str) -> str:
        folder = tmp_path / hashlib.sha256(repr(files).encode()).hexdigest()
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
        return digest(Snapshot(version="0.1.0", folder=folder))

    trees = [of(a="1", b="2"), of(a="1", b="3"), of(a="1", c="2"), of(a="1b2"), of(a="12", b=""), of(ab="12")]
    assert len(set(trees)) == len(trees)


def test_the_list_and_the_changelog_are_understood():
    """While nothing is released, the tests above would pass with a parser that finds nothing."""
    assert listed("# comment\n\nabc  platform/0.1.0\n") == {"platform/0.1.0": "abc"}
    assert released("## 0.3.0\n\n## 0.2.0 - 2027-02-01\n\n## 0.1.0 - 2027-01-31\n") == {"0.2.0", "0.1.0"}
