"""Whose row of `master` the rows of an entity have."""

from enum import StrEnum
from typing import Final


class Mastery(StrEnum):
    """What a row is to the rest of the platform: a thing of its own, or a part of another."""

    OWN = "own"
    PARENT = "parent"
    """It shares the row of its parent, copied when it is created; neither link ever changes."""
    NONE = "none"
    """It has none: no other service links to it, and what happens to it is filed under `NO_MASTER`."""


NO_MASTER: Final = 0
"""What the log says of an event where no master row is: the column takes no NULL, and no row has this id."""
