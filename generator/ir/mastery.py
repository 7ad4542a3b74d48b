"""Whose row of `master` the rows of an entity have."""

from enum import StrEnum


class Mastery(StrEnum):
    """What a row is to the rest of the platform: a thing of its own, or a part of another."""

    OWN = "own"
    PARENT = "parent"
    """It shares the row of its parent, copied when it is created; neither link ever changes."""
