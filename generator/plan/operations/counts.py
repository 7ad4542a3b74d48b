"""Operations on the triggers that count rows."""

from generator.frozen import frozen
from generator.plan.schema import RowCount


@frozen
class StopCounting:
    """The end of the triggers of one count, and of their functions; the number stays as it is."""

    table: str
    count: RowCount
