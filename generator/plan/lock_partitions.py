"""The partitions of a table in a lock."""

from collections.abc import Iterator

from generator.plan import notation
from generator.plan.lock_nodes import Node
from generator.plan.partitioning import Method, Partition, Partitioning


def written(partitioning: Partitioning | None) -> Iterator[str]:
    """The lines below a table; none for most."""
    if partitioning is None:
        return
    yield f"    partition_by: {notation.scalar(partitioning.method.value)}"
    yield "    partitions:"
    for item in partitioning.partitions:
        yield f"      {notation.key(item.name)}: {notation.flow({'values': item.values})}"


def read(table: Node) -> Partitioning | None:
    """The partitions of the table; None where it is whole."""
    if not table.has("partition_by"):
        return None
    partitions = (Partition(name=name, values=_values(node)) for name, node in table.child("partitions").children())
    return Partitioning(method=table.choice("partition_by", Method), partitions=tuple(partitions))


def _values(node: Node) -> str:
    node.only("values")
    return node.text("values")
