"""Which rows a search leaves out, beyond those that are deleted."""

from generator.ir import ARCHIVED_AT, Entity


def hidden(entity: Entity) -> tuple[str, ...]:
    """The conditions of the rows that the entity's search function shows, over the table as `found`."""
    archived = (f"found.{ARCHIVED_AT} IS NULL",) if entity.archive else ()
    return (*archived, entity.expires.lives("found.")) if entity.expires else archived
