"""What logs the rows that go with others."""

from generator.frozen import frozen


@frozen
class CascadeLog:
    """A trigger that logs the rows which a foreign key deletes, and marks the master rows that they have."""

    name: str
    """Of the trigger and of its function."""
    service: str
    event_type: str
    retention: str
    campaign: str
    """The campaign of a row as an expression over `OLD`."""
    alone: bool = False
    """Whether rows have no master row to be marked."""
