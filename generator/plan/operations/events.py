"""Operations on the event log."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRetentionClass:
    """A branch of the event log for one more retention class, with its first partitions."""

    name: str
    table: str
    """The partition of `service_event` that holds the class: `service_event_audit`."""
