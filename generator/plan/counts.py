"""What is counted of the rows of an entity, and where: triggers after each statement, whoever makes it."""

from generator import names
from generator.ir import Count, Entity
from generator.plan.kept import RowCount


def row_counts(entity: Entity) -> tuple[RowCount, ...]:
    """The counts that the entity's table feeds."""
    return tuple(_row_count(entity, count) for count in entity.counts)


def _row_count(entity: Entity, count: Count) -> RowCount:
    alive = ["deleted_at IS NULL"] if entity.soft_delete else []
    # Two entities may count the same one by fields of one name.
    name = f"{entity.table}_{count.parent.removeprefix('service_')}_{count.column}"
    return RowCount(
        name=names.shortened(name),
        parent=count.parent,
        column=count.column,
        reference=count.reference,
        where=" AND ".join(alive + ([f"({count.where})"] if count.where else [])) or None,
    )
