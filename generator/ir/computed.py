"""Fields that follow from others of their row."""

from generator.frozen import frozen
from generator.ir.expressions import Condition, Value


@frozen
class Computed:
    """What the database computes for a field, whoever writes the row."""

    field: str
    """Its name."""
    value: Value | Condition
    """A condition for a boolean field."""
