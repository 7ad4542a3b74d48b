"""What the rows of a table are searched by: a vector of their words, and functions that find rows by other means."""

from enum import StrEnum

from generator.frozen import frozen


@frozen
class SearchColumn:
    """One source of a search vector."""

    column: str
    weight: str
    array: bool = False


@frozen
class RowLanguage:
    """A column that tells in which language the words of a row are read."""

    column: str
    configurations: tuple[tuple[str, str], ...]
    """Its values, each with a text search configuration; of every other value, and of none, it is the vector's."""


@frozen
class SearchVector:
    """A trigger-maintained column `search_vector`; a generated one would rewrite a live table when it is added."""

    language: str
    columns: tuple[SearchColumn, ...]
    trigger_function: str
    trigger: str
    """Makes the vector of a new row, and anew where somebody writes the vector itself."""
    change_trigger: str
    """Makes the vector anew where a source changes its value: an update sets every column that it may write."""
    search_function: str
    """The SECURITY DEFINER function that searches one campaign, because row-level security would drop the GIN index.
    Empty for global tables, which need none."""
    campaign_in_index: bool = False
    """Whether the index begins with campaign_id, for which the server needs the extension btree_gin. The vector holds
    the campaign's lexeme all the same, so that to gain or lose the extension touches no row."""
    hides: tuple[str, ...] = ()
    """Conditions over `found`, which hold of the rows that the function shows, besides that they are not deleted."""
    by_row: RowLanguage | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns that it is made of."""
        known = tuple(item.column for item in self.columns)
        return (*known, self.by_row.column) if self.by_row and self.by_row.column not in known else known


class FinderKind(StrEnum):
    """How a function finds rows; the last word of its name."""

    SUGGEST = "suggest"
    """By how texts begin."""
    FUZZY = "fuzzy"
    """By how much of a query is in texts, letter by letter."""


@frozen
class Finder:
    """A SECURITY DEFINER function that finds rows of one campaign, because row-level security would drop the index."""

    kind: FinderKind
    function: str
    columns: tuple[str, ...]
    """The texts that it looks at, each with an index."""
    hides: tuple[str, ...] = ()
    """Conditions over `found`, which hold of the rows that it shows."""
