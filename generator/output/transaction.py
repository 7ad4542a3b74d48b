"""A transaction over files: after a kill at any point, the next command finds the old tree or makes the new one.

How: the new bytes are staged below `.scaffold/journal/`, and so are hard links to the old files. Renaming
`journal.json` into place is the commit: before it,
the tree is untouched and the stage is rubbish; after it, `recover` repeats the steps (forward), each of which can be
repeated. A step that the file
system refuses turns the journal round (`back`), which puts the old files back, equally repeatably. Removing
`journal.json` ends the transaction.

What is synced to the disk is what nobody could make again: migrations, locks and the journal. A power cut may still
cost a generated file, which
`generate --overwrite` restores.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.diagnostics import EnvironmentProblem

JOURNAL = ".scaffold/journal"
FORWARD = "forward"
BACK = "back"
MOST_SINGLE_SYNCS = 16
"""Beyond this many, one sync of everything is cheaper than a sync of each (a thousand new services: 0.1 s against 4
s)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A file to be created or replaced."""

    path: str
    content: bytes
    durable: bool = False
    """Whether it must survive a power cut: it cannot be rendered again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """A file to be removed, with the folders that it leaves empty."""

    path: str


Change = Write | Delete


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One entry of the journal: the stage holds `<number>.new` if it writes, `<number>.old` if a file was there."""

    number: int
    path: str
    writes: bool
    existed: bool
    durable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Journal:
    direction: str
    steps: tuple[_Step, ...]
    folders: tuple[str, ...]
    """Folders that the transaction makes, parents first."""


@contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Holds the platform's lock, so that two commands never write at once; waits for the other one.

    The kernel frees the lock when its process ends, however it ends. Raises EnvironmentProblem if the platform
    cannot be written.
    """
    import fcntl

    try:
        _ignored_folder(root)
        handle = (root / ".scaffold/cache/lock").open("a")
    except OSError as error:
        raise _denied(".scaffold/cache/lock", error) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def apply(root: Path, changes: tuple[Change, ...]) -> None:
    """Makes all `changes` below `root`, or none.

    The caller holds `exclusive`. Raises EnvironmentProblem, with the old tree in place, if the file system refuses
    one (permissions, a full disk).
    """
    if not changes:
        return
    _refuse_read_only(root, changes)
    stage = root / JOURNAL
    try:
        shutil.rmtree(stage, ignore_errors=True)
        journal = _staged(root, stage, changes)
        _commit(stage, journal)
    except OSError as error:
        shutil.rmtree(stage, ignore_errors=True)
        raise _denied(JOURNAL, error) from error
    _run(root, stage, journal)


