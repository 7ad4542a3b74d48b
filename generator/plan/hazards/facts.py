"""What is said about an operation: its phase, locks and scans, what can go wrong and whether there is a way back."""

from enum import StrEnum

from generator.frozen import frozen
from generator.plan.operations.words import Lock, Phase


class Hazard(StrEnum):
    """What to know before an operation runs on a busy database, and what to do about it."""

    QUEUES_READS = "queues-reads"
    """Instant, but while it waits for ACCESS EXCLUSIVE every later reader waits behind it: lock_timeout and retry."""
    QUEUES_WRITES = "queues-writes"
    """Instant, but while it waits every later writer waits behind it: lock_timeout and retry."""
    WAITS_FOR_SNAPSHOTS = "waits-for-snapshots"
    """Waits for every older transaction of the database; a forgotten one keeps it waiting: look for it and end it."""
    CAN_LEAVE_INVALID_INDEX = "can-leave-invalid-index"
    """Interrupted, it leaves an INVALID index, which the runner drops before it tries again."""
    FAILS_ON_BAD_ROWS = "fails-on-bad-rows"
    """Fails if a row breaks the rule; nothing is changed then: mend the rows and run it again."""
    REWRITES_ROWS = "rewrites-rows"
    """Writes every row once more, in batches: watch replication lag and disk, and slow it down by
    `scaffold.backfill_pause`; VACUUM afterwards gives the space back."""
    BREAKS_RUNNING_CODE = "breaks-running-code"
    """Whoever still uses what goes fails from then on: run it after the last instance of the old code is gone."""
    REFUSES_OLD_WRITES = "refuses-old-writes"
    """Code that still runs and leaves the value out, or writes what the new rule forbids, is refused from here on:
    see that all instances obey before, or deploy at once."""
    INVALIDATES_PREPARED_STATEMENTS = "invalidates-prepared-statements"
    """Every open connection gets one error for each query that it has prepared of the column: clients try again."""
    LOSES_STATISTICS = "loses-statistics"
    """The planner knows nothing of the column until the next ANALYZE: run one on the table."""
    DELETES_DATA = "deletes-data"
    """What it takes away is in backups only: make one first."""
    AUTHORIZATION_CHANGES = "authorization-changes"
    """Other rows or rights than before for those who are connected already: have it reviewed like code that grants."""


class Reversibility(StrEnum):
    """Whether an operation can be undone."""

    YES = "yes"
    """By the opposite operation, with nothing lost."""
    LOSES_NEW_DATA = "loses-new-data"
    """By the opposite operation, but what was written since is lost with it or stands in its way."""
    NO = "no"
    """Only from a backup."""


@frozen
class TableLock:
    """A lock an operation takes."""

    table: str
    lock: Lock


@frozen
class OperationFacts:
    """All there is to know about an operation before it runs. None rewrites a table: those that would do not exist."""

    summary: str
    """What it does, in a few words."""
    phase: Phase
    """When it may run at the earliest; a plan may put it later."""
    transactional: bool = True
    """Whether it may run inside a transaction."""
    locks: tuple[TableLock, ...] = ()
    """The strongest on each table, or view, that others can see; parents too."""
    scans: tuple[str, ...] = ()
    """The tables it reads from end to end, while readers and writers go on."""
    hazards: tuple[Hazard, ...] = ()
    reversible: Reversibility = Reversibility.YES


def locks(lock: Lock, *tables: str) -> tuple[TableLock, ...]:
    """The lock on each table once: a table may refer to itself."""
    return tuple(TableLock(table=table, lock=lock) for table in dict.fromkeys(tables))
