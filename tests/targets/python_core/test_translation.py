"""Every refusal of the database becomes the platform's error: with the fields at fault, without its own words."""

# ruff: noqa: PT012 - the block of a unit of work is what raises

import asyncio

import asyncpg
import pytest
from coretest.core import errors
from coretest.core.errors import Violation
from coretest.core.translation import DATABASE_ERRORS, translate

INSERT = "INSERT INTO service_lab_item (campaign_id, name) VALUES (7, 'taken')"
SHELVES = "INSERT INTO service_lab_shelf (id, parent_id) VALUES (1, NULL), (2, 1), (3, NULL), (4, NULL)"
ITEMS = "INSERT INTO service_lab_item (campaign_id, name, shelf_id, rack_id) VALUES (7, 'a', 3, 4)"

REFUSALS = {
    "unique": (INSERT, errors.AlreadyExists, (Violation("name", "is already taken"),)),
    "foreign key": (
        "INSERT INTO service_lab_item (campaign_id, name, shelf_id) VALUES (7, 'b', 99)",
        errors.InvalidReference,
        (Violation("shelf_id", "refers to a row that does not exist"),),
    ),
    "foreign key to the same table": (
        "INSERT INTO service_lab_shelf (id, parent_id) VALUES (5, 99)",
        errors.InvalidReference,
        (),
    ),
    "delete of a referenced row (restrict)": ("DELETE FROM service_lab_shelf WHERE id = 3", errors.StillReferenced, ()),
    "delete of a referenced row (no action)": (
        "DELETE FROM service_lab_shelf WHERE id = 4",
        errors.StillReferenced,
        (),
    ),
    "delete of a row its own table refers to": (
        "DELETE FROM service_lab_shelf WHERE id = 1",
        errors.StillReferenced,
        (),
    ),
    "length check": (
        "INSERT INTO service_lab_item (campaign_id, name) VALUES (7, 'far too long')",
        errors.InvalidArgument,
        (Violation("name", "is too short or too long"),),
    ),
    "range check": (
        "INSERT INTO service_lab_item (campaign_id, name, amount) VALUES (7, 'b', -1)",
        errors.InvalidArgument,
        (Violation("amount", "is out of range"),),
    ),
    "not null": (
        "INSERT INTO service_lab_item (campaign_id, name) VALUES (7, NULL)",
        errors.InvalidArgument,
        (Violation("name", "is required"),),
    ),
    "numeric overflow": (
        "INSERT INTO service_lab_item (campaign_id, name, amount) VALUES (7, 'b', 1000)",
        errors.InvalidArgument,
        (Violation("", "is out of range"),),
    ),
    "bad timestamp": (
        "SELECT 'yesterday at noon'::timestamptz",
        errors.InvalidArgument,
        (Violation("", "is not a valid date or time"),),
    ),
    "date out of range": (
        "SELECT '300000-01-01'::timestamptz",
        errors.InvalidArgument,
        (Violation("", "is out of the range of dates"),),
    ),
    "division by zero": ("SELECT 1/0", errors.InvalidArgument, (Violation("", "is not valid"),)),
    "text beyond what can be searched": (
        "SELECT to_tsvector('simple', string_agg(md5(n::text), ' ')) FROM generate_series(1, 40000) AS n",
        errors.InvalidArgument,
        (Violation("", "is too large"),),
    ),
    "nesting beyond the stack": (
        f"SELECT '{'[' * 50_000}'::jsonb",
        errors.InvalidArgument,
        (Violation("", "is too large"),),
    ),
    "statement timeout": ("SET LOCAL statement_timeout = '10ms'; SELECT pg_sleep(5)", errors.DeadlineExceeded, ()),
    "missing privilege": ("UPDATE service_event SET payload = '{}'", errors.PermissionDenied, ()),
    "row-level security": (
        "INSERT INTO service_lab_item (campaign_id, name) VALUES (8, 'b')",
        errors.PermissionDenied,
        (),
    ),
    "unknown table": ("SELECT * FROM secret_table", errors.DatabaseFailure, ()),
    "syntax error": ("SELEC", errors.DatabaseFailure, ()),
}


@pytest.fixture
async def stocked(database):
    async with database.unit_of_work(7) as work:
        for statement in (SHELVES, ITEMS, INSERT):
            await work.execute(statement)
    return database


