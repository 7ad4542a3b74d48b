"""What a run tells its caller while it works."""

import re
from collections.abc import Callable
from pathlib import Path

from generator.frozen import frozen

BACKFILL_NOTICE = re.compile(r"backfill (?P<table>\S+): (?P<rows>\d+) rows")
"""The form in which a backfill says how far it is: NOTICE, because anything else becomes visible only at its end."""


@frozen
class Applied:
    """One migration that this run has applied."""

    id: str
    path: Path
    seconds: float


@frozen
class Recorded:
    """A baseline counts as applied, and was not run: the database has all that it stands for."""

    id: str


@frozen
class RolledBack:
    """One migration that this run has undone."""

    id: str
    path: Path
    """Of the file that undoes it."""
    seconds: float


@frozen
class Executed:
    """A statement has come to its end. It is not committed or recorded yet: who stops the run here interrupts it."""

    migration: str
    ordinal: int
    """From 1."""


@frozen
class Backfilled:
    """A backfill has committed one more batch."""

    table: str
    rows: int
    """Since the statement began; a resumed one counts anew."""


@frozen
class BackedUp:
    """A dump of the tables that are about to lose data has been written and read back."""

    path: Path
    tables: tuple[str, ...]


Event = Applied | Recorded | RolledBack | Executed | Backfilled | BackedUp
Listener = Callable[[Event], None]


def ignore(event: Event) -> None:
    """For a caller who does not want to be told."""


def backfilled(notice: str) -> Backfilled | None:
    """The event that the text of a NOTICE stands for, if any."""
    found = BACKFILL_NOTICE.fullmatch(notice)
    return Backfilled(table=found["table"], rows=int(found["rows"])) if found else None
