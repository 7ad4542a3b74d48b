"""The functions that find rows by other means than words, and the statements that they run."""

from collections.abc import Iterator

from generator import names
from generator.frozen import frozen
from generator.ir import Entity
from generator.plan import visibility
from generator.plan.searching import Finder, FinderKind

_LAST = "chr(1114111)"
"""The last code point, U+10FFFF, which is no character: nothing that begins with a text comes after the text and it."""


def finders(entity: Entity) -> tuple[Finder, ...]:
    """The functions of the entity; a global one needs none, because no row-level security hides its indexes."""
    if entity.search is None or not entity.scoped or not entity.search.suggest:
        return ()
    kind = FinderKind.SUGGEST
    return (
        Finder(
            kind=kind,
            function=function_name(entity.table, kind),
            columns=suggested(entity),
            hides=hidden(entity),
        ),
    )


def function_name(table: str, kind: FinderKind) -> str:
    """What the function of a table of that name is called."""
    return names.shortened(f"{table}_{kind}")


def suggested(entity: Entity) -> tuple[str, ...]:
    """The columns whose beginnings are looked for."""
    return tuple(entity.field(name).column for name in entity.search.suggest) if entity.search else ()


def hidden(entity: Entity) -> tuple[str, ...]:
    """The conditions of the rows that are found, over the table as `found`."""
    alive = ("found.deleted_at IS NULL",) if entity.soft_delete else ()
    return (*alive, *visibility.hidden(entity))


@frozen
class Asked:
    """What a statement is given, as expressions."""

    table: str
    within: tuple[str, ...]
    """Conditions of the campaign, over the table as `found`."""
    text: str
    limit: str


def query(columns: tuple[str, ...], hides: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    """The lines of the statement that finds by how texts begin: ids, and the text by which each comes in its place.

    A range, because neither LIKE nor `^@` is looked for in an index when the text is a parameter (measured on
    PostgreSQL 18: 26,982 pages for ten rows of 50,000, and 13 by the range).
    """
    branches = [tuple(_branch(column, hides, asked)) for column in columns]
    if len(branches) == 1:
        return branches[0]
    united: list[str] = []
    for branch in branches:
        united += ["    UNION ALL", "    ("] if united else ["    ("]
        united += [*(f"        {line}" for line in branch), "    )"]
    return (
        'SELECT alike.id, min(alike.words COLLATE "C") AS words',
        "FROM (",
        *united,
        ") AS alike",
        "GROUP BY alike.id",
        "ORDER BY words, alike.id",
        f"LIMIT {asked.limit}",
    )


def _branch(column: str, hides: tuple[str, ...], asked: Asked) -> Iterator[str]:
    text = f'lower(found.{column}) COLLATE "C"'
    conditions = (
        *asked.within,
        f"{text} >= lower({asked.text})",
        f"{text} < lower({asked.text}) || {_LAST}",
        *hides,
    )
    first, *rest = conditions
    yield f"SELECT found.id, {text} AS words"
    yield f"FROM {asked.table} AS found"
    yield f"WHERE {first}"
    yield from (f"    AND {condition}" for condition in rest)
    yield "ORDER BY words, found.id"
    yield f"LIMIT {asked.limit}"
