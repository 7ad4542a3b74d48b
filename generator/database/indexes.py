"""The state of an index that a statement with CONCURRENTLY makes or drops."""

from psycopg import sql

from generator.database.session import Connection
from generator.database.statements import IndexChange


def is_done(connection: Connection, change: IndexChange) -> bool:
    """Whether the index is there and valid, or for a drop, whether it is gone."""
    found = _found(connection, change)
    return found is None if change.table is None else found is not None and found[0]


def drop_invalid(connection: Connection, change: IndexChange) -> None:
    """Drop what an interrupted CREATE INDEX CONCURRENTLY has left.

    It would make the next one fail, or with IF NOT EXISTS pass for done; an invalid unique index lets duplicates in.
    """
    found = _found(connection, change)
    if change.table is not None and found is not None and not found[0]:
        _, schema, name = found
        connection.execute(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier(schema, name)))


def _found(connection: Connection, change: IndexChange) -> tuple[bool, str, str] | None:
    """Whether it is valid, schema, name; None if there is no such index (on that table)."""
    return connection.execute(
        """
        SELECT indisvalid, nspname::text, index.relname::text
        FROM pg_catalog.pg_index
            JOIN pg_catalog.pg_class AS index ON index.oid = indexrelid
            JOIN pg_catalog.pg_class AS indexed ON indexed.oid = indrelid
            JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = index.relnamespace
        WHERE index.relname = %(name)s
            AND indexed.relname = coalesce(%(table)s, indexed.relname)
            AND nspname = coalesce(%(schema)s, nspname)
            AND (%(schema)s::text IS NOT NULL OR pg_catalog.pg_table_is_visible(indrelid))
        """,
        {"name": change.name, "table": change.table, "schema": change.schema},
    ).fetchone()
