"""What update, delete and restore statements set, and on which rows."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Field
from generator.targets.python import statement_parts as parts
from generator.targets.python.statement_parts import sql_text
from generator.targets.source.layout import WIDTH
from generator.targets.source.view import view


@view
class DeletionView:
    """A statement that deletes, of one row or of many."""

    constant: str
    name: str
    chosen: tuple[str, ...]
    """The conditions by which many rows are locked before they are deleted; empty for one row."""
    conditions: tuple[str, ...]


@view
class ChangesView:
    """Assignments and conditions."""

    update_assignments: tuple[str, ...]
    update_conditions: tuple[str, ...]
    update_mask: str
    """The parameter that names the columns to change."""
    delete_assignments: tuple[str, ...]
    """Of a soft delete; empty for a hard one."""
    deletions: tuple[DeletionView, ...]
    restore_assignments: tuple[str, ...]
    restore_conditions: tuple[str, ...]


def changes_view(entity: Entity) -> ChangesView:
    """The view of the entity's changes."""
    first = parts.first_value(entity)
    return ChangesView(
        update_assignments=_update_assignments(entity, first),
        update_conditions=(*parts.keyed(entity, parts.ID), *parts.versioned(entity, first + 1)),
        update_mask=_mask(entity, first),
        delete_assignments=("deleted_at = now()", *parts.next_version(entity)) if entity.soft_delete else (),
        deletions=tuple(_deletions(entity, first)),
        restore_assignments=("deleted_at = NULL", *parts.next_version(entity)),
        restore_conditions=(
            *parts.campaign(entity),
            f"id = ${first}::bigint",
            "deleted_at IS NOT NULL",
            *parts.unexpired(entity),
        ),
    )


def _deletions(entity: Entity, first: int) -> Iterator[DeletionView]:
    constant = names.constant(entity.name)
    by_id = (*parts.keyed(entity, parts.ID), *parts.versioned(entity, first + 1))
    yield DeletionView(constant=f"{constant}_DELETE", name="delete", chosen=(), conditions=by_id)
    if entity.rpcs.batch_delete:
        yield DeletionView(
            constant=f"{constant}_DELETE_MANY",
            name="delete_many",
            chosen=(*parts.campaign(entity), f"id = ANY (${first}::bigint[])", *parts.alive(entity)),
            conditions=(*parts.campaign(entity), "id = ANY (ARRAY(SELECT id FROM chosen))", *parts.alive(entity)),
        )


def _update_assignments(entity: Entity, first: int) -> tuple[str, ...]:
    mask = _mask(entity, first)
    start = first + 2 + entity.optimistic
    assigned = (_masked(item, mask, number) for number, item in enumerate(entity.changeable, start))
    return (*assigned, *parts.next_version(entity))


def _mask(entity: Entity, first: int) -> str:
    return f"${first + 1 + entity.optimistic}::text[]"


def _masked(field: Field, mask: str, number: int) -> str:
    """The assignment of a column that the mask may leave alone; its lines are indented for the SET clause."""
    cases = (
        f"WHEN {sql_text(field.column)} = ANY ({mask})",
        f"THEN ${number}::{field.sql_cast}",
        f"ELSE {field.column}",
    )
    line = f"{field.column} = CASE {' '.join(cases)} END"
    if len(line) < WIDTH - len("    SET ,"):
        return line
    return "\n            ".join((f"{field.column} = CASE", *cases)) + "\n        END"
