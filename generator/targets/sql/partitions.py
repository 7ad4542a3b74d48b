"""The views of partitions: how a table is made in them, and what they own is called."""

from generator.frozen import frozen
from generator.plan.partitioning import KEY, Partition, Partitioning
from generator.targets.sql.quoting import identifier


@frozen
class PartitionView:
    """CREATE TABLE ... PARTITION OF."""

    name: str
    values: str


@frozen
class PartitionsView:
    """All partitions of a table."""

    table: str
    by: str
    """What follows PARTITION BY: `HASH (campaign_id)`."""
    items: tuple[PartitionView, ...]
    keys: bool = True
    """Whether the foreign keys of partitions are to be named, beside their indexes."""


def partition_view(partition: Partition) -> PartitionView:
    """The view of one."""
    return PartitionView(name=identifier(partition.name), values=partition.values)


def partitions_view(table: str, partitioning: Partitioning) -> PartitionsView:
    """The view of the partitions of the table."""
    return PartitionsView(
        table=identifier(table),
        by=f"{partitioning.method.value} ({KEY})",
        items=tuple(map(partition_view, partitioning.partitions)),
    )