@pytest.mark.parametrize("case", REFUSALS)
async def test_refusals(stocked, case):
    """SQLSTATE and constraint decide the class and the fields; the original stays the cause, its text stays out."""
    statement, expected, violations = REFUSALS[case]

    with pytest.raises(errors.CoreError) as caught:
        async with stocked.unit_of_work(7) as work:
            await work.execute(statement)

    assert (type(caught.value), caught.value.violations) == (expected, violations)
    assert caught.value.__cause__ is not None
    assert str(caught.value.__cause__) not in caught.value.message


async def test_a_constraint_is_named(stocked):
    """Errors of constraints carry the constraint's name, so that code can tell two unique keys apart."""
    with pytest.raises(errors.AlreadyExists) as caught:
        async with stocked.unit_of_work(7) as work:
            await work.execute(INSERT)

    assert (caught.value.constraint, caught.value.fields) == ("service_lab_item_name_key", ("name",))


@pytest.mark.parametrize(
    ("cast", "value"), [("smallint", 40_000), ("bigint", 2**63), ("bigint", "seven"), ("uuid", "no")]
)
async def test_arguments_that_asyncpg_cannot_send(database, cast, value):
    """Refusals by asyncpg itself count as invalid arguments as well."""
    with pytest.raises(errors.InvalidArgument):
        async with database.unit_of_work(7) as work:
            await work.fetchval(f"SELECT $1::{cast}", value)


async def test_lock_timeout_is_a_conflict(stocked, admin):
    """A row that another transaction holds can be tried again later."""
    async with admin.transaction():
        await admin.execute("SELECT FROM service_lab_item WHERE name = 'taken' FOR UPDATE")
        with pytest.raises(errors.Conflict):
            async with stocked.unit_of_work(7) as work:
                await work.execute("SET LOCAL lock_timeout = '20ms'")
                await work.execute("UPDATE service_lab_item SET rank = 1 WHERE name = 'taken'")


async def test_serialization_failure_is_a_conflict(stocked, admin):
    """A lost race under REPEATABLE READ can be tried again."""
    with pytest.raises(errors.Conflict):
        async with stocked.unit_of_work(7) as work:
            await work.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            await work.fetch("SELECT FROM service_lab_item")
            await admin.execute("UPDATE service_lab_item SET rank = 1")
            await work.execute("UPDATE service_lab_item SET rank = 2")


async def test_a_lost_connection_is_unavailable(database, admin):
    """A terminated session fails as unavailable, and the pool replaces the connection."""
    with pytest.raises(errors.Unavailable):
        async with database.unit_of_work(7) as work:
            await admin.execute("SELECT pg_terminate_backend($1)", await work.fetchval("SELECT pg_backend_pid()"))
            await asyncio.sleep(0.05)
            await work.fetchval("SELECT 1")

    async with database.unit_of_work(7) as work:
        assert await work.fetchval("SELECT 1") == 1


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            asyncpg.InternalClientError("cannot switch to state 15: another operation is in progress"),
            errors.Unavailable,
        ),
        (asyncpg.OutdatedSchemaCacheError("the composite type has changed"), errors.Conflict),
    ],
)
def test_a_broken_session_is_no_bug_of_the_caller(error, expected):
    """Between the server's end of a session and its close, asyncpg refuses statements with an error of its own kind."""
    assert isinstance(error, DATABASE_ERRORS)
    assert type(translate(error)) is expected


async def test_a_closed_database_is_unavailable(database):
    """Work after the close is refused as unavailable."""
    await database.close()

    with pytest.raises(errors.Unavailable):
        async with database.unit_of_work(7):
            pass


async def test_a_schema_change_under_a_prepared_statement_is_a_conflict(database, admin):
    """A migration that changes a result type costs one retry."""
    statement = "SELECT rank FROM service_lab_item"
    async with database.unit_of_work(7) as work:
        await work.fetch(statement)
    await admin.execute("ALTER TABLE service_lab_item ALTER COLUMN rank TYPE BIGINT")

    with pytest.raises(errors.Conflict):
        async with database.unit_of_work(7) as work:
            await work.fetch(statement)
    async with database.unit_of_work(7) as work:
        assert await work.fetch(statement) == []
