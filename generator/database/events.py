"""What a run tells its caller while it works."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BACKFILL_NOTICE = re.compile(r"backfill (?P<table>\S+): (?P<rows>\d+) rows")
"""The form in which a backfill says how far it is: NOTICE, because anything else becomes visible only at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """One migration that this run has applied."""

    id: str
    path: Path
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A baseline counts as applied, and was not run: the database has all that it stands for."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """A statement has come to its end. It is not committed or recorded yet: who stops the run here interrupts it."""

    migration: str
    ordinal: int
    """From 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfilled:
    """A backfill has committed one more batch."""

    table: str
    rows: int
    """Since the statement began; a resumed one counts anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """A dump of the tables that are about to lose data has been written and read back."""

    path: Path
    tables: tuple[str, ...]


Event = Applied | Recorded | Executed | Backfilled | BackedUp
Listener = Callable[[Event], None]


def ignore(event: Event) -> None:
    """For a caller who does not want to be told."""


def backfilled(notice: str) -> Backfilled | None:
    """The event that the text of a NOTICE stands for, if any."""
    found = BACKFILL_NOTICE.fullmatch(notice)
    return Backfilled(table=found["table"], rows=int(found["rows"])) if found else None
