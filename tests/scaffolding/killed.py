"""Updates copies of a platform and kills itself before every rename and removal in turn; prints what each copy is then.

Run as `python killed.py PLATFORM FOLDER` by an environment that holds a newer scaffold.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from generator.output import transaction
from generator.pipeline import update as module

MOST_STEPS = 200


def dying(action: Callable, remaining: list[int]) -> Callable:
    def wrapped(*arguments, **options):
        if remaining[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        remaining[0] -= 1
        return action(*arguments, **options)

    return wrapped


def killed_after(steps: int, root: Path) -> bool:
    """Whether an update of the platform at `root`, in a process of its own, got to step number `steps` and died."""
    child = os.fork()
    if child == 0:
        remaining = [steps]
        for name in ("rename", "replace", "unlink"):
            setattr(os, name, dying(getattr(os, name), remaining))
        module.update(root)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def contents(root: Path) -> dict[str, bytes]:
    """Every file but what is local and disposable."""
    paths = {path: path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for path, name in paths.items()
        if not name.startswith((".git/", ".scaffold/cache/", ".scaffold/journal/"))
    }


def main() -> None:
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    # What is to be done is the same for every copy, so it is decided once.
    decided = module.update(source, dry_run=True)
    module._decide = lambda *_: decided
    shutil.copytree(source, folder / "new", symlinks=True)
    module.update(folder / "new")
    known = {"old": contents(source), "new": contents(folder / "new")}
    found = []
    for steps in range(MOST_STEPS):
        root = Path(shutil.copytree(source, folder / str(steps), symlinks=True))
        died = killed_after(steps, root)
        with transaction.exclusive(root):
            transaction.recover(root)
        present = contents(root)
        found.append(next((name for name, files in known.items() if files == present), "between"))
        if not died:
            break
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
