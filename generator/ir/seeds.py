"""Seed records: rows that every database has, because the spec says so."""

from generator.diagnostics import Span
from generator.frozen import frozen
from generator.ir.fields import Literal

SeedValue = Literal | None
"""What a field holds; of `json`, its text; None for NULL."""


@frozen
class SeedRecord:
    """One row."""

    values: tuple[tuple[str, SeedValue], ...]
    """By field name, in the order of the record."""
    span: Span

    def value(self, field: str) -> SeedValue:
        """What the field holds; raises KeyError where the record leaves it out."""
        return dict(self.values)[field]


@frozen
class Seeds:
    """The records of one entity."""

    unique: tuple[str, ...]
    """The fields by which a row is known again: a unique group."""
    records: tuple[SeedRecord, ...]
