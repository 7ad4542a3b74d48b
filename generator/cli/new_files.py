"""Writes the first files of a platform or a service."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import EnvironmentProblem
from generator.output import transaction


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Writes files that must not exist yet below `root`, all or none; makes `root` if need be.

    Raises EnvironmentProblem naming the files that are in the way, or what the file system refuses.
    """
    taken = sorted(path for path in files if (root / path).exists() or (root / path).is_symlink())
    if taken:
        listed = ", ".join(f"`{path}`" for path in taken)
        raise EnvironmentProblem(f"would overwrite {listed}", hint="Move them away, or choose another folder.")
    made = next((folder for folder in (*reversed(root.parents), root) if not folder.exists()), None)
    try:
        with transaction.exclusive(root):
            transaction.recover(root)
            writes = (transaction.Write(path=path, content=content) for path, content in sorted(files.items()))
            transaction.apply(root, tuple(writes))
    except BaseException:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        raise
