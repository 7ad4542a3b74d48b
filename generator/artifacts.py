"""What a target makes: a file's path, text and owner."""

from enum import StrEnum

from generator.frozen import frozen


class Ownership(StrEnum):
    """Who may change a file after it is written."""

    GENERATED = "generated"
    """Rewritten by every `generate`; an edit by hand is drift and is reported, never overwritten silently."""

    SCAFFOLDED = "scaffolded"
    """Written once when missing, then the user's."""

    APPEND_ONLY = "append-only"
    """Written once and never again: a migration may already have run somewhere."""

    ADOPTED = "adopted"
    """Generated once, then taken over by the user with `scaffold adopt`; no target makes such a file."""


@frozen
class Artifact:
    """One file of the platform, rendered in memory."""

    path: str
    """Relative to the platform root, with forward slashes."""
    text: str
    ownership: Ownership = Ownership.GENERATED
