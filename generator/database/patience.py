"""How long an attempt waits for a lock: shortly, because others wait behind it, once every vacuum is out of the way."""

from collections.abc import Sequence
from typing import Final, LiteralString, cast

from psycopg.sql import SQL

from generator.database.session import Connection
from generator.database.statements import Kind, Statement

HASTE: Final = "100ms"
"""How long an attempt waits for a lock. Writers behind it wait as long, so it is the most that they notice."""

_HURRY: Final = """
SELECT set_config('lock_timeout', %s, true) WHERE current_setting('lock_timeout') <> '0'
"""
_OUTWAIT: Final = """
SELECT set_config(
    'lock_timeout',
    (EXTRACT(epoch FROM current_setting('deadlock_timeout')::interval) * 1000 + 500)::integer::text,
    true)
WHERE current_setting('lock_timeout') <> '0'
"""

# What is not there yet is nobody's. With a table, its foreign keys go. Where the role may not take the lock, the
# statement itself will tell.
_CONTESTED: Final = """
WITH named (oid) AS (SELECT pg_catalog.to_regclass(name)::oid FROM unnest(%(tables)s::text[]) AS named (name)),
gone (oid) AS (SELECT pg_catalog.to_regclass(name)::oid FROM unnest(%(dropped)s::text[]) AS dropped (name))
SELECT string_agg(DISTINCT pg_catalog.format('%%I.%%I', nspname, relname), ', ')
FROM (
    SELECT oid FROM named
    UNION
    SELECT confrelid FROM pg_catalog.pg_constraint
    WHERE contype = 'f' AND (
        conrelid IN (SELECT oid FROM named) AND conname = ANY (%(unbound)s) OR conrelid IN (SELECT oid FROM gone)
    )
) AS contested (oid)
    JOIN pg_catalog.pg_class USING (oid)
    JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'p') AND pg_catalog.has_table_privilege(pg_class.oid, 'UPDATE, DELETE, TRUNCATE')
"""


def hurry(connection: Connection) -> None:
    """Wait for locks less long than the file says, which is also run by hand; not where it waits without a limit."""
    connection.execute(_HURRY, (HASTE,))


def without_vacuum(connection: Connection, statements: Sequence[Statement]) -> None:
    """Keep vacuums away from the tables that the statements of this transaction need for themselves.

    The lock for that is the one which a vacuum holds, and conflicts with itself: readers and writers do not wait behind
    it, so it may be waited for until the server cancels an autovacuum (after `deadlock_timeout`). Behind the statements
    themselves everybody would wait, once for each table. One that keeps nobody from working takes its time itself.

    Raises:
        psycopg.errors.LockNotAvailable: another change of such a table, or a vacuum that does not give way, goes on.
    """
    if all(item.contested.nobody for item in statements if item.kind is not Kind.SESSION):
        connection.execute(_OUTWAIT)
    elif found := _contested(connection, statements):
        connection.execute(_OUTWAIT)
        connection.execute(SQL("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE").format(SQL(found)))
        hurry(connection)


def _contested(connection: Connection, statements: Sequence[Statement]) -> LiteralString | None:
    """The tables, quoted and separated by commas; None if there are none."""
    needed = [item.contested for item in statements]
    names = {
        "tables": [table for item in needed for table in item.tables],
        "dropped": [table for item in statements for table in item.destroys],
        "unbound": [name for item in needed for name in item.unbound],
    }
    if not names["tables"]:
        return None
    (found,) = connection.execute(_CONTESTED, names).fetchone() or (None,)
    return cast("LiteralString | None", found)
