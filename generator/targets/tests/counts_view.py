"""What tests are told of where the rows of an entity are counted."""

from generator.ir import Entity
from generator.targets.source.view import view


@view
class CountView:
    """A number in which all rows that refer to its row are counted."""

    parent: str
    """The table that has it."""
    column: str
    reference: str
    test: str
    """`thread_post_count`: what the test is about."""


def count_views(entity: Entity) -> tuple[CountView, ...]:
    """Those that count every row: no sample is known to meet a condition."""
    return tuple(
        CountView(
            parent=item.parent,
            column=item.column,
            reference=item.reference,
            test=f"{item.parent.removeprefix('service_')}_{item.column}",
        )
        for item in entity.counts
        if item.where is None
    )
