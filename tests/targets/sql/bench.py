"""The workbench of the lab: operations as statements, tables made with rows in them and taken away again."""

from collections.abc import Iterator
from contextlib import contextmanager

import pglast
import psycopg

from generator.plan.hazards import describe
from generator.plan.operations import AddForeignKey, CreateTable, Operation
from generator.plan.schema import Table
from generator.targets.sql import operations, views

from . import sample
from .conftest import Database

ROLES = views.roles(sample.platform())
EVERYTHING = """
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT relname AS name FROM pg_class WHERE relname LIKE 'service\\_lab%' AND relkind = 'v' LOOP
        EXECUTE format('DROP VIEW %I', item.name);
    END LOOP;
    FOR item IN SELECT relname AS name FROM pg_class WHERE relname LIKE 'service\\_lab%' AND relkind IN ('r', 'p') LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I', item.name);
    END LOOP;
    FOR item IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname ~ '^(mirror_|derive_)?service_lab' LOOP
        EXECUTE format('DROP FUNCTION %s', item.name);
    END LOOP;
END
$$
"""


def sql(operation: Operation) -> tuple[str, ...]:
    """The statements of the operation, as its file would have them."""
    transactional = describe(operation).transactional
    return tuple(pglast.split(operations.statement(operation, ROLES, transactional=transactional)))


def run(connection: psycopg.Connection, *steps: Operation) -> None:
    for statement in (statement for step in steps for statement in sql(step)):
        connection.execute(statement.encode())


def create(connection: psycopg.Connection, table: Table) -> None:
    """The table with its foreign keys."""
    run(connection, CreateTable(table=table))
    run(connection, *(AddForeignKey(table=table.name, key=key, table_is_new=True) for key in table.foreign_keys))


def populate(connection: psycopg.Connection, table: str, rows: int = 50) -> None:
    """Rows of two campaigns, every third of them without a body."""
    connection.execute(
        f"INSERT INTO {table} (campaign_id, master_id, title, body)"
        " SELECT 7 + n % 2, 2 + n % 2, 'title ' || n, CASE WHEN n % 3 > 0 THEN 'body ' || n END"
        f" FROM generate_series(1, {rows}) AS n"
    )


def clear(connection: psycopg.Connection) -> None:
    """Drop all that a test has made."""
    connection.execute(EVERYTHING.encode())


@contextmanager
def made(database: Database, table: Table, rows: int = 50) -> Iterator[psycopg.Connection]:
    """A session of the owner, with the table and rows in it until the end."""
    with database.owner() as connection:
        create(connection, table)
        try:
            populate(connection, table.name, rows)
            yield connection
        finally:
            clear(connection)
