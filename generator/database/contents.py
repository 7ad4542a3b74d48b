"""What is in a database's tables, in a form in which before and after a migration can be compared.

Tables and columns are known by the numbers that PostgreSQL gives them, which a rename does not change.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from generator.frozen import frozen

AS_OWNER = "SELECT set_config('role', tableowner, true) FROM pg_tables WHERE tablename = 'master'"
"""Row-level security lets the owner see all rows, superuser or not."""

TABLES = """
SELECT oid::bigint, relname::text FROM pg_class
WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
    AND relname !~ '^_(yoyo|scaffold)_'
"""

# A search vector is made from other columns, and may be made anew; a master row follows its entity into another scope.
COLUMNS = """
SELECT attnum::int, attname::text, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), (
    SELECT string_agg(pg_get_constraintdef(oid), '; ' ORDER BY conname) FROM pg_constraint
    WHERE conrelid = attrelid AND contype = 'c' AND attnum = ANY (conkey)
)
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped AND atttypid <> 'tsvector'::regtype
    AND (attrelid::regclass::text, attname) <> ('master', 'campaign_id')
ORDER BY attnum
"""


@frozen
class Contents:
    """A table with all its rows."""

    name: str
    columns: Mapping[int, tuple[object, ...]]
    """By number: name, type, whether it may be null, default and CHECKs. Where these change, values may have to."""
    rows: Sequence[Mapping[int, str | None]]

    def values(self, column: int) -> Counter[str | None]:
        """How often each value is in the column."""
        return Counter(row[column] for row in self.rows)


def contents(url: str) -> Mapping[int, Contents]:
    """All tables of a platform by their number."""
    with psycopg.connect(url) as connection:
        connection.execute(AS_OWNER)
        return {oid: _table(connection, oid, name) for oid, name in connection.execute(TABLES).fetchall()}


def losses(before: Mapping[int, Contents], after: Mapping[int, Contents]) -> Iterator[tuple[str, str]]:
    """What tables have lost that are still there: the name that each had, and a sentence with it.

    Columns that have changed themselves are not compared, nor what was dropped: that is the catalogue's affair.
    """
    for oid, table in before.items():
        if oid not in after:
            continue
        now = after[oid]
        if len(now.rows) < len(table.rows):
            yield table.name, f"{table.name} had {len(table.rows)} rows and has {len(now.rows)}"
            continue
        for number, facts in table.columns.items():
            if now.columns.get(number) == facts and (gone := table.values(number) - now.values(number)):
                yield table.name, f"{table.name}.{facts[0]} has other values than before in {gone.total()} rows"


def _table(connection: psycopg.Connection[TupleRow], oid: int, name: str) -> Contents:
    columns = {number: tuple(facts) for number, *facts in connection.execute(COLUMNS, (oid,)).fetchall()}
    names = [sql.Identifier(str(facts[0])) for facts in columns.values()]
    query = sql.SQL("SELECT {} FROM {}").format(
        sql.SQL(", ").join(sql.SQL("{}::text").format(item) for item in names), sql.Identifier(name)
    )
    rows = [dict(zip(columns, row, strict=True)) for row in connection.execute(query)]
    return Contents(name=name, columns=columns, rows=rows)
