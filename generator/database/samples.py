"""Rows for tables of which only the recorded schema is known, for proving migrations where no real data is at hand.

PostgreSQL itself says which of many candidates a CHECK accepts, so nothing of its expressions is understood here but
the constants in them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from generator.plan.schema import Column, ForeignKey, Table

CAMPAIGNS = (7001, 7002)
GLOBAL_CAMPAIGN = 0

WORDS = (
    *(
        "a",
        "A",
        "0",
        "ab",
        "AB",
        "abc",
        "ABC",
        "000",
        "a1",
        "a-b",
        "a_b",
        "a.b",
        "en",
        "de-AT",
        "EUR",
        "é",
        "🦉",
        "",
        " ",
    ),
    *("it's $$ -- \\ x", "a\nb", "user@example.org", "https://example.org/a?b=c", "+43123456789", "#00ff7f"),
    *("2024-02-29", "12:30", "1.2.3", "0" * 32, "0" * 64, "00000000-0000-4000-8000-000000000000"),
)
NUMBERS = ("0", "1", "2", "3", "10", "100", "-1", "0.5")
OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "VARCHAR": WORDS,
    "TEXT": WORDS,
    "SMALLINT": NUMBERS[:-1],
    "INTEGER": NUMBERS[:-1],
    "BIGINT": NUMBERS[:-1],
    "NUMERIC": NUMBERS,
    "REAL": NUMBERS,
    "DOUBLE PRECISION": NUMBERS,
    "BOOLEAN": ("true", "false"),
    "TIMESTAMPTZ": ("2024-02-29 23:59:59.999999+00", "1970-01-01 00:00:00+00"),
    "DATE": ("2024-02-29", "1970-01-01"),
    "TIME": ("00:00", "23:59:59.999999"),
    "INTERVAL": ("0", "26 hours 0.000001 seconds"),
    "UUID": ("00000000-0000-4000-8000-000000000000",),
    "JSONB": ("{}", '{"a": [1, null]}'),
    "BYTEA": ("", "\\x00ff"),
}
CONSTANT = re.compile(r"'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)")

Connection = psycopg.Connection[TupleRow]


def populate(url: str, tables: Iterable[Table], *, rows: int = 20) -> Mapping[str, int]:
    """Insert up to `rows` rows into each table, parents first; how many each has got.

    A table gets none if a column that must have a value accepts none of the candidates, or if a parent got none; it
    gets fewer where its unique keys leave no room. Every third value that may be null is.
    """
    with psycopg.connect(url) as connection:
        for campaign in CAMPAIGNS:
            connection.execute(
                "INSERT INTO campaign (id, slug, name) VALUES (%s, %s, %s)", (campaign, f"c{campaign}", f"C{campaign}")
            )
        return {table.name: _fill(connection, table, rows) for table in _parents_first(tables)}


def _parents_first(tables: Iterable[Table]) -> Iterator[Table]:
    """A reference that may be null may go round in a circle: it is left out of the first rows."""
    left = {table.name: table for table in tables if not table.retired}
    while left:
        free = [name for name, table in left.items() if not any(key.parent in left for key in _required(table))]
        for name in free or [next(iter(left))]:
            yield left.pop(name)


def _required(table: Table) -> Iterator[ForeignKey]:
    nullable = {column.name for column in table.columns if column.nullable}
    return (key for key in table.foreign_keys if key.parent != table.name and nullable.isdisjoint(key.columns))


def _fill(connection: Connection, table: Table, rows: int) -> int:
    keys = {name for key in table.foreign_keys for name in key.columns}
    chosen = [column for column in table.columns if _is_chosen(column) and column.name not in keys]
    candidates = {column.name: _accepted(connection, table, column) for column in chosen}
    if any(not column.nullable and column.default is None and not candidates[column.name] for column in chosen):
        return 0
    return sum(_insert(connection, table, _values(chosen, candidates, row), row) for row in range(rows))


def _is_chosen(column: Column) -> bool:
    return column.identity is None and column.type != "TSVECTOR" and column.name not in ("uuid", "campaign_id")


def _values(
    columns: Sequence[Column], candidates: Mapping[str, Sequence[str]], row: int
) -> dict[str, str | int | None]:
    """The row's values; a column without candidates keeps its default."""
    return {
        column.name: None if column.nullable and row % 3 == place % 3 else candidates[column.name][row % length]
        for place, column in enumerate(columns)
        if (length := len(candidates[column.name]))
    }


def _accepted(connection: Connection, table: Table, column: Column) -> Sequence[str]:
    """The candidates for a column that its CHECKs let pass."""
    checks = [check.expression for check in table.checks if check.column == column.name]
    query = sql.SQL("SELECT given FROM unnest(%s::text[]) AS given, LATERAL (SELECT given::{} AS {}) AS row").format(
        sql.SQL(column.type), sql.Identifier(column.name)
    ) + sql.SQL("").join(
        sql.SQL(" WHERE ({})" if not place else " AND ({})").format(sql.SQL(check.replace("%", "%%")))
        for place, check in enumerate(checks)
    )
    return [given for (given,) in connection.execute(query, (list(_candidates(column.type, checks)),))]


def _candidates(type_: str, checks: Sequence[str]) -> Iterator[str]:
    if type_.endswith("[]"):
        yield "{}"
        yield from (f'{{"{item}"}}' for item in _candidates(type_.removesuffix("[]"), checks) if item.isalnum())
        return
    known = OF_TYPE[type_.partition("(")[0]]
    found = [match for check in checks for match in CONSTANT.findall(check)]
    yield from known
    if known is WORDS:
        yield from (text.replace("''", "'") for text, _ in found if text)
        yield from (f"row {number}" for number in range(20))
    elif known in (NUMBERS, NUMBERS[:-1]):
        yield from (number for _, number in found if number and (known is NUMBERS or "." not in number))


def _insert(connection: Connection, table: Table, values: dict[str, str | int | None], row: int) -> int:
    """Insert one row with a master row of its own and parents of its campaign; 0 if a key or a parent forbids it."""
    campaign = CAMPAIGNS[row % len(CAMPAIGNS)] if table.scoped else GLOBAL_CAMPAIGN
    try:
        with connection.transaction():
            statement = "INSERT INTO master (campaign_id, type) VALUES (%s, %s) RETURNING id"
            (master,) = connection.execute(statement, (campaign, f"sample.{table.entity}")).fetchone() or (None,)
            fixed = {"master_id": master} | ({"campaign_id": campaign} if table.scoped else {})
            everything = values | _references(connection, table, campaign, row) | fixed
            names = sql.SQL(", ").join(map(sql.Identifier, everything))
            places = sql.SQL(", ").join(sql.Placeholder() * len(everything))
            insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table.name), names, places)
            connection.execute(insert, list(everything.values()))
    except psycopg.IntegrityError:
        return 0
    return 1


def _references(connection: Connection, table: Table, campaign: int, row: int) -> dict[str, str | int | None]:
    """Values for the columns of foreign keys, from rows that the parents have got."""
    found: dict[str, str | int | None] = {}
    for key in table.foreign_keys:
        scoped = (
            sql.SQL("WHERE campaign_id = {}").format(campaign) if "campaign_id" in key.parent_columns else sql.SQL("")
        )
        query = sql.SQL("SELECT {} FROM {} {} ORDER BY 1 LIMIT 1 OFFSET {}").format(
            sql.SQL(", ").join(map(sql.Identifier, key.parent_columns)), sql.Identifier(key.parent), scoped, row % 3
        )
        parent = connection.execute(query).fetchone()
        found |= dict(zip(key.columns, parent or (None,) * len(key.columns), strict=True))
    return found