def recover(root: Path) -> bool:
    """Finishes what a killed command began; tells whether there was anything.

    The caller holds `exclusive`. Raises EnvironmentProblem if the file system still refuses.
    """
    stage = root / JOURNAL
    try:
        text = (stage / "journal.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        shutil.rmtree(stage, ignore_errors=True)
        return False
    data = json.loads(text)
    steps = tuple(_Step(**step) for step in data["steps"])
    _run(root, stage, _Journal(direction=data["direction"], steps=steps, folders=tuple(data["folders"])))
    return True


def pending(root: Path) -> bool:
    """Whether a killed command left a transaction to finish."""
    return (root / JOURNAL / "journal.json").exists()


def _ignored_folder(root: Path) -> None:
    """Makes `.scaffold/cache`, which ignores itself, so that a platform without our .gitignore does not commit it."""
    folder = root / ".scaffold/cache"
    folder.mkdir(parents=True, exist_ok=True)
    marker = folder / ".gitignore"
    if not marker.exists():
        marker.write_text("*\n", encoding="utf-8")


def _staged(root: Path, stage: Path, changes: tuple[Change, ...]) -> _Journal:
    stage.mkdir(parents=True)
    (stage / ".gitignore").write_text("*\n", encoding="utf-8")
    steps = tuple(_stage(root, stage, number, change) for number, change in enumerate(changes))
    _sync({stage / f"{step.number}.new" for step in steps if step.durable})
    return _Journal(direction=FORWARD, steps=steps, folders=_missing_folders(root, steps))


def _stage(root: Path, stage: Path, number: int, change: Change) -> _Step:
    target = root / change.path
    existed = target.exists()
    if existed:
        _keep(target, stage / f"{number}.old")
    if isinstance(change, Write):
        staged = stage / f"{number}.new"
        staged.write_bytes(change.content)
        if existed:
            shutil.copymode(target, staged)
    durable = isinstance(change, Write) and change.durable
    return _Step(number=number, path=change.path, writes=isinstance(change, Write), existed=existed, durable=durable)


def _keep(target: Path, copy: Path) -> None:
    """Gives the old file a second name, which a rename over the first leaves alone, or copies it."""
    try:
        copy.hardlink_to(target)
    except OSError:
        shutil.copy2(target, copy)


def _missing_folders(root: Path, steps: tuple[_Step, ...]) -> tuple[str, ...]:
    known: dict[str, bool] = {"": True}
    for step in steps:
        folder = step.path.rpartition("/")[0]
        while step.writes and folder not in known:
            known[folder] = (root / folder).is_dir()
            folder = folder.rpartition("/")[0]
    return tuple(sorted(folder for folder, exists in known.items() if not exists))


def _commit(stage: Path, journal: _Journal) -> None:
    draft = stage / "journal.draft"
    draft.write_text(json.dumps(asdict(journal)), encoding="utf-8")
    _sync({draft})
    draft.replace(stage / "journal.json")
    _sync({stage})


def _run(root: Path, stage: Path, journal: _Journal) -> None:
    if journal.direction == FORWARD:
        try:
            _forward(root, stage, journal)
        except OSError as error:
            _turn_back(root, stage, journal)
            raise _denied(error.filename2 or error.filename or "a file", error) from error
    else:
        _back(root, stage, journal)
    (stage / "journal.json").unlink()
    shutil.rmtree(stage, ignore_errors=True)


def _turn_back(root: Path, stage: Path, journal: _Journal) -> None:
    """Undoes a transaction that cannot be finished; if that fails too, the next command tries again."""
    back = _Journal(direction=BACK, steps=journal.steps, folders=journal.folders)
    try:
        _commit(stage, back)
        _run(root, stage, back)
    except OSError as error:
        hint = "Make the platform writable again, then run any scaffold command: it puts the old files back."
        raise EnvironmentProblem(f"cannot undo an unfinished write: {error}", hint=hint) from error


def _forward(root: Path, stage: Path, journal: _Journal) -> None:
    for folder in journal.folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for step in journal.steps:
        target = root / step.path
        if step.writes:
            _move(stage / f"{step.number}.new", target)
        else:
            target.unlink(missing_ok=True)
            _remove_empty(target.parent, root)
    _sync({(root / step.path).parent for step in journal.steps if step.durable})


def _back(root: Path, stage: Path, journal: _Journal) -> None:
    for step in journal.steps:
        target = root / step.path
        if step.existed:
            target.parent.mkdir(parents=True, exist_ok=True)
            _move(stage / f"{step.number}.old", target)
        else:
            with suppress(FileNotFoundError, NotADirectoryError):
                target.unlink()
    for folder in reversed(journal.folders):
        _remove_empty(root / folder, (root / folder).parent)


def _move(staged: Path, target: Path) -> None:
    """Renames `staged` to `target`; one that is gone was moved before the kill."""
    import errno

    try:
        staged.replace(target)
    except FileNotFoundError:
        if staged.exists():
            raise
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The target is on another file system (a mounted volume): copy beside it under a fixed name, then rename there.
        beside = target.with_name(f".{target.name}.scaffold")
        shutil.copy2(staged, beside)
        beside.replace(target)
        staged.unlink()


def _remove_empty(folder: Path, stop: Path) -> None:
    """Removes `folder` and its parents below `stop`, as far as they are empty."""
    while folder != stop and folder.is_relative_to(stop):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _sync(paths: set[Path]) -> None:
    """Makes the content of files, and the names in folders, survive a power cut."""
    if len(paths) > MOST_SINGLE_SYNCS:
        os.sync()
        return
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse_read_only(root: Path, changes: tuple[Change, ...]) -> None:
    for folder in sorted({(root / change.path).parent for change in changes}):
        existing = next(parent for parent in (folder, *folder.parents) if parent.is_dir())
        if not os.access(existing, os.W_OK | os.X_OK):
            name = existing.relative_to(root).as_posix() if existing.is_relative_to(root) else str(existing)
            hint = f"Make it writable (`chmod u+w {name}`), then run the command again. Nothing was written."
            raise EnvironmentProblem(f"no permission to write in `{name}`", hint=hint)


def _denied(path: str, error: OSError) -> EnvironmentProblem:
    hint = "Nothing was changed; mend this and run the command again."
    return EnvironmentProblem(f"cannot write `{path}`: {error.strerror}", hint=hint)
