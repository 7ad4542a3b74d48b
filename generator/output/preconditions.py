"""What has to hold of the tree before a transaction is committed: each file is as it was seen, each folder writable.

Paths are plain strings, see `files`.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import DiagnosedError, EnvironmentProblem
from generator.output.findings import changed_meanwhile
from generator.tree import digest


def missing_folders(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that files of these paths need and that are not there, parents first."""
    known: dict[str, bool] = {"": True}
    for folder in {path.rpartition("/")[0] for path in paths}:
        while folder not in known:
            known[folder] = os.path.isdir(f"{root}/{folder}")  # noqa: PTH112 - a plain string, see `files`
            folder = folder.rpartition("/")[0]  # noqa: PLW2901 - upwards from each
    return tuple(sorted(folder for folder, exists in known.items() if not exists))


def refuse_changed(root: Path, seen: Iterable[tuple[str, str | None]], folders: Iterable[str]) -> None:
    """The last look before the commit: rendering takes seconds, in which somebody may save a file.

    `seen` holds the sha256 of what lay at each path when its change was decided, None for nothing. Of the `folders`
    that are to be made, those that are not there yet have no files to look at. Raises DiagnosedError (SG901) for files
    that are not as seen.
    """
    absent = {folder for folder in folders if not os.path.lexists(f"{root}/{folder}")}
    looked_at = ((path, was) for path, was in seen if was is not None or path.rpartition("/")[0] not in absent)
    changed = tuple(path for path, was in looked_at if _digest(f"{root}/{path}") != was)
    if changed:
        raise DiagnosedError(tuple(changed_meanwhile(path) for path in changed))


def _digest(target: str) -> str | None:
    """The sha256 of a file, None for no file; what is no regular file has a digest that no content has."""
    try:
        if not stat.S_ISREG(os.lstat(target).st_mode):
            return "no regular file"
        return digest(Path(target).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def refuse_read_only(root: Path, paths: Iterable[str]) -> None:
    """Raises EnvironmentProblem for the first folder in which a file of these paths could not be made or removed."""
    known = {"": next(folder for folder in (root, *root.parents) if folder.is_dir())}
    existing = {_existing(root, folder, known) for folder in {path.rpartition("/")[0] for path in paths}}
    for folder in sorted(existing):
        if not os.access(folder, os.W_OK | os.X_OK):
            name = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
            hint = f"Make it writable (`chmod u+w {name}`), then run the command again. Nothing was written."
            raise EnvironmentProblem(f"no permission to write in `{name}`", hint=hint)


def _existing(root: Path, folder: str, known: dict[str, Path]) -> Path:
    """The innermost folder that exists, of `folder` and those that it lies below; each is noted in `known`."""
    if folder not in known:
        parent = _existing(root, folder.rpartition("/")[0], known)
        known[folder] = root / folder if os.path.isdir(f"{root}/{folder}") else parent  # noqa: PTH112 - see `files`
    return known[folder]
