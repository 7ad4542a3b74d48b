"""Operations on the triggers that count rows."""

from dataclasses import dataclass

from generator.plan.schema import RowCount


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCounting:
    """The end of the triggers of one count, and of their functions; the number stays as it is."""

    table: str
    count: RowCount
