"""The names of the event log."""

from typing import Final

from generator import names

EVENT_TABLE: Final = "service_event"
"""The log itself: every event of every service."""


def class_table(retention: str) -> str:
    """The table of a retention class, a branch of the log: `audit` -> `service_event_audit`."""
    return names.shortened(f"{EVENT_TABLE}_{retention}")
