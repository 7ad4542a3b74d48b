"""What statements say of the row of `master` that a row has."""

from generator.ir import Entity
from generator.targets.python import statement_parts as parts
from generator.targets.source.view import view


@view
class MasteryView:
    """The master rows of one entity."""

    own: bool
    """Whether a creation makes one, and a deletion marks it."""
    inherited: str
    """The subquery for that of the parent, where it is shared."""
    type: str
    """A literal: what a row of its own is."""
    column: str
    """Where a creation has it from."""


def mastery_view(entity: Entity) -> MasteryView:
    """The view of the entity; the parent's id is the first parameter after the campaign."""
    parent = f"${parts.first_value(entity)}::bigint"
    return MasteryView(
        own=entity.owns_master,
        inherited="" if entity.owns_master else parts.parents_master(entity, parent),
        type=parts.sql_text(str(entity.key)),
        column="new_master.id" if entity.owns_master else "parent.master_id",
    )
