"""Operations on functions that find rows."""

from generator.frozen import frozen
from generator.plan.schema import Table
from generator.plan.searching import Finder


@frozen
class SetFinder:
    """A function that finds rows, made or made anew; what it has in common with the old one is how it is called."""

    table: Table
    """As it will be."""
    finder: Finder


@frozen
class DropFinder:
    """The end of such a function, and of those of the table's former names."""

    table: Table
    finder: Finder
