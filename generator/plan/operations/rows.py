"""Operations on the rows themselves: filling them in, and asking them before a constraint does."""

from generator.frozen import frozen
from generator.plan.schema import Check, Column, ForeignKey, RowCheck, SeedRow, SeedTable, Table, UniqueKey


@frozen
class Backfill:
    """Values for the rows that exist, in batches along the primary key, each its own transaction.

    Interrupted, it goes on where it was, because it looks for rows that still match `where`. `updated_at` stays. The
    table is analysed afterwards: plans made for the values of before can read all rows for one.
    """

    table: str
    key: tuple[str, ...]
    """The columns of the primary key."""
    values: tuple[tuple[str, str], ...]
    """Column and finished SQL expression over the row."""
    where: str
    """Which rows still lack their value."""


@frozen
class RefuseDuplicates:
    """Stops with the first rows that share a key, before an index is built in vain."""

    table: str
    key: UniqueKey


@frozen
class RefuseOrphans:
    """Stops with the first rows that refer to nothing."""

    table: str
    key: ForeignKey


@frozen
class RefuseViolations:
    """Stops with the first rows that break a CHECK."""

    table: str
    key: tuple[str, ...]
    """The columns of the primary key, to name the rows by."""
    check: Check | RowCheck
    ways_out: str = "Correct these rows"
    """What to do about them, in words to which `, then run the migration again.` is added."""


@frozen
class RefuseLoss:
    """Stops if what the same transaction is about to drop holds anything, and keeps others out until that is done.

    It is for what has just been made: a table has no row, a column nothing but what it began with.
    """

    table: str
    column: Column | None = None
    """None: the whole table goes."""


@frozen
class PlantSeeds:
    """Rows that every database has: inserted if absent, changed if they differ, as the services would write them.

    In campaign 0, under row-level security, each new row with its master row if it has one, each change with its event.
    """

    table: Table
    """With the columns that it has by then."""
    seeds: SeedTable
    rows: tuple[SeedRow, ...]
    """Those among the seeds that are planted."""
