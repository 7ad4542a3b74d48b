"""What is counted and summed over the rows of an entity, group by group."""

from generator.diagnostics import Span
from generator.frozen import frozen


@frozen
class Aggregate:
    """One entry below `aggregates`; fields by their names."""

    name: str
    """`visits_by_page`."""
    group_by: tuple[str, ...]
    count: bool = False
    sums: tuple[str, ...] = ()
    averages: tuple[str, ...] = ()
    minima: tuple[str, ...] = ()
    maxima: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    """Those of the entity's filters that a request may give."""
    span: Span
