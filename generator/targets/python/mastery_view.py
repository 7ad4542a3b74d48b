"""What statements say of the row of `master` that a row has."""

from typing import Final

from generator.ir import NO_MASTER, Entity, Mastery
from generator.targets.python import statement_parts as parts
from generator.targets.source.view import view

_COLUMNS: Final = {Mastery.OWN: "new_master.id", Mastery.PARENT: "parent.master_id", Mastery.NONE: ""}


@view
class MasteryView:
    """The master rows of one entity."""

    own: bool
    """Whether a creation makes one, and a deletion marks it."""
    inherited: str
    """The subquery for that of the parent, where it is shared."""
    drawn: str
    """What an upsert calls the row that it draws an id in."""
    type: str
    """A literal: what a row of its own is."""
    column: str
    """Where a creation has it from; empty where there is none."""
    known: bool
    """Whether there is one."""
    logged: str
    """What the log says of a written row."""


def mastery_view(entity: Entity) -> MasteryView:
    """The view of the entity; the parent's id is the first parameter after the campaign."""
    parent = f"${parts.first_value(entity)}::bigint"
    return MasteryView(
        own=entity.owns_master,
        inherited=parts.parents_master(entity, parent) if entity.master is Mastery.PARENT else "",
        drawn="parent" if entity.has_master else "drawn",
        type=parts.sql_text(str(entity.key)),
        column=_COLUMNS[entity.master],
        known=entity.has_master,
        logged="master_id" if entity.has_master else str(NO_MASTER),
    )
