"""`scaffold adopt`: makes a generated file the user's, and gives it back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import collection, location, screen

if TYPE_CHECKING:
    from generator.pipeline.adoption import Adoption


@click.command(
    short_help="Take over a generated file, or give it back.",
    epilog="""\b
Examples:
  scaffold adopt src/acme/content/repository.py          yours from now on
  scaffold adopt --diff src/acme/content/repository.py   what scaffold would write there today
  scaffold adopt --undo src/acme/content/repository.py   let scaffold write it again
""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--diff", is_flag=True, help="Print how the files differ from what scaffold would write; change nothing.")
@click.option("--undo", is_flag=True, help="Let scaffold write the files again.")
@click.option("--overwrite", is_flag=True, help="With --undo: give up what the files hold.")
def command(files: tuple[str, ...], *, diff: bool, undo: bool, overwrite: bool) -> None:
    """Stop managing generated files: no later run writes, deletes or reports them.

    The lock remembers what they were adopted from; when scaffold would write something else there, `scaffold check`
    warns until you adopt the file again, which says that you have looked.
    """
    if diff and undo:
        raise click.UsageError("--diff and --undo exclude each other")
    if overwrite and not undo:
        raise click.UsageError("--overwrite goes with --undo")
    root = location.root()
    paths = tuple(dict.fromkeys(_relative(root, file) for file in files))
    progress = screen.Progress()
    try:
        with collection.paused():
            from generator.pipeline import adoption

            if diff:
                screen.say(adoption.differences(root, paths, progress).rstrip("\n"))
                return
            if undo:
                done = adoption.give_back(root, paths, progress, overwrite=overwrite)
            else:
                done = adoption.adopt(root, paths, progress)
    finally:
        progress.done()
    _say(done)


def _relative(root: Path, file: str) -> str:
    """The file as it is named in the lock: relative to the platform, with forward slashes."""
    return Path(os.path.relpath(Path.cwd() / file, root)).as_posix()


def _say(done: "Adoption") -> None:
    for path in done.taken:
        screen.say(f"Yours from now on: {path}")
    for path in done.seen:
        screen.say(f"Yours, and its newest rendering counts as seen: {path}")
    for path in done.returned:
        screen.say(f"Generated again: {path}")
