"""The platform's lock: one command writes at a time, the others wait and say so."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from generator.frozen import frozen

FOLDER = ".scaffold/cache"
LOCK = f"{FOLDER}/lock"
MARKER = f"{FOLDER}/.gitignore"
SILENT_SECONDS = 1.0
"""A wait shorter than this is not worth a word."""
POLL_SECONDS = 0.02
MOST_ATTEMPTS = 100
"""How often the lock may vanish between being made and being held; more often, something else removes it."""


@frozen
class Held:
    """The lock, held until `file` is closed or the process ends, however it ends."""

    root: Path
    file: IO[str]
    made: tuple[Path, ...]
    """The folders that were made for it, parents first."""


def acquire(root: Path) -> Held:
    """Waits for the lock of the platform at `root`, which is made if need be; tells stderr if that takes long.

    Raises OSError if the platform cannot be written.
    """
    made: dict[Path, None] = {}
    for _ in range(MOST_ATTEMPTS):
        made |= dict.fromkeys(_missing(root / FOLDER))
        # Who held it may have failed and removed it, before it was opened or while we waited.
        with suppress(FileNotFoundError):
            _ignored_folder(root)
            file = (root / LOCK).open("a")
            _wait(file)
            if _lies_at(root / LOCK, file):
                return Held(root=root, file=file, made=tuple(made))
            file.close()
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), LOCK)


@contextmanager
def released(held: Held) -> Iterator[None]:
    """Releases the lock at the end; after a failure, what was made for it goes too, unless it is in use by then."""
    with held.file:
        try:
            yield
        except BaseException:
            _forget(held)
            raise


def _wait(file: IO[str]) -> None:
    import fcntl

    until = time.monotonic() + SILENT_SECONDS
    while time.monotonic() < until:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(POLL_SECONDS)
    sys.stderr.write("waiting for another scaffold command on this platform to finish\n")
    sys.stderr.flush()
    fcntl.flock(file, fcntl.LOCK_EX)


def _lies_at(path: Path, file: IO[str]) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False


def _missing(folder: Path) -> tuple[Path, ...]:
    """Those of `folder` and its parents that do not exist, parents first."""
    return tuple(item for item in (*reversed(folder.parents), folder) if not item.exists())


def _ignored_folder(root: Path) -> None:
    """Makes the folder, which ignores itself, so that a platform without our .gitignore does not commit it."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    if not (root / MARKER).exists():
        (root / MARKER).write_text("*\n", encoding="utf-8")


def _forget(held: Held) -> None:
    """Removes the folders made for the lock, if nothing else is in them; under the lock, so nobody is inside."""
    with suppress(OSError):
        ours = {held.root / LOCK, held.root / MARKER}
        if held.root / FOLDER in held.made and set((held.root / FOLDER).iterdir()) == ours:
            for path in ours:
                path.unlink()
            for folder in reversed(held.made):
                folder.rmdir()
