"""Changes of files as a patch that `git apply` takes."""

from collections.abc import Iterable

from generator.scaffolding.merging import Change, put
from generator.scaffolding.repository import throw_away


def patch(changes: Iterable[Change]) -> str:
    """The changes as `git diff` shows them, renamed files as such."""
    known = tuple(changes)
    if not known:
        return ""
    with throw_away() as repository:
        for change in known:
            put(repository.folder / change.path, change.before)
        repository.commit("before")
        for change in known:
            put(repository.folder / change.path, change.after)
        repository.git("add", "--all", "--force")
        printed = repository.git("diff", "--cached", "--binary", "--find-renames", "--no-color")
    return printed.decode(errors="replace")
