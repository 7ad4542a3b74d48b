"""The journal: the note of a transaction by which a later command finishes or undoes it.

Below `.scaffold/journal/`, `journal.json` lists the steps; `<number>.new` and `<number>.old` are the staged files. The
version that finds a journal need not be the one that wrote it, so it says its format.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import EnvironmentProblem
from generator.frozen import frozen

JOURNAL = ".scaffold/journal"
NOTE = f"{JOURNAL}/journal.json"
FORMAT = 1
"""Raised with every change of what is noted here or of what the steps mean."""
FORWARD = "forward"
BACK = "back"
MOST_SINGLE_SYNCS = 16
"""Beyond this many, one sync of everything is cheaper than a sync of each (a thousand new services: 0.1 s, not 4 s)."""


class Step(NamedTuple):
    """One file: the stage holds `<number>.new` if it is written, `<number>.old` if there was one."""

    number: int
    path: str
    writes: bool
    existed: bool
    durable: bool


@frozen
class Journal:
    """A transaction that was decided upon."""

    direction: str
    """FORWARD or BACK."""
    steps: tuple[Step, ...]
    folders: tuple[str, ...]
    """Folders that the transaction makes, parents first."""


def commit(root: Path, journal: Journal) -> None:
    """Puts the note into place, in one rename and safe from a power cut; raises OSError."""
    draft = root / JOURNAL / "journal.draft"
    draft.write_text(json.dumps(_data(journal)), encoding="utf-8")
    sync({draft})
    draft.replace(root / NOTE)
    sync({root / JOURNAL})


def _data(journal: Journal) -> dict[str, object]:
    steps = [step._asdict() for step in journal.steps]
    return {"format": FORMAT, "direction": journal.direction, "steps": steps, "folders": journal.folders}


def read(root: Path) -> Journal | None:
    """The journal that a killed command left, or None.

    Raises EnvironmentProblem if it cannot be read or is of a format that this version does not know.
    """
    try:
        text = (root / NOTE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        hint = "Make it readable, then run any scaffold command: it finishes the write."
        raise EnvironmentProblem(f"cannot read `{NOTE}`: {error}", hint=hint) from error
    try:
        data = json.loads(text)
    except ValueError as error:
        raise _unknown() from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _unknown()
    steps = tuple(Step(**step) for step in data["steps"])
    return Journal(direction=data["direction"], steps=steps, folders=tuple(data["folders"]))


def _unknown() -> EnvironmentProblem:
    hint = "Run any command with the version of scaffold that wrote it: it finishes the write."
    return EnvironmentProblem(f"`{NOTE}` is an unfinished write of another version of scaffold", hint=hint)


def end(root: Path) -> None:
    """Ends the transaction, whose steps are done; raises EnvironmentProblem if the note cannot be removed."""
    try:
        (root / NOTE).unlink()
    except OSError as error:
        hint = "All files are in place. Make it removable, then run any scaffold command: it removes it."
        raise EnvironmentProblem(f"cannot remove `{NOTE}`: {error.strerror}", hint=hint) from error
    shutil.rmtree(root / JOURNAL, ignore_errors=True)


def sync(paths: set[Path]) -> None:
    """Makes the content of files, and the names in folders, survive a power cut; raises OSError."""
    if len(paths) > MOST_SINGLE_SYNCS:
        _sync_everything({path.stat().st_dev: path for path in paths}.values())
        return
    for path in paths:
        with _opened(path) as descriptor:
            os.fsync(descriptor)


def _sync_everything(places: Iterable[Path]) -> None:
    """All that was written to the file systems of these places: nobody waits for what others write elsewhere."""
    if sys.platform != "linux":
        os.sync()
        return
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    for place in places:
        with _opened(place) as descriptor:
            if library.syncfs(descriptor) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(place))


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
