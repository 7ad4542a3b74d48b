"""Filters of lists by more than equality: two bounds of a range, each a parameter of its own."""

from typing import Final

from generator.catalog import FIELD_TYPES
from generator.diagnostics import Span
from generator.frozen import frozen, replace
from generator.ir.fields import Field

MOMENT_OF_CREATION: Final = "created_at"
"""The system column that a list may be narrowed by; its order is in an index anyway."""


@frozen
class Bound:
    """One end of a range: the first value that is in it, or the first behind it."""

    field: Field
    """The parameter: `starts_at_from`, of the type of the column."""
    column: str
    """What is compared with it."""
    operator: str
    """`>=` or `<`: ranges that meet have no row in common."""

    @property
    def says(self) -> str:
        """What it asks of a row, for sentences: `starts_at from this on`."""
        return f"`{self.column}` from this on" if self.operator == ">=" else f"`{self.column}` before this"


def bounds(field: Field) -> tuple[Bound, Bound]:
    """Both ends of a range of the field's values."""
    return _bound(field, "from", ">="), _bound(field, "before", "<")


def _bound(field: Field, word: str, operator: str) -> Bound:
    name, column, wire = (f"{item}_{word}" for item in (field.name, field.column, field.wire))
    parameter = replace(field, name=name, column=column, wire_name=wire, required=False, default=None)
    return Bound(field=parameter, column=field.column, operator=operator)


def moment_of_creation(span: Span) -> Field:
    """The system column as the field that it would be."""
    return Field(
        name=MOMENT_OF_CREATION,
        column=MOMENT_OF_CREATION,
        type=FIELD_TYPES["timestamp"],
        description="When it was created.",
        required=True,
        span=span,
    )
