"""What triggers keep beside what is written: former states, counts of rows, and columns made of others."""

from generator.frozen import frozen


@frozen
class RowHistory:
    """A table of the states that rows had, which a trigger writes and nobody changes."""

    name: str
    """Of the table; whatever it owns is named after it, and so are the trigger and its function."""
    scoped: bool
    """Whether it has campaign_id."""
    ignores: tuple[str, ...] = ()
    """Columns that are not kept: what is made of others, and what must not be read."""
    stopped: bool = False
    """Whether the spec no longer asks for it: nothing is written any more, and `scaffold contract` may drop it."""


@frozen
class RowCount:
    """A column of another table in which triggers count the rows of this one."""

    name: str
    """What its triggers and their functions are named after."""
    parent: str
    column: str
    reference: str
    """The column by which a row refers to its parent."""
    where: str | None = None
    """The condition of the rows that count."""


@frozen
class DerivedColumn:
    """A column that a trigger computes of the others of its row, whatever is written into it."""

    column: str
    expression: str
    """A finished SQL expression over the columns."""
    sources: tuple[str, ...]
    """The columns that the expression reads."""


@frozen
class Derivation:
    """The trigger that computes columns before a row is stored; a generated column would rewrite a live table."""

    name: str
    """Of the trigger and of its function; after those of the triggers that write its sources, before those that read
    what it computes."""
    columns: tuple[DerivedColumn, ...]
    """Retired ones among them: old code reads them until they are dropped."""
