"""Tables in partitions: what a whole table becomes, and back."""

from generator.frozen import replace
from generator.ir import PartitionBy
from generator.plan.partitioning import Partitioning, by_hash, by_range
from generator.plan.schema import Table


def parted(table: Table, by: PartitionBy) -> Table:
    """The table in partitions."""
    wanted = by_range(table.name, by.campaigns_from) if by.campaigns_from else by_hash(table.name, by.count)
    return with_partitions(table, wanted)


def with_partitions(table: Table, partitioning: Partitioning | None) -> Table:
    """The table in these partitions, or whole; its unique keys are indexes, or constraints again."""
    keys = tuple(replace(key, indexed=partitioning is not None) for key in table.uniques)
    return replace(table, partitioning=partitioning, uniques=keys)
