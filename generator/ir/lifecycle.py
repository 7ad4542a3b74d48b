"""What may become of rows besides being changed and deleted."""

from generator.frozen import frozen


@frozen
class Expiry:
    """When a row ends by itself: no method finds it any more, and `purge_expired` deletes it."""

    column: str
    """What the end is told by: the field, or `created_at`."""
    nullable: bool = False
    """Whether a row may have no end."""
    after: str | None = None
    """How long a row lives, `30 days`; None where the column holds the end itself."""

    def due(self, qualifier: str = "") -> str:
        """The condition of a row that has expired."""
        return f"{qualifier}{self.column} <= {self._limit}"

    def lives(self, qualifier: str = "") -> str:
        """The condition of a row that has not."""
        column = f"{qualifier}{self.column}"
        later = f"{column} > {self._limit}"
        return f"({column} IS NULL OR {later})" if self.nullable else later

    @property
    def _limit(self) -> str:
        return "now()" if self.after is None else f"now() - INTERVAL '{self.after}'"


@frozen
class Count:
    """A number in which the rows of an entity are counted."""

    parent: str
    """The table that has it."""
    column: str
    reference: str
    """The column by which a row refers to the one that counts it."""
    where: str | None = None
    """The condition of the rows that count; None for all. Deleted ones never do."""
