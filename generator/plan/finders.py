"""The functions that find rows by other means than words, and the statements that they run."""

from collections.abc import Iterator

from generator import names
from generator.frozen import frozen
from generator.ir import Entity
from generator.plan import visibility
from generator.plan.searching import Finder, FinderKind

_LAST = "chr(1114111)"
"""The last code point, U+10FFFF, which is no character: nothing that begins with a text comes after the text and it."""

_EXACT = "'\"|(^|[[:space:]])-'"
"""A pattern of queries that mean what they say: with a phrase, or a word that is left out."""


def finders(entity: Entity) -> tuple[Finder, ...]:
    """The functions of the entity; a global one needs none, because no row-level security hides its indexes."""
    if not entity.scoped:
        return ()
    kinds = {FinderKind.SUGGEST: suggested(entity), FinderKind.FUZZY: compared(entity)}
    return tuple(_finder(entity, kind, columns) for kind, columns in kinds.items() if columns)


def _finder(entity: Entity, kind: FinderKind, columns: tuple[str, ...]) -> Finder:
    return Finder(kind=kind, function=function_name(entity.table, kind), columns=columns, hides=hidden(entity))


def function_name(table: str, kind: FinderKind) -> str:
    """What the function of a table of that name is called."""
    return names.shortened(f"{table}_{kind}")


def suggested(entity: Entity) -> tuple[str, ...]:
    """The columns whose beginnings are looked for."""
    return tuple(entity.field(name).column for name in entity.search.suggest) if entity.search else ()


def compared(entity: Entity) -> tuple[str, ...]:
    """The columns that are compared with a query."""
    return tuple(entity.field(name).column for name in entity.search.fuzzy) if entity.search else ()


def hidden(entity: Entity) -> tuple[str, ...]:
    """The conditions of the rows that are found, over the table as `found`."""
    alive = ("found.deleted_at IS NULL",) if entity.soft_delete else ()
    return (*alive, *visibility.hidden(entity))


@frozen
class Asked:
    """What a statement is given, as expressions."""

    table: str
    campaigns: tuple[str, ...] = ()
    """Conditions over the table as `found`: one for each campaign whose rows are found, of a global table none."""
    within: tuple[str, ...] = ()
    """What else must hold."""
    text: str
    limit: str


def alike(columns: tuple[str, ...], hides: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    """The lines of the statement that finds what is like a text: ids, and how much of the text is in one of theirs.

    How much it must be is a setting of the server, which a function that is no superuser's cannot have.

    A query with a phrase, or without a word, finds nothing: what is alike might not have the one, or have the other.
    """
    measures = [f"public.word_similarity({asked.text}, found.{column})" for column in columns]
    terms = [f"{asked.text} OPERATOR(public.<%) found.{column}" for column in columns]
    if len(asked.campaigns) > 1:
        # An index that begins with the campaign is asked for one at a time.
        terms = [f"({campaign} AND {term})" for campaign in asked.campaigns for term in terms]
    campaigns = asked.campaigns if len(asked.campaigns) == 1 else ()
    conditions = (*campaigns, *asked.within, _any(terms), f"{asked.text} !~ {_EXACT}", *hides)
    return (
        f"SELECT found.id, {_greatest(measures)} AS likeness",
        f"FROM {asked.table} AS found",
        f"WHERE {conditions[0]}",
        *(f"    AND {condition}" for condition in conditions[1:]),
        "ORDER BY likeness DESC, found.id DESC",
        f"LIMIT {asked.limit}",
    )


def _any(terms: list[str]) -> str:
    return f"({' OR '.join(terms)})" if len(terms) > 1 else terms[0]


def _greatest(measures: list[str]) -> str:
    """A text that is not there has no measure, and GREATEST passes it over."""
    return f"greatest({', '.join(measures)})" if len(measures) > 1 else measures[0]


def query(columns: tuple[str, ...], hides: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    """The lines of the statement that finds by how texts begin: ids, and the text by which each comes in its place.

    A range, because neither LIKE nor `^@` is looked for in an index when the text is a parameter (measured on
    PostgreSQL 18: 26,982 pages for ten rows of 50,000, and 13 by the range).
    """
    # Each campaign is a range of its own, which is read in order.
    groups: list[tuple[str, ...]] = [(campaign,) for campaign in asked.campaigns] or [()]
    branches = [tuple(_branch(column, (*group, *asked.within), hides, asked)) for column in columns for group in groups]
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


def _branch(column: str, within: tuple[str, ...], hides: tuple[str, ...], asked: Asked) -> Iterator[str]:
    text = f'lower(found.{column}) COLLATE "C"'
    conditions = (
        *within,
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
