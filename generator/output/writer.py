"""The writer: the changes that turn the tree into the rendered one."""

from collections.abc import Iterable
from pathlib import Path

from generator.artifacts import Artifact, Ownership
from generator.frozen import frozen
from generator.output.comparison import Comparison, FileState, State
from generator.output.transaction import Change, Delete, Write
from generator.tree import digest

WRITTEN = (State.NEW, State.STALE, State.MISSING, State.EDITED, State.UNKNOWN)
"""The states of files that a write replaces; without `--overwrite`, `findings.refuse` stops at the last two."""

_CHANGED = frozenset({*WRITTEN, State.ORPHANED})


@frozen
class Written:
    """What a write did, or would do: paths relative to the platform root, in order."""

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    yours: tuple[str, ...] = ()
    """Those of the created ones that belong to the user from now on."""
    unchanged: int = 0

    @property
    def nothing(self) -> bool:
        """Whether the tree is as it should be."""
        return not (self.created or self.updated or self.deleted)


def summary(comparison: Comparison) -> Written:
    """What a write of `comparison` does."""
    return Written(
        created=_paths(comparison, State.NEW, State.MISSING),
        updated=_paths(comparison, State.STALE, State.EDITED, State.UNKNOWN),
        deleted=_paths(comparison, State.ORPHANED),
        yours=tuple(
            item.path for item in comparison.having(State.NEW, State.MISSING) if item.ownership is Ownership.SCAFFOLDED
        ),
        unchanged=len(comparison.having(State.UNCHANGED)),
    )


def changes(states: Iterable[FileState]) -> tuple[Change, ...]:
    """The writes and deletions that files in these states ask for."""
    return tuple(_change(item) for item in states if item.state in _CHANGED)


def _change(item: FileState) -> Change:
    if item.state is State.ORPHANED:
        return Delete(path=item.path, seen=_seen(item.found))
    return replacement(item)


def state_changes(root: Path, files: Iterable[Artifact]) -> tuple[Change, ...]:
    """The writes of our own state (locks), which nobody else edits; only those whose bytes differ."""
    return tuple(
        Write(path=item.path, content=item.text.encode(), seen=_seen(found), durable=True)
        for item in files
        if (found := _bytes(root / item.path)) != item.text.encode()
    )


def replacement(item: FileState) -> Write:
    """The write that puts what we would write in the place of what was found."""
    durable = item.ownership is Ownership.APPEND_ONLY
    return Write(path=item.path, content=item.text or "", seen=_seen(item.found), durable=durable)


def _seen(content: bytes | None) -> str | None:
    return None if content is None else digest(content)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _paths(comparison: Comparison, *states: State) -> tuple[str, ...]:
    return tuple(item.path for item in comparison.having(*states))
