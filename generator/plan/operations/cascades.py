"""Operations on the triggers that log what goes with the rows it refers to."""

from generator.frozen import frozen
from generator.plan.cascade_log import CascadeLog


@frozen
class LogCascades:
    """The trigger and its function, made or made anew; the one before, under another name, goes in the same step."""

    table: str
    cascade: CascadeLog
    was: str | None = None
    """The name of the one before, if it is another."""


@frozen
class StopCascades:
    """The end of the trigger, which fires no more since no reference cascades."""

    table: str
    name: str
