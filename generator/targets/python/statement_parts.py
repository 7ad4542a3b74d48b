"""Pieces of SQL from which the statements of an entity are put together: column lists, parameters, conditions."""

from collections.abc import Iterable, Iterator

from generator.ir import ARCHIVED_AT, Entity, Field, Unique
from generator.plan import keys
from generator.plan.literals import quoted
from generator.targets.python.models_view import row_columns
from generator.targets.source.view import view

WIDTH = 100
"""Room for a line of a column list; SQL is indented by up to 14 columns and a line shall stay below 120."""

ID = ("id", "bigint")
"""Name and cast of the key."""


@view
class CreatedColumn:
    """A column that a creation sets."""

    name: str
    cast: str
    element_cast: str | None = None
    """The array type of a list column, whose values cannot travel as an array of arrays."""


def sql_text(text: str) -> str:
    """`text` as an SQL literal that may stand in a triple-quoted Python string."""
    return quoted(text).replace("\\", "\\\\").replace('"', '\\"')


def wrapped(terms: Iterable[str]) -> tuple[str, ...]:
    """The terms, separated by commas, in lines that the template joins with a comma and its own indentation."""
    lines: list[str] = []
    every = tuple(terms)
    for left, term in enumerate(every, 1 - len(every)):
        room = WIDTH - len(term) - (1 if left else 0)
        if lines and len(lines[-1]) + len(", ") <= room:
            lines[-1] += f", {term}"
        else:
            lines.append(term)
    return tuple(lines)


def row(entity: Entity, qualifier: str = "") -> tuple[str, ...]:
    """The column list of a whole row, each column after the qualifier."""
    return wrapped(f"{qualifier}{column}" for column in row_columns(entity))


def created(entity: Entity) -> tuple[CreatedColumn, ...]:
    """The columns of a creation, in the order of its parameters."""
    parent = (CreatedColumn(name=entity.parent_column, cast="bigint"),) if entity.parent_column else ()
    return (*parent, *(_created(item) for item in entity.writable))


def _created(field: Field) -> CreatedColumn:
    return CreatedColumn(
        name=field.column,
        cast=field.sql_cast,
        element_cast=field.sql_cast if field.type.name in {"list", "vector"} else None,
    )


def first_value(entity: Entity) -> int:
    """The number of the first parameter after the campaign."""
    return 2 if entity.scoped else 1


def parameters(start: int, casts: Iterable[str]) -> Iterator[str]:
    """`$2::text, $3::bigint, ...`."""
    return (f"${number}::{cast}" for number, cast in enumerate(casts, start))


def campaign(entity: Entity) -> tuple[str, ...]:
    """The condition that keeps a statement inside its campaign."""
    return ("campaign_id = $1::bigint",) if entity.scoped else ()


def visible(entity: Entity) -> tuple[str, ...]:
    """The condition of what a campaign may read: its own rows and, of a shared entity, those of campaign 0."""
    return ("campaign_id IN ($1::bigint, 0)",) if entity.shared else campaign(entity)


def joined(entity: Entity) -> str:
    """The condition that joins the table, as `item`, with rows that were `found`."""
    return " AND ".join((*(f"item.{condition}" for condition in visible(entity)), "item.id = found.id"))


def parents_master(entity: Entity, parent: str) -> str:
    """A subquery for the master row of the parent with the id `parent`.

    0, which is nobody's, where there is no parent: then the foreign key to the parent says so.
    """
    if entity.parent is None:
        raise ValueError(entity.name)
    conditions = (*(("parent.campaign_id = $1::bigint",) if entity.scoped else ()), f"parent.id = {parent}")
    lines = (
        "COALESCE((",
        "        SELECT parent.master_id",
        f"        FROM {entity.parent.table} AS parent",
        f"        WHERE {' AND '.join(conditions)}",
        "    ), 0)",
    )
    return "\n".join(lines)


def alive(entity: Entity) -> tuple[str, ...]:
    """The conditions that leave deleted and expired rows out."""
    return (*(("deleted_at IS NULL",) if entity.soft_delete else ()), *unexpired(entity))


def unexpired(entity: Entity) -> tuple[str, ...]:
    """The condition that leaves expired rows out."""
    return (entity.expires.lives(),) if entity.expires else ()


def shown(entity: Entity) -> tuple[str, ...]:
    """The condition that leaves archived rows out."""
    return (f"{ARCHIVED_AT} IS NULL",) if entity.archive else ()


def unarchived(entity: Entity) -> tuple[str, ...]:
    """The same of a list, which may ask for them."""
    return (f"({ARCHIVED_AT} IS NULL OR $?::boolean)",) if entity.archive else ()


def keyed(entity: Entity, *columns: tuple[str, str]) -> tuple[str, ...]:
    """The conditions of a live row whose columns (name and cast) equal the parameters after the campaign."""
    numbered = enumerate(columns, first_value(entity))
    return (*campaign(entity), *(f"{name} = ${number}::{cast}" for number, (name, cast) in numbered), *alive(entity))


def sought(entity: Entity, *columns: tuple[str, str]) -> tuple[str, ...]:
    """The same of a row that is only read."""
    return (*visible(entity), *keyed(entity, *columns)[len(campaign(entity)) :])


def sought_by(entity: Entity, unique: Unique) -> tuple[str, ...]:
    """The same of the row with the values of a unique, compared as that compares them."""
    fields = [entity.field(name) for name in unique.fields]
    spelled = {
        f"{item.column} = ${number}::{item.sql_cast}": _same(item, unique, f"${number}::{item.sql_cast}")
        for number, item in enumerate(fields, first_value(entity))
    }
    found = sought(entity, *((item.column, item.sql_cast) for item in fields))
    return tuple(in_text(spelled.get(condition, condition)) for condition in found)


def _same(field: Field, unique: Unique, value: str) -> str:
    joint = " =\n      " if unique.hashed else " = "
    return f"{keys.term(field, unique)}{joint}{keys.term(field, unique, value)}"


def in_text(sql: str) -> str:
    """SQL for a Python text in which a backslash begins an escape."""
    return sql.replace("\\", "\\\\")


def versioned(entity: Entity, number: int) -> tuple[str, ...]:
    """The condition that the version is the expected one, or that none is expected.

    It costs no index, because the row is already found by its key.
    """
    return (f"version = COALESCE(${number}::bigint, version)",) if entity.optimistic else ()


def next_version(entity: Entity) -> tuple[str, ...]:
    """The assignment that counts a change."""
    return ("version = version + 1",) if entity.optimistic else ()
