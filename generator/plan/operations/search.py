"""Operations on search vectors."""

from generator.frozen import frozen
from generator.plan.schema import Table
from generator.plan.searching import SearchVector


@frozen
class AddSearch:
    """The column, triggers and functions of search on a populated table; rows that exist are filled by a Backfill."""

    table: Table
    """As it will be, with its `search`."""


@frozen
class ReplaceSearch:
    """Other sources, weights or language: triggers and functions made anew in one transaction."""

    table: Table
    """As it will be, with its `search`."""
    was: SearchVector


@frozen
class DropSearch:
    """The end of search: triggers and functions go; the column is retired like any other."""

    table: str
    search: SearchVector
