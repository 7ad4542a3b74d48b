"""Single files and folders as a transaction treats them; each of these acts can be repeated after a kill.

Paths of files are plain strings: making `Path` objects took longer than writing the files.
"""

import errno
import os
import shutil
from pathlib import Path

from generator.output.journal import sync

Mark = tuple[int, int, int]
"""Which file it is, its size and when it was written (ns): a rename leaves them alone, and an edit does not."""


def write(path: str, content: bytes) -> Mark:
    """Makes the file, without a file object, which would ask the system three more questions."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
        return mark(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def mark(found: os.stat_result) -> Mark:
    """The mark of a file of which that was found."""
    return found.st_ino, found.st_size, found.st_mtime_ns


def keep(target: Path, copy: Path) -> None:
    """Gives the old file a second name, which a rename over the first leaves alone, or copies it.

    What has the name `copy` is whole: a process that is killed while it copies leaves nothing of that name, and the one
    that does its work again may keep what is there. A copy is synced: nobody else need have the old file.
    """
    try:
        copy.hardlink_to(target)
    except FileExistsError:
        return
    except OSError:
        begun = copy.with_name(f"{copy.name}.begun")
        begun.unlink(missing_ok=True)  # one that was copied from a read-only file could not be written
        shutil.copy2(target, begun)
        sync({begun})
        begun.replace(copy)


def move(staged: str, target: str) -> None:
    """Renames `staged` to `target`; one that is gone was moved before the kill."""
    try:
        os.replace(staged, target)  # noqa: PTH105 - a plain string, see above
    except FileNotFoundError:
        if Path(staged).exists():
            raise
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_across(Path(staged), Path(target))


def _copy_across(staged: Path, target: Path) -> None:
    """To another file system (a mounted volume): beside the target under a fixed name first, then renamed there."""
    beside = target.with_name(f".{target.name}.scaffold")
    shutil.copy2(staged, beside)
    beside.replace(target)
    staged.unlink()


def remove_empty(folder: Path, stop: Path) -> None:
    """Removes `folder` and its parents below `stop`, as far as they are empty."""
    while folder != stop and folder.is_relative_to(stop):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
