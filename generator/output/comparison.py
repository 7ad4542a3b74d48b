"""The comparison: what each file on disk is against what we recorded and what we would write now."""

import os
import stat
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from generator.artifacts import Artifact, Ownership
from generator.diagnostics import EnvironmentProblem
from generator.frozen import frozen
from generator.output.fileset import Fileset, fault
from generator.plan.records import RecordedFile
from generator.tree import digest


class State(StrEnum):
    """How a file stands."""

    UNCHANGED = "unchanged"
    """Nothing to do."""
    NEW = "new"
    """Rendered for the first time."""
    STALE = "stale"
    """As we wrote it, but the spec or a template says something else now."""
    MISSING = "missing"
    """We wrote it and somebody removed it."""
    EDITED = "edited"
    """A generated file that is neither what we wrote nor what we would write."""
    UNKNOWN = "unknown"
    """A file that we never wrote stands where a new one belongs."""
    BLOCKED = "blocked"
    """A directory, a symbolic link or the like stands in the way."""
    ORPHANED = "orphaned"
    """Ours, untouched, and no longer needed."""
    ORPHAN_EDITED = "orphan edited"
    """Ours once, no longer needed, but edited by hand."""
    MIGRATION_EDITED = "migration edited"
    """An append-only file that is not what we wrote."""
    MIGRATION_MISSING = "migration missing"
    """An append-only file that is gone."""
    ADOPTED = "adopted"
    """Generated once, now the user's; there or not, as they like."""
    ADOPTED_BEHIND = "adopted, behind"
    """Adopted, and what we would write is no longer what it was adopted from."""


@frozen
class FileState:
    """One file, compared."""

    path: str
    state: State
    text: str | None = None
    """What we would write; None for files that are not rendered any more."""
    found: bytes | None = None
    """What lies there, where a diff needs it."""
    obstacle: str | None = None
    """What stands in the way of a blocked file."""
    ownership: Ownership | None = None
    """Who may change it once it is written; None for files that are not rendered any more."""


@frozen
class Comparison:
    """Every file of the run and of the manifest, in path order."""

    files: tuple[FileState, ...]

    def having(self, *states: State) -> tuple[FileState, ...]:
        """The files in one of `states`."""
        return tuple(item for item in self.files if item.state in states)


@frozen
class _Found:
    content: bytes | None = None
    obstacle: str | None = None


def compare(fileset: Fileset, manifest: Mapping[str, RecordedFile], root: Path) -> Comparison:
    """Every file compared with the platform at `root`; reads, never writes.

    Raises EnvironmentProblem if a file cannot be read.
    """
    disk = Disk(root)
    rendered = {artifact.path for artifact in fileset.artifacts}
    left = {path: item for path, item in manifest.items() if path not in rendered}
    states = (*compare_rendered(fileset, manifest, disk), *compare_left(left, disk))
    return Comparison(files=tuple(sorted(states, key=lambda state: state.path)))


def compare_rendered(fileset: Fileset, manifest: Mapping[str, RecordedFile], disk: "Disk") -> Iterator[FileState]:
    """The states of the files that are rendered; raises as `compare`."""
    for artifact in fileset.artifacts:
        yield _rendered(artifact, manifest.get(artifact.path), disk.find(artifact.path))


def compare_left(recorded: Mapping[str, RecordedFile], disk: "Disk") -> Iterator[FileState]:
    """The states of files on record that are not rendered any more; raises as `compare`."""
    for path, item in recorded.items():
        if fault(path) is None:
            yield from _recorded(path, item, disk.find(path))


def _rendered(artifact: Artifact, recorded: RecordedFile | None, found: _Found) -> FileState:
    if recorded is not None and recorded.ownership is Ownership.ADOPTED:
        state = State.ADOPTED if digest(artifact.text) == recorded.sha256 else State.ADOPTED_BEHIND
    else:
        state = State.BLOCKED if found.obstacle else _state(artifact, recorded, found.content)
    return FileState(
        path=artifact.path,
        state=state,
        text=artifact.text,
        found=found.content,
        obstacle=found.obstacle,
        ownership=artifact.ownership,
    )


def _state(artifact: Artifact, recorded: RecordedFile | None, content: bytes | None) -> State:
    if content is None:
        return State.NEW if recorded is None else State.MISSING
    if artifact.ownership is Ownership.SCAFFOLDED or content == artifact.text.encode():
        return State.UNCHANGED
    if artifact.ownership is Ownership.APPEND_ONLY:
        return State.MIGRATION_EDITED
    if recorded is None:
        return State.UNKNOWN
    return State.STALE if digest(content) == recorded.sha256 else State.EDITED


def _recorded(path: str, item: RecordedFile, found: _Found) -> Iterator[FileState]:
    """The state of a file that is on record but was not rendered; nothing for one that needs no word."""
    same = found.content is not None and digest(found.content) == item.sha256
    match item.ownership:
        case Ownership.APPEND_ONLY if found.content is None:
            yield FileState(path=path, state=State.MIGRATION_MISSING)
        case Ownership.APPEND_ONLY:
            yield FileState(path=path, state=State.UNCHANGED if same else State.MIGRATION_EDITED, found=found.content)
        case Ownership.GENERATED if found.content is not None:
            yield FileState(path=path, state=State.ORPHANED if same else State.ORPHAN_EDITED, found=found.content)
        case Ownership.GENERATED | Ownership.SCAFFOLDED | Ownership.ADOPTED:
            return


class Disk:
    """Reads files below a root; asks about each folder once."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._obstacles: dict[str, str | None] = {"": None}
        self._present: dict[str, bool] = {"": True}

    def find(self, path: str) -> _Found:
        """The bytes at `path`, nothing, or what stands in the way."""
        folder = path.rpartition("/")[0]
        if (obstacle := self._obstacle(folder)) is not None:
            return _Found(obstacle=obstacle)
        if not self._present[folder]:
            return _Found()
        full = f"{self._root}/{path}"
        try:
            mode = os.lstat(full).st_mode
            if stat.S_ISREG(mode):
                return _Found(content=Path(full).read_bytes())
        except FileNotFoundError:
            return _Found()
        except OSError as error:
            raise EnvironmentProblem(f"cannot read `{path}`: {error.strerror}") from error
        return _Found(obstacle=f"`{path}` is {_kind(mode)}")

    def _obstacle(self, folder: str) -> str | None:
        if folder not in self._obstacles:
            parent = folder.rpartition("/")[0]
            self._obstacles[folder] = self._obstacle(parent) or self._fault(folder)
            self._present[folder] = self._present[parent] and (self._root / folder).is_dir()
        return self._obstacles[folder]

    def _fault(self, folder: str) -> str | None:
        full = self._root / folder
        if full.is_symlink() and not full.resolve().is_relative_to(self._root):
            return f"`{folder}` is a symbolic link out of the platform"
        if full.exists() and not full.is_dir():
            return f"`{folder}` is a file, not a directory"
        return None


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a directory"
    return "a symbolic link" if stat.S_ISLNK(mode) else "not a regular file"
