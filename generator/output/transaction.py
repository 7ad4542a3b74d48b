"""A transaction over files: after a kill at any point, the next command finds the old tree or makes the new one.

How: the new bytes are staged below `.scaffold/journal/`, and so are hard links to the old files. Renaming
`journal.json` into place is the commit: before it, the tree is untouched and the stage is rubbish; after it, `recover`
repeats the steps (forward), each of which can be repeated. A step that the file system refuses turns the journal round
(`back`), which puts the old files back, equally repeatably. Removing `journal.json` ends the transaction.

What is synced to the disk is what nobody could make again: migrations, locks and the journal. A power cut may still
cost a generated file, which `generate --overwrite` restores.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import EnvironmentProblem
from generator.frozen import frozen, replace
from generator.output import exclusion, files, journal, preconditions
from generator.output.journal import BACK, FORWARD, JOURNAL, Journal, Step
from generator.output.processes import shared

FEWEST_FILES = 400
"""A process of its own costs about as much as staging a hundred."""


@frozen
class Write:
    """A file to be created or replaced."""

    path: str
    content: bytes | str
    """Text becomes UTF-8."""
    seen: str | None
    """The sha256 of what lay there when this was decided; None if nothing did."""
    durable: bool = False
    """Whether it must survive a power cut: it cannot be rendered again."""

    @property
    def encoded(self) -> bytes:
        """The content as it lies on the disk."""
        return self.content.encode() if isinstance(self.content, str) else self.content


@frozen
class Delete:
    """A file to be removed, with the folders that it leaves empty."""

    path: str
    seen: str | None
    """As of a write."""


Change = Write | Delete


class Staged(NamedTuple):
    """A change without its content, which is in the stage below `number`."""

    number: int
    path: str
    writes: bool
    existed: bool
    durable: bool
    seen: str | None
    mark: files.Mark | None
    """Of what will be written."""


@contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Holds the platform's lock, so that two commands never write at once; waits for the other one, and says so.

    If the block fails, folders that were made for the lock are removed again. Raises EnvironmentProblem if the
    platform cannot be written.
    """
    try:
        held = exclusion.acquire(root)
    except OSError as error:
        raise _denied(exclusion.LOCK, error) from error
    with exclusion.released(held):
        yield


def apply(root: Path, changes: tuple[Change, ...]) -> None:
    """Makes all `changes` below `root`, or none.

    The caller holds `exclusive`. Raises, with the old tree in place, DiagnosedError (SG901) if a file is not what was
    seen when its change was decided, EnvironmentProblem if the file system refuses one (permissions, a full disk).
    """
    if not changes:
        return
    with staging(root):
        numbered = tuple(enumerate(changes))
        carry_out(root, shared(lambda item: stage(root, *item), numbered, fewest=FEWEST_FILES))


@contextmanager
def staging(root: Path) -> Iterator[None]:
    """An empty stage, which is gone at the end unless a transaction is left to be finished.

    The caller holds `exclusive`. Raises EnvironmentProblem if the file system refuses it.
    """
    place = root / JOURNAL
    shutil.rmtree(place, ignore_errors=True)
    try:
        try:
            place.mkdir(parents=True)
            (place / ".gitignore").write_text("*\n", encoding="utf-8")
        except OSError as error:
            raise _denied(JOURNAL, error) from error
        yield
    finally:
        if not pending(root):
            shutil.rmtree(place, ignore_errors=True)


def stage(root: Path, number: int, change: Change) -> Staged:
    """Puts the new file of a change into the stage, and a second name of the old one; nobody sees that yet.

    Whichever process has time may do it, and may do it again; `number` is the change's own. Raises EnvironmentProblem
    if the file system refuses it.
    """
    writes = isinstance(change, Write)
    target, place = f"{root}/{change.path}", f"{root}/{JOURNAL}/{number}"
    mark = None
    try:
        existed = change.seen is not None and os.path.isfile(target)  # noqa: PTH113 - a plain string, see `files`
        if existed:
            files.keep(Path(target), Path(f"{place}.old"))
        if isinstance(change, Write):
            mark = files.write(f"{place}.new", change.encoded)
            if existed:
                shutil.copymode(target, f"{place}.new")
    except OSError as error:
        raise _denied(JOURNAL, error) from error
    durable = isinstance(change, Write) and change.durable
    return Staged(number, change.path, writes, existed, durable, change.seen, mark)


