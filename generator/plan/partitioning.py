"""The partitions of a table: what each is called, and which campaigns' rows it holds."""

import re
from enum import StrEnum
from itertools import pairwise
from typing import Final

from generator.frozen import frozen
from generator.names import MAXIMUM_BYTES

KEY: Final = "campaign_id"
"""What decides the partition of a row; every key of the table begins with it."""


class Method(StrEnum):
    """How PostgreSQL finds the partition of a campaign."""

    HASH = "HASH"
    """By `hashint8extended(campaign_id, seed)` and the rest of its division by the number of partitions."""
    RANGE = "RANGE"
    """By the campaigns at which partitions begin."""


@frozen
class Partition:
    """One of them."""

    name: str
    values: str
    """What follows FOR VALUES: `WITH (MODULUS 16, REMAINDER 0)`, `FROM (5000) TO (MAXVALUE)`."""

    @property
    def suffix(self) -> str:
        """The end of its name, and of the names of all it owns: `_p03`."""
        return self.name[self.name.rindex("_p") :]

    @property
    def condition(self) -> str:
        """What holds of the campaigns of a range."""
        low, high = re.findall(r"\((\w+)\)", self.values)
        bounds = (f"{KEY} >= {low}" if low.isdigit() else "", f"{KEY} < {high}" if high.isdigit() else "")
        return " AND ".join(filter(None, bounds))

    def owned(self, name: str) -> str:
        """What its own part of the table's index `name` is called."""
        return suffixed(name, self.suffix)


@frozen
class Partitioning:
    """How a table is parted."""

    method: Method
    partitions: tuple[Partition, ...]
    """In recorded order."""


def suffixed(name: str, suffix: str) -> str:
    """The name with the suffix, the name cut where PostgreSQL would cut the suffix."""
    return f"{name[: MAXIMUM_BYTES - len(suffix)]}{suffix}"


def partition_name(table: str, number: int) -> str:
    """What the table's partition of this number is called: `service_content_article_p03`."""
    return suffixed(table, f"_p{number:02}")


def by_hash(table: str, count: int) -> Partitioning:
    """`count` partitions among which PostgreSQL's hash spreads the campaigns."""
    values = (f"WITH (MODULUS {count}, REMAINDER {rest})" for rest in range(count))
    return Partitioning(method=Method.HASH, partitions=_numbered(table, tuple(values)))


def by_range(table: str, campaigns_from: tuple[int, ...]) -> Partitioning:
    """Partitions that begin at these campaigns, after one for all before the first of them."""
    bounds = ("MINVALUE", *map(str, campaigns_from), "MAXVALUE")
    values = (f"FROM ({low}) TO ({high})" for low, high in pairwise(bounds))
    return Partitioning(method=Method.RANGE, partitions=_numbered(table, tuple(values)))


def goes_on(before: Partitioning, after: Partitioning) -> bool:
    """Whether `after` only has more ranges at the end."""
    *kept, last = before.partitions
    place = len(kept)
    if not before.method is after.method is Method.RANGE or len(after.partitions) <= place + 1:
        return False
    same_beginning = after.partitions[place].values.startswith(last.values.removesuffix("(MAXVALUE)"))
    return after.partitions[:place] == tuple(kept) and same_beginning


def called(partitioning: Partitioning, table: str) -> Partitioning:
    """The partitions under the names that they have where the table is called `table`."""
    return Partitioning(
        method=partitioning.method,
        partitions=tuple(
            Partition(name=suffixed(table, item.suffix), values=item.values) for item in partitioning.partitions
        ),
    )


def _numbered(table: str, values: tuple[str, ...]) -> tuple[Partition, ...]:
    return tuple(Partition(name=partition_name(table, number), values=item) for number, item in enumerate(values))
