"""The names of NOT NULL constraints, which PostgreSQL 18 keeps and gives itself."""

from collections.abc import Iterator

from generator import names
from generator.frozen import frozen
from generator.plan.schema import Table
from generator.targets.sql.quoting import literal

LABEL = "_not_null"


@frozen
class NotNullName:
    """A column and the name of its NOT NULL on a fresh table, as literals, with the comma that follows."""

    column: str
    name: str
    comma: str


def not_null_name(table: str, column: str) -> NotNullName:
    """The name for one column."""
    return NotNullName(column=literal(column), name=literal(automatic_name(table, column)), comma="")


def not_null_names(table: Table) -> tuple[NotNullName, ...]:
    """The names for every column of the table that is NOT NULL."""
    return tuple(
        _with_commas(table.name, [column.name for column in table.columns if not (column.nullable or column.retired)])
    )


def _with_commas(table: str, columns: list[str]) -> Iterator[NotNullName]:
    for place, column in enumerate(columns, 1):
        name = literal(automatic_name(table, column))
        yield NotNullName(column=literal(column), name=name, comma="," if place < len(columns) else "")


def automatic_name(table: str, column: str) -> str:
    """`<table>_<column>_not_null`, the longer of the two parts cut until it fits, as makeObjectName() does it.

    https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c
    """
    room = names.MAXIMUM_BYTES - len(LABEL) - 1
    while len(table) + len(column) > room:
        table, column = (table[:-1], column) if len(table) > len(column) else (table, column[:-1])
    return f"{table}_{column}{LABEL}"
