"""Operations on columns."""

from generator.frozen import frozen
from generator.plan.schema import Column, ColumnSync


@frozen
class AddColumn:
    """A nullable column or one with a constant default: a catalog change, no rewrite and no scan."""

    table: str
    column: Column


@frozen
class SetDefault:
    """Another default, or none, for rows to come."""

    table: str
    column: str
    default: str | None
    """A finished SQL expression; None takes the default away."""
    was: str | None
    """The one until now."""


@frozen
class DropNotNull:
    """A column that may be left out from now on."""

    table: str
    column: str


@frozen
class SetNotNull:
    """NOT NULL for a column that a validated CHECK proves free of nulls, so that no row is scanned; the CHECK goes."""

    table: str
    column: str
    proof: str
    """The name of the CHECK `column IS NOT NULL`."""


@frozen
class ChangeType:
    """Another type with the same bytes on disk: no rewrite, no rebuilt index (VARCHAR to TEXT, a wider NUMERIC).

    PostgreSQL parses the column's default and CHECKs anew and keeps casts in them that a fresh table has not: the
    default is set again here, the CHECKs are dropped before and added again after by operations of their own.
    """

    table: str
    column: Column
    """As it will be."""
    was: str
    """Its type until now."""


@frozen
class RenameColumn:
    """Another name for a column; whoever uses the old one fails from then on."""

    table: str
    column: str
    to: str


@frozen
class DropColumn:
    """The end of a retired column; its indexes and constraints went before."""

    table: str
    column: str


@frozen
class SyncColumns:
    """A trigger that keeps a column and its successor equal while old code writes the one and new code the other."""

    table: str
    sync: ColumnSync


@frozen
class StopSync:
    """The end of that trigger."""

    table: str
    sync: ColumnSync
