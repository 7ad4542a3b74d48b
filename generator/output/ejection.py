"""Ejecting a shipped template into a platform, and merging what is shipped later."""

from pathlib import Path
from tempfile import TemporaryDirectory

from generator.diagnostics import EnvironmentProblem
from generator.output import transaction
from generator.output.overrides import MINE, THEIRS, Override, original_path, overrides, shipped, yours_path
from generator.output.transaction import Write
from generator.tree import digest

_MOST_CONFLICTS = 127
"""`git merge-file` exits with the number of conflicts, this at most; beyond are its failures."""


def eject(root: Path, name: str) -> None:
    """Copies the shipped template `name` to where the platform at `root` overrides it, with its original beside it.

    Raises EnvironmentProblem if it was ejected before.
    """
    text = shipped(name)
    if text is None:
        raise FileNotFoundError(name)
    taken = [path for path in (yours_path(name), original_path(name)) if (root / path).exists()]
    if taken:
        raise EnvironmentProblem(
            f"`{name}` was ejected already: there is `{taken[0]}`",
            hint=f"Edit it, or delete it and `{original_path(name)}` to have the shipped one back.",
        )
    content = text.encode()
    _apply(root, *(Write(path=path, content=content, seen=None) for path in (yours_path(name), original_path(name))))


def merge(root: Path, name: str) -> bool:
    """Merges what has changed in the shipped template `name` into the user's; whether that left conflicts in it.

    Raises EnvironmentProblem if there is no such override, or its original is missing, or git is.
    """
    item = next((found for found in overrides(root) if found.name == name), None)
    if item is None:
        raise EnvironmentProblem(f"`{name}` was not ejected: the shipped one is in use")
    if item.original is None or item.shipped is None:
        missing = original_path(name) if item.original is None else f"the shipped {name}"
        raise EnvironmentProblem(f"there is no `{missing}`: three texts make a merge")
    merged, conflicts = _merged(item, item.original, item.shipped)
    _apply(
        root,
        Write(path=item.path, content=merged, seen=digest(item.yours)),
        Write(path=original_path(name), content=item.shipped.encode(), seen=digest(item.original)),
    )
    return conflicts


def _merged(item: Override, original: str, current: str) -> tuple[bytes, bool]:
    import subprocess

    labels = (MINE.split()[1], "original", THEIRS.split()[1])
    with TemporaryDirectory() as folder:
        files = [Path(folder, label) for label in labels]
        for file, text in zip(files, (item.yours, original, current), strict=True):
            file.write_bytes(text.encode())
        options = [part for label in labels for part in ("-L", label)]
        try:
            done = subprocess.run(
                ["git", "merge-file", "-p", "--diff3", *options, *files], capture_output=True, check=False
            )
        except FileNotFoundError as error:
            raise EnvironmentProblem("git is not there, which merges templates", hint="Install git.") from error
    if not 0 <= done.returncode <= _MOST_CONFLICTS:
        raise EnvironmentProblem(f"git cannot merge `{item.name}`: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout, done.returncode > 0


def _apply(root: Path, *writes: Write) -> None:
    with transaction.exclusive(root):
        transaction.recover(root)
        transaction.apply(root, writes)
