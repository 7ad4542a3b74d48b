"""Rows for tables of which only the recorded schema is known, for proving migrations where no real data is at hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from generator.database.candidates import candidates
from generator.plan.schema import CheckKind, Column, ForeignKey, Table

CAMPAIGNS = (7001, 7002)
GLOBAL_CAMPAIGN = 0

_ATTEMPTS = 12
"""How often a row is tried whose values must go together."""

Connection = psycopg.Connection[TupleRow]


def populate(url: str, tables: Iterable[Table], *, rows: int = 20, campaigns: Iterable[int] = ()) -> Mapping[str, int]:
    """Insert up to `rows` rows into each table, parents first; how many each has got.

    The rows are of two campaigns; more `campaigns` can be there without any. A table gets none if a column that must
    have a value accepts none of the candidates, or if a parent got none; it gets fewer where its unique keys leave no
    room. Every third value that may be null is.
    """
    with psycopg.connect(url) as connection:
        # Whom row-level security lets see all rows, superuser or not.
        connection.execute("SELECT set_config('role', tableowner, true) FROM pg_tables WHERE tablename = 'master'")
        for campaign in {*CAMPAIGNS, *campaigns}:
            connection.execute(
                "INSERT INTO campaign (id, slug, name) VALUES (%s, %s, %s)", (campaign, f"c{campaign}", f"C{campaign}")
            )
        return {table.name: _fill(connection, table, rows) for table in _parents_first(tables)}


def _parents_first(tables: Iterable[Table]) -> Iterator[Table]:
    """A reference that may be null may go round in a circle: it is left out of the first rows."""
    left = {table.name: table for table in tables}
    while left:
        free = [name for name, table in left.items() if not any(key.parent in left for key in _required(table))]
        for name in free or [next(iter(left))]:
            yield left.pop(name)


def _required(table: Table) -> Iterator[ForeignKey]:
    nullable = {column.name for column in table.columns if column.nullable}
    return (key for key in table.foreign_keys if key.parent != table.name and nullable.isdisjoint(key.columns))


def _fill(connection: Connection, table: Table, rows: int) -> int:
    chosen = tuple(_chosen(table))
    accepted = {column.name: _accepted(connection, table, column) for column in chosen}
    if any(not column.nullable and column.default is None and not accepted[column.name] for column in chosen):
        return 0
    attempts = range(_ATTEMPTS if table.row_checks else 1)
    return sum(
        any(
            _insert(connection, table, _paired(table, _values(chosen, accepted, row, shift)), row) for shift in attempts
        )
        for row in range(rows)
    )


def _chosen(table: Table) -> Iterator[Column]:
    """The columns that are given a value here; one that a trigger keeps equal to its successor is given that one's."""
    elsewhere = {name for key in table.foreign_keys for name in key.columns} | {sync.old for sync in table.syncs}
    elsewhere |= {"uuid", "campaign_id"}
    for column in table.columns:
        if column.identity is None and column.type != "TSVECTOR" and column.name not in elsewhere:
            yield column


def _values(
    columns: Sequence[Column], accepted: Mapping[str, Sequence[str]], row: int, shift: int = 0
) -> dict[str, str | int | None]:
    """The row's values, each column's moved on by `shift`; a column for which none is accepted keeps its default."""
    values: dict[str, str | int | None] = {}
    for place, column in enumerate(columns):
        texts, null = accepted[column.name], place % 3
        if column.nullable and row % 3 == null:
            values[column.name] = None
        elif texts:
            nulls = (row - null + 2) // 3 if column.nullable else 0
            values[column.name] = texts[(row - nulls + shift * place) % len(texts)]
    return values


def _paired(table: Table, values: dict[str, str | int | None]) -> dict[str, str | int | None]:
    """The values without what has to be null because something else is."""
    for check in table.checks:
        if check.kind is CheckKind.TOGETHER and any(values.get(column) is None for column in check.columns):
            values |= dict.fromkeys(check.columns)
    return values


