"""Operations on the event log."""

from generator.frozen import frozen


@frozen
class AddRetentionClass:
    """A branch of the event log for one more retention class, with its first partitions."""

    name: str
    table: str
    """The partition of `service_event` that holds the class: `service_event_audit`."""