def carry_out(root: Path, staged: Sequence[Staged]) -> Mapping[str, files.Mark]:
    """Makes all changes that were staged, or none; returns the marks of the files that it wrote, by path.

    Raises as `apply`.
    """
    if staged:
        preconditions.refuse_read_only(root, (item.path for item in staged))
        decided = _decided(root, staged)
        try:
            journal.sync({root / JOURNAL / f"{step.number}.new" for step in decided.steps if step.durable})
            preconditions.refuse_changed(root, ((item.path, item.seen) for item in staged), decided.folders)
            journal.commit(root, decided)
        except OSError as error:
            raise _denied(JOURNAL, error) from error
        _run(root, root / JOURNAL, decided)
    return {item.path: item.mark for item in staged if item.mark}


def recover(root: Path) -> bool:
    """Finishes what a killed command began; tells whether there was anything.

    The caller holds `exclusive`. Raises EnvironmentProblem if the file system still refuses, or if another version
    of scaffold began it.
    """
    unfinished = journal.read(root)
    if unfinished is None:
        shutil.rmtree(root / JOURNAL, ignore_errors=True)
        return False
    _run(root, root / JOURNAL, unfinished)
    return True


def pending(root: Path) -> bool:
    """Whether a killed command left a transaction to finish."""
    return (root / journal.NOTE).exists()


def _decided(root: Path, staged: Sequence[Staged]) -> Journal:
    steps = tuple(
        Step(number=item.number, path=item.path, writes=item.writes, existed=item.existed, durable=item.durable)
        for item in staged
    )
    written = (item.path for item in staged if item.writes)
    return Journal(direction=FORWARD, steps=steps, folders=preconditions.missing_folders(root, written))


def _run(root: Path, stage: Path, decided: Journal) -> None:
    if decided.direction == FORWARD:
        try:
            _forward(root, stage, decided)
        except OSError as error:
            _turn_back(root, stage, decided)
            raise _denied(error.filename2 or error.filename or "a file", error) from error
    else:
        _undo(root, stage, decided)
    journal.end(root)


def _turn_back(root: Path, stage: Path, decided: Journal) -> None:
    """Undoes a transaction that cannot be finished."""
    back = replace(decided, direction=BACK)
    try:
        journal.commit(root, back)
    except OSError as error:
        raise _cannot_undo(error) from error
    _undo(root, stage, back)
    journal.end(root)


def _undo(root: Path, stage: Path, decided: Journal) -> None:
    try:
        _back(root, stage, decided)
    except OSError as error:
        raise _cannot_undo(error) from error


def _forward(root: Path, stage: Path, decided: Journal) -> None:
    for folder in decided.folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for step in decided.steps:
        if step.writes:
            files.move(f"{stage}/{step.number}.new", f"{root}/{step.path}")
        else:
            (root / step.path).unlink(missing_ok=True)
            files.remove_empty((root / step.path).parent, root)
    journal.sync({(root / step.path).parent for step in decided.steps if step.durable})


def _back(root: Path, stage: Path, decided: Journal) -> None:
    for step in decided.steps:
        target = root / step.path
        if step.writes and (stage / f"{step.number}.new").exists():
            continue  # It was never done; what lies there is not ours.
        if step.existed:
            target.parent.mkdir(parents=True, exist_ok=True)
            files.move(f"{stage}/{step.number}.old", f"{target}")
        else:
            with suppress(FileNotFoundError, NotADirectoryError):
                target.unlink()
    for folder in reversed(decided.folders):
        files.remove_empty(root / folder, (root / folder).parent)


def _denied(path: str, error: OSError) -> EnvironmentProblem:
    hint = "Nothing was changed; mend this and run the command again."
    return EnvironmentProblem(f"cannot write `{path}`: {error.strerror}", hint=hint)


def _cannot_undo(error: OSError) -> EnvironmentProblem:
    hint = "Make the platform writable again, then run any scaffold command: it puts the old files back."
    return EnvironmentProblem(f"cannot undo an unfinished write: {error}", hint=hint)
