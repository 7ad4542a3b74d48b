"""The table locks that a transaction of the runner really holds, seen from outside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.database.session import Connection
from generator.frozen import frozen

MODES: Final = (
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
)
"""All there are, the weakest first: https://www.postgresql.org/docs/18/explicit-locking.html."""

NAMES: Final = {"".join(word.title() for word in mode.split()) + "Lock": mode for mode in MODES}
"""By what `pg_locks` calls them: `AccessExclusiveLock`."""

# Asked on another connection, which sees committed tables only: for what the transaction has made itself, nobody waits.
# Every statement locks catalogs, weakly; that is of no interest.
HELD = """
SELECT mode, CASE nspname WHEN 'public' THEN relname ELSE nspname || '.' || relname END
FROM pg_catalog.pg_locks
    JOIN pg_catalog.pg_class ON pg_class.oid = relation
    JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
WHERE pid = %s AND locktype = 'relation' AND granted AND relkind IN ('r', 'p', 'm')
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND nspname !~ '^pg_' AND relname !~ '^_(yoyo|scaffold)_'
"""


@frozen
class HeldLock:
    """A lock on a table."""

    table: str
    """Qualified unless its schema is `public`."""
    mode: str

    def __str__(self) -> str:
        return f"{self.mode} on {self.table}"


@dataclass(slots=True, kw_only=True)
class Trace:
    """Tells statement by statement which locks a transaction has come to hold."""

    watcher: Connection
    watched: int
    """The server process of the transaction."""
    _known: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """A new transaction holds nothing yet."""
        self._known.clear()

    def gained(self) -> tuple[HeldLock, ...]:
        """The tables that are locked, or locked more strongly, since this was asked before; each with that lock."""
        now = strongest(held(self.watcher, self.watched))
        gained = {table: mode for table, mode in now.items() if self._known.get(table) != mode}
        self._known.update(gained)
        return tuple(HeldLock(table=table, mode=mode) for table, mode in sorted(gained.items()))


def held(watcher: Connection, process: int) -> tuple[HeldLock, ...]:
    """The locks of a server process on tables that others can see, too."""
    rows = watcher.execute(HELD, (process,)).fetchall()
    return tuple(HeldLock(table=table, mode=NAMES[mode]) for mode, table in rows)


def strongest(locks: Iterable[HeldLock]) -> Mapping[str, str]:
    """The mode of each table's strongest lock."""
    return {lock.table: lock.mode for lock in sorted(locks, key=lambda lock: MODES.index(lock.mode))}


def parse(text: str) -> HeldLock:
    """The lock that `str()` has written as `text`."""
    mode, _, table = text.partition(" on ")
    return HeldLock(table=table, mode=mode)
