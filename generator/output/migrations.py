"""The migration files that lie in a platform, on record or not."""

import os
from contextlib import suppress
from pathlib import Path

from generator.tree import MIGRATIONS, is_rollback


def present(root: Path) -> frozenset[str]:
    """The path of every `migrations/*/*.sql`, relative to `root`: what the runner would run.

    Files that end in `.rollback.sql` are not among them: nobody runs those forwards, and they may be written by hand.
    """
    found: set[str] = set()
    with suppress(FileNotFoundError), os.scandir(root / MIGRATIONS) as folders:
        for folder in folders:
            if folder.is_dir():
                with os.scandir(folder) as files:
                    names = (file.name for file in files)
                    found.update(f"{MIGRATIONS}/{folder.name}/{name}" for name in names if _runs(name))
    return frozenset(found)


def _runs(name: str) -> bool:
    return name.endswith(".sql") and not is_rollback(name)
