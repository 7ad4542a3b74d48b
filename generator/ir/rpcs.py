"""Which RPCs an entity has beside, or without, those that every entity has."""

from generator.frozen import frozen


@frozen
class StandardRpcs:
    """What the spec says below `rpcs`; unique groups by the names of their fields."""

    get_by: tuple[tuple[str, ...], ...] = ()
    """Groups by which a client gets a row."""
    upsert: tuple[tuple[str, ...], ...] = ()
    """Groups by which a creation finds the row to change."""
    batch_get: bool = False
    batch_create: bool = False
    batch_delete: bool = False
    omitted: frozenset[str] = frozenset()
    """Standard verbs that clients do not have: `delete`."""


NO_RPCS = StandardRpcs()
"""Of an entity whose spec says nothing of them."""
