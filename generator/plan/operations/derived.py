"""Operations on the trigger that computes columns."""

from generator.frozen import frozen
from generator.plan.kept import Derivation


@frozen
class Derive:
    """What a table's trigger computes from now on, in the place of what it computed; rows stay as they are."""

    table: str
    derivation: Derivation
    subjects: tuple[str, ...]
    """The columns that it computes for the first time, or in another way."""


@frozen
class StopDeriving:
    """The end of the trigger and its function, when nothing is left to compute."""

    table: str
    derivation: Derivation