def _accepted(connection: Connection, table: Table, column: Column) -> Sequence[str]:
    """The candidates for a column that its type and its CHECKs let pass, each once."""
    checks = [check for check in table.checks if check.columns == (column.name,)]
    query = sql.SQL("SELECT given FROM unnest(%s::text[]) AS given, LATERAL (SELECT given::{} AS {}) AS row").format(
        sql.SQL(column.type), sql.Identifier(column.name)
    ) + sql.SQL("").join(
        sql.SQL(" WHERE ({})" if not place else " AND ({})").format(sql.SQL(check.expression.replace("%", "%%")))
        for place, check in enumerate(checks)
    )
    tried = list(dict.fromkeys(candidates(column.type, checks)))
    together = _passing(connection, query, tried)
    return together if together is not None else [text for text in tried if _passing(connection, query, [text])]


def _passing(connection: Connection, query: sql.Composed, tried: list[str]) -> Sequence[str] | None:
    """Those that pass; None if one of them is no value of the type, which stops the whole question."""
    try:
        with connection.transaction():
            return [given for (given,) in connection.execute(query, (tried,))]
    except psycopg.DataError:
        return None


def _insert(connection: Connection, table: Table, values: dict[str, str | int | None], row: int) -> int:
    """Insert one row with a master row of its own and parents of its campaign; 0 if a key or a parent forbids it."""
    campaign = CAMPAIGNS[row % len(CAMPAIGNS)] if table.scoped else GLOBAL_CAMPAIGN
    try:
        with connection.transaction():
            fixed = _master(connection, table, campaign) | ({"campaign_id": campaign} if table.scoped else {})
            everything = values | _references(connection, table, campaign, row) | fixed
            names = sql.SQL(", ").join(map(sql.Identifier, everything))
            places = sql.SQL(", ").join(sql.Placeholder() * len(everything))
            insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table.name), names, places)
            connection.execute(insert, list(everything.values()))
    except psycopg.IntegrityError:
        return 0
    return 1


def _master(connection: Connection, table: Table, campaign: int) -> dict[str, int]:
    """The column of a new master row; nothing where rows have none."""
    if all(column.name != "master_id" for column in table.columns):
        return {}
    statement = "INSERT INTO master (campaign_id, type) VALUES (%s, %s) RETURNING id"
    (master,) = connection.execute(statement, (campaign, f"sample.{table.entity}")).fetchone() or (None,)
    return {"master_id": master}


def _references(connection: Connection, table: Table, campaign: int, row: int) -> dict[str, str | int | None]:
    """Values for the columns of foreign keys, from rows that the parents have got; every third that may be null is."""
    required = {key.name for key in _required(table)}
    groups = [check for check in table.checks if check.kind is CheckKind.ONE_OF]
    grouped = {column for check in groups for column in check.columns}
    found: dict[str, str | int | None] = {}
    for key in table.foreign_keys:
        if key.name in required or row % 3 or not grouped.isdisjoint(key.columns):
            parent = _parent(connection, key, campaign, row)
            found |= dict(zip(key.columns, parent or (None,) * len(key.columns), strict=True))
    for check in groups:
        given = [column for column in check.columns if found.get(column) is not None]
        found |= dict.fromkeys(given[: row % len(given)] + given[row % len(given) + 1 :] if given else [])
    return found


def _parent(connection: Connection, key: ForeignKey, campaign: int, row: int) -> TupleRow | None:
    """One of the rows that the key may refer to, another for each `row` as far as there are any."""
    scoped = sql.SQL("WHERE campaign_id = {}").format(campaign)
    query = sql.SQL(
        "SELECT {0} FROM {1} {2} ORDER BY 1 LIMIT 1 OFFSET (SELECT {3} % greatest(count(*), 1) FROM {1} {2})"
    ).format(
        sql.SQL(", ").join(map(sql.Identifier, key.parent_columns)),
        sql.Identifier(key.parent),
        scoped if "campaign_id" in key.parent_columns else sql.SQL(""),
        row,
    )
    return connection.execute(query).fetchone()
