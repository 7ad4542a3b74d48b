"""The creation of many rows by one statement."""

from generator.ir import Entity, Mastery
from generator.plan.schema import Table
from generator.plan.tenant import CAMPAIGN_SEQUENCE
from generator.targets.python import statement_parts as parts
from generator.targets.python.statement_parts import sql_text
from generator.targets.source.view import view


@view
class BulkView:
    """What differs from entity to entity."""

    sequence: str
    """The literal name of the sequence that ids are drawn from."""
    sources: tuple[str, ...]
    """The functions that yield the columns of the input, side by side."""
    names: tuple[str, ...]
    inserted: tuple[str, ...]
    values: tuple[str, ...]
    master: str
    """What gives each row its master row; empty where it has none."""


def bulk_view(entity: Entity, table: Table) -> BulkView:
    """The view of the entity's bulk creation."""
    created = parts.created(entity)
    campaign = ("campaign_id",) if entity.scoped else ()
    own = ("$1::bigint",) if entity.scoped else ()
    master = ("master_id",) if entity.has_master else ()
    return BulkView(
        master=_master(entity),
        sequence=sql_text(_identity(table)),
        sources=_sources(parts.first_value(entity), created),
        names=parts.wrapped((*_names(created), "_position")),
        inserted=parts.wrapped(("id", *campaign, *master, *(item.name for item in created))),
        values=parts.wrapped(("id", *own, *master, *(_value(item) for item in created))),
    )


def _master(entity: Entity) -> str:
    match entity.master:
        case Mastery.OWN:
            return "nextval('master_id_seq')"
        case Mastery.PARENT:
            return parts.parents_master(entity, f"rows.{entity.parent_column}")
        case Mastery.NONE:
            return ""


def _identity(table: Table) -> str:
    return next((item.identity for item in table.columns if item.identity is not None), CAMPAIGN_SEQUENCE)


def _sources(first: int, created: tuple[parts.CreatedColumn, ...]) -> tuple[str, ...]:
    numbered = tuple(enumerate(created, first))
    arrays = parts.wrapped(f"${number}::{item.cast}[]" for number, item in numbered if not item.element_cast)
    # PostgreSQL has no array of arrays of different lengths: all values of such a column come as one JSON document.
    lists = tuple(f"jsonb_array_elements(${number}::jsonb)" for number, item in numbered if item.element_cast)
    unnested = ("unnest(\n            " + ",\n            ".join(arrays) + "\n        )",) if arrays else ()
    return (*unnested, *lists)


def _names(created: tuple[parts.CreatedColumn, ...]) -> tuple[str, ...]:
    scalars = (item.name for item in created if not item.element_cast)
    lists = (item.name for item in created if item.element_cast)
    return (*scalars, *lists)


def _value(column: parts.CreatedColumn) -> str:
    if column.element_cast is None:
        return column.name
    if column.element_cast == "vector":
        # pgvector reads what JSON writes.
        return f"NULLIF({column.name}, 'null')::text::vector"
    return f"ARRAY(SELECT jsonb_array_elements_text({column.name}))::{column.element_cast}"
