"""Merges a newer template into what a project has become, three-way and away from the project.

Three commits in a throw-away repository: the old version as it was rendered (base), the project's own files as they
lie there, committed or not (yours), and what `copier update` makes of the base (the template's). Git merges them, so
edits follow a file that the template renames, and an edited file that the template drops is kept.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from generator.frozen import frozen
from generator.scaffolding import copying
from generator.scaffolding.moves import Move
from generator.scaffolding.projects import Project, read_project
from generator.scaffolding.repository import Repository, Side, throw_away

SETTINGS = ("merge.conflictStyle=diff3", "merge.directoryRenames=false", "merge.renames=true")
_FIRST_MARKER = re.compile(rb"^<{7} yours", re.MULTILINE)
_LAST_MARKER = re.compile(rb"^>{7} ", re.MULTILINE)
_OURS_LABEL = re.compile(rb"^<{7} HEAD", re.MULTILINE)
_BASE_LABEL = re.compile(rb"^\|{7} [0-9a-f]{7,64}", re.MULTILINE)


class Kept(StrEnum):
    """Why a file that the template changed is not as the template has it."""

    DELETED = "deleted"
    """You deleted it."""
    DROPPED = "dropped"
    """The template dropped it, and you had edited it."""
    IN_THE_WAY = "in-the-way"
    """A link or a folder of yours lies in its place."""


@frozen
class Change:
    """One file that an update touches."""

    path: str
    before: bytes | None
    """None where there is no file."""
    after: bytes | None


@frozen
class Merge:
    """What an update makes of one project."""

    project: Project
    to: str
    """The version that it is at afterwards."""
    changes: tuple[Change, ...]
    conflicts: tuple[str, ...]
    """The files in which you and the template changed the same lines; they carry markers, unless they are no text."""
    kept: Mapping[str, Kept]


def has_markers(content: bytes) -> bool:
    """Whether a merge of this module stopped in the file, and nobody has decided since."""
    return bool(_FIRST_MARKER.search(content) and _LAST_MARKER.search(content))


def first_marker(content: bytes) -> int:
    """The line of the first conflict, counting from 1; 1 if there is none."""
    found = _FIRST_MARKER.search(content)
    return content.count(b"\n", 0, found.start()) + 1 if found else 1


def merge(root: Path, move: Move) -> Merge:
    """What the move makes of the project in the platform at `root`, which is only read.

    Raises TemplateError if copier or the template's source refuses, EnvironmentProblem without git.
    """
    with throw_away() as repository:
        with copying.templates_served(foreign=move.project.template is None):
            to = _render(repository, move)
        changed = repository.changed("base", "theirs")
        wanted = repository.paths("base") | repository.paths("theirs")
        taken = {path for path in wanted if _in_the_way(root, path)}
        before = {path: content_of(root / path) for path in wanted - taken}
        open_ = _merge(repository, before, move.project.version, to)
        return Merge(
            project=move.project,
            to=to,
            changes=tuple(_changes(repository, before)),
            conflicts=tuple(sorted(path for path, why in open_.items() if why is None)),
            kept={path: why for path, why in sorted(open_.items()) if why}
            | dict.fromkeys(sorted(taken & changed), Kept.IN_THE_WAY),
        )


def merge_text(yours: bytes, base: bytes, theirs: bytes) -> bytes | None:
    """Three versions of one file merged, None if they changed the same lines or are no text."""
    with throw_away() as repository:
        for side, content in (("yours", yours), ("base", base), ("theirs", theirs)):
            (repository.folder / side).write_bytes(content)
        # The exit code is the number of conflicts, at most 127, or 255 for what is no text.
        return repository.answer("merge-file", "-p", "yours", "base", "theirs")


def _render(repository: Repository, move: Move) -> str:
    """Commits the old version as branch `base` and the new one as `theirs`; the new version."""
    project = move.project
    copying.copy(project.source, repository.folder, project.answers_file, project.answers, version=project.ref)
    repository.commit("base")
    repository.git("checkout", "--quiet", "-b", "theirs")
    copying.update(project.source, repository.folder, project.answers_file, version=move.target_ref)
    repository.commit("theirs")
    return read_project(repository.folder, project.answers_file).version


def _merge(repository: Repository, before: Mapping[str, bytes | None], version: str, to: str) -> dict[str, Kept | None]:
    """Merges `theirs` into the project's own files.

    The files that git left open, each with why it stays as it is, or with None for a conflict.
    """
    repository.git("branch", "--move", "theirs", f"template-{to}")
    repository.git("checkout", "--quiet", "-b", "yours", "base")
    for path, content in before.items():
        put(repository.folder / path, content)
    repository.commit("yours")
    settings = (part for setting in SETTINGS for part in ("-c", setting))
    repository.git(*settings, "merge", "--quiet", "--no-commit", "--no-ff", f"template-{to}", accepted=(0, 1))
    return {
        path: _settle(repository.folder / path, sides, f"template-{version}")
        for path, sides in repository.unmerged().items()
    }


def _settle(file: Path, sides: frozenset[Side], base: str) -> Kept | None:
    """Decides what git left open in a file where one side has no file, and names the sides where both have one."""
    if sides == {Side.BASE, Side.THEIRS}:
        file.unlink(missing_ok=True)
        return Kept.DELETED
    if sides == {Side.BASE, Side.OURS}:
        return Kept.DROPPED
    content = _OURS_LABEL.sub(b"<<<<<<< yours", file.read_bytes())
    file.write_bytes(_BASE_LABEL.sub(b"||||||| " + base.encode(), content))
    return None


def _changes(repository: Repository, before: Mapping[str, bytes | None]) -> Iterator[Change]:
    for path, content in sorted(before.items()):
        after = content_of(repository.folder / path)
        if after != content:
            yield Change(path=path, before=content, after=after)


def _in_the_way(root: Path, path: str) -> bool:
    """Whether something other than a file of the platform's own lies at `path`: a link, a folder, a file above it."""
    target = root / path
    if target.is_symlink() or target.is_dir():
        return True
    above = [folder for folder in target.parents if folder != root and folder.is_relative_to(root)]
    return any(folder.is_symlink() or (folder.exists() and not folder.is_dir()) for folder in above)


def content_of(file: Path) -> bytes | None:
    """What lies in a file, None if there is no file."""
    return file.read_bytes() if file.is_file() else None


def put(file: Path, content: bytes | None) -> None:
    """Makes `content` what lies in a file; None removes it."""
    if content is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
