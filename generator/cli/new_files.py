"""Writes the first files of a platform or a service."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.diagnostics import EnvironmentProblem
from generator.output import transaction


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Writes files that must not exist yet below `root`, all or none; makes `root` if need be.

    Raises EnvironmentProblem naming the files that are in the way or that git would run, or what the file system
    refuses; then nothing that was made here is left, and nothing else is gone.
    """
    _refuse_gits_own(files)
    with transaction.exclusive(root):
        transaction.recover(root)
        # Only now: who held the lock before us may have made the same files.
        _refuse_taken(root, files)
        writes = (transaction.Write(path=path, content=content, seen=None) for path, content in sorted(files.items()))
        transaction.apply(root, tuple(writes))


def _refuse_gits_own(files: Mapping[str, bytes]) -> None:
    """What lies in `.git` configures git, which then runs what is named there; file systems may ignore case."""
    refused = sorted(path for path in files if ".git" in PurePosixPath(path.lower()).parts)
    if refused:
        raise EnvironmentProblem(f"would write `{refused[0]}`, which belongs to git", hint="Mend the template.")


def _refuse_taken(root: Path, files: Mapping[str, bytes]) -> None:
    taken = sorted(path for path in files if (root / path).exists() or (root / path).is_symlink())
    if taken:
        listed = ", ".join(f"`{path}`" for path in taken)
        raise EnvironmentProblem(f"would overwrite {listed}", hint="Move them away, or choose another folder.")
