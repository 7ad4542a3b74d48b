"""Operations on the triggers that count rows."""

from generator.frozen import frozen
from generator.plan.kept import RowCount


@frozen
class StopCounting:
    """The end of the triggers of one count, and of their functions; the number stays as it is."""

    table: str
    count: RowCount


@frozen
class StartCounting:
    """The triggers of one count, in the place of those that counted otherwise; whoever writes the table is waited for.

    No number is touched: it is wrong by what was there before.
    """

    table: str
    count: RowCount
    scoped: bool
    is_new: bool
    was: RowCount | None = None
    """The one before, if it goes by another name; it ends in the same step."""
