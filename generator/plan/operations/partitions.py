"""Operations on tables in partitions: whatever PostgreSQL does not do there CONCURRENTLY, or not without a scan."""

from generator.frozen import frozen
from generator.plan.partitioning import Partition
from generator.plan.schema import SchemaIndex, Table, UniqueKey


@frozen
class AttachIndex:
    """The index of a table in partitions, made of the finished ones of all its partitions: nothing is built."""

    table: str
    index: SchemaIndex | UniqueKey
    partitions: tuple[Partition, ...]


@frozen
class DropPartitionedIndex:
    """The end of an index of a table in partitions, and of its parts: PostgreSQL cannot drop it CONCURRENTLY."""

    table: str
    name: str


@frozen
class NamePartitions:
    """What the partitions own, called again like what the table owns, after that was renamed."""

    table: str
    keys: bool
    """Whether foreign keys are among it, beside indexes."""


@frozen
class PartitionTable:
    """A table that becomes the first partition of one that takes its name: no row is read, and none is moved.

    A validated CHECK proves which campaigns it holds. Its triggers, its policies and the rights to it go over to the
    new table; foreign keys that lead to it, its own among them, are led to the new one afterwards.
    """

    before: Table
    after: Table
    proof: str
    """The name of the CHECK, which goes."""

    @property
    def table(self) -> str:
        """The name, which stays."""
        return self.after.name


@frozen
class AddPartitions:
    """More partitions at the end: the last one is left with the campaigns that a validated CHECK proves it holds."""

    table: str
    last: Partition
    """As it will be."""
    added: tuple[Partition, ...]
    parents: tuple[str, ...]
    """The tables that the table refers to."""
    proof: str
    """The name of the CHECK, which goes."""
