"""What databases have run already: the migrations of an earlier revision, as git has them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.diagnostics import DiagnosedError, EnvironmentProblem
from generator.frozen import frozen
from generator.output import revision
from generator.output.revision import Revision
from generator.plan.records import Record

MAIN: Final = "origin/HEAD"
"""What git calls the branch that a clone begins with: what it holds counts as released."""


@frozen
class Release:
    """A revision that has a lock."""

    revision: Revision
    records: Mapping[str, Record]
    label: str
    """For people: the name that it was asked for by, and its commit."""


def released(root: Path, since: str | None) -> Release | str:
    """The revision called `since`; without a name, what this branch and `origin/HEAD` have in common.

    Where nobody has asked for one, none need be there: then the answer is the reason why, in a few words. So it is for
    a revision without a lock: nothing was generated then.

    Raises EnvironmentProblem if there is no revision of that name, or its lock cannot be read.
    """
    if since is None:
        return _on_main(root)
    found = revision.revision(root, since)
    if found is None:
        raise EnvironmentProblem(f"git knows no commit `{since}`", hint="Give the name of a branch, tag or commit.")
    return _read(found, since)


def _on_main(root: Path) -> Release | str:
    try:
        main, here = revision.revision(root, MAIN), revision.revision(root, "HEAD")
    except EnvironmentProblem:
        return "there is no git repository to find an earlier revision in"
    if main is None:
        return f"git knows no `{MAIN}`; name an earlier revision with --since"
    return _read((revision.common(here, main) if here else None) or main, MAIN)


def _read(found: Revision, name: str) -> Release | str:
    label = f"{name} ({found.commit[:8]})"
    try:
        records = found.records()
    except DiagnosedError as error:
        raise EnvironmentProblem(
            f"the lock of {label} cannot be read: {error}", hint="Give a later revision with --since."
        ) from error
    return Release(revision=found, records=records, label=label) if records else f"{label} has no lock"
