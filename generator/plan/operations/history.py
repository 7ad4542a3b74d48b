"""Operations on the history of rows."""

from generator.frozen import frozen
from generator.plan.kept import RowHistory


@frozen
class StartHistory:
    """The table of former states, if it is new, and the trigger that fills it, in one transaction.

    No row is touched: what a row is now is in the row, and is kept when it changes.
    """

    table: str
    history: RowHistory
    is_new: bool


@frozen
class StopHistory:
    """The end of the trigger; what it has kept stays."""

    table: str
    history: RowHistory


@frozen
class DropHistory:
    """The end of the table, once nothing writes it any more."""

    table: str
    history: RowHistory
