"""How the rows of an entity are parted."""

from generator.frozen import frozen


@frozen
class PartitionBy:
    """One of two ways, both by campaign: spread by a hash, or a partition for some campaigns after another."""

    count: int = 0
    """Among how many partitions the campaigns are spread; 0 where they are not."""
    campaigns_from: tuple[int, ...] = ()
    """At which campaigns a further partition begins, ascending."""
