"""A unit of work is one transaction in one campaign, whatever happens inside it."""

# ruff: noqa: PT012 - the block of a unit of work is what raises

import asyncio
from datetime import date

import psycopg
import pytest
from coretest.core.database import Database
from coretest.core.errors import CampaignMismatch, DatabaseFailure, FailedPrecondition, TransactionAborted, Unavailable

INSERT = "INSERT INTO service_lab_item (campaign_id, name) VALUES ($1::bigint, $2::text)"
NAMES = "SELECT name FROM service_lab_item ORDER BY name"
ALL_NAMES = "SELECT array_agg(name ORDER BY name) FROM service_lab_item"

SESSION = """
SELECT pg_backend_pid() AS backend,
       (SELECT json_agg(s ORDER BY name) FROM (
            SELECT name, setting FROM pg_settings WHERE source = 'session' AND name <> 'app.campaign_id'
        ) AS s)::text AS settings,
       (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS advisory_locks,
       (SELECT count(*) FROM pg_cursors WHERE is_holdable) AS cursors,
       (SELECT count(*) FROM pg_listening_channels()) AS channels,
       (SELECT count(*) FROM pg_prepared_xacts) AS prepared_transactions,
       coalesce(current_setting('app.campaign_id', true), '') AS campaign
"""


async def names(database, campaign_id):
    async with database.unit_of_work(campaign_id, read_only=True) as work:
        return [row["name"] for row in await work.fetch(NAMES)]


async def test_commits_at_the_end(database):
    """What a unit of work has done is there for the next."""
    async with database.unit_of_work(7) as work:
        await work.execute(INSERT, 7, "kept")

    assert await names(database, 7) == ["kept"]


async def test_sees_its_own_campaign_only(database):
    """Rows of another campaign do not exist, even without a WHERE."""
    for campaign_id, name in ((7, "seven"), (8, "eight")):
        async with database.unit_of_work(campaign_id) as work:
            await work.execute(INSERT, campaign_id, name)

    assert (await names(database, 7), await names(database, 8), await names(database, 0)) == (["seven"], ["eight"], [])


async def test_concurrent_units_do_not_mix(url):
    """Many units of two campaigns over few connections each see their own campaign."""
    database = await Database.connect(url, maximum=3)
    for campaign_id in (7, 8):
        async with database.unit_of_work(campaign_id) as work:
            await work.execute(INSERT, campaign_id, f"of {campaign_id}")

    seen = await asyncio.gather(*(names(database, 7 + index % 2) for index in range(40)))

    await database.close()
    assert seen == [[f"of {7 + index % 2}"] for index in range(40)]


async def test_rolls_back_on_an_exception(database):
    """A block that raises leaves nothing, and its exception arrives as it was raised."""
    with pytest.raises(LookupError, match="mine"):
        async with database.unit_of_work(7) as work:
            await work.execute(INSERT, 7, "lost")
            raise LookupError("mine")

    assert await names(database, 7) == []


async def test_an_exception_survives_a_statement_that_still_runs(database, admin):
    """A block that raises while its connection is busy raises its own exception; the connection goes, nothing stays."""
    with pytest.raises(LookupError, match="mine"):
        async with database.unit_of_work(7) as work:
            await work.execute(INSERT, 7, "lost")
            running = asyncio.create_task(work.fetchval("SELECT pg_sleep(60)"))
            await asyncio.sleep(0.05)
            raise LookupError("mine")
    with pytest.raises(Unavailable):
        await running

    assert await names(database, 7) == []


async def test_a_commit_while_a_statement_runs_saves_nothing(database):
    """A unit that ends before its statements is a bug: it is told so, and the pool's only connection is replaced."""
    with pytest.raises(DatabaseFailure):
        async with database.unit_of_work(7) as work:
            await work.execute(INSERT, 7, "lost")
            running = asyncio.create_task(work.fetchval("SELECT pg_sleep(60)"))
            await asyncio.sleep(0.05)
    with pytest.raises(Unavailable):
        await running

    assert await names(database, 7) == []


async def test_rolls_back_on_cancellation(database, admin):
    """A cancelled block leaves nothing, stops its statement and gives a usable connection back."""
    started = asyncio.Event()

    async def slow():
        async with database.unit_of_work(7) as work:
            await work.execute(INSERT, 7, "lost")
            started.set()
            await work.fetchval("SELECT pg_sleep(60)")

    task = asyncio.create_task(slow())
    await started.wait()
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await names(database, 7) == []
    assert await admin.fetchval("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%'") == 0


async def test_cancellation_at_any_moment_returns_a_clean_connection(database, admin):
    """Wherever a cancellation strikes (begin, statement, commit, release), the pool's only connection stays whole."""
    complaints = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context["message"]))

    async def write(name):
        async with database.unit_of_work(7) as work:
            await work.execute(INSERT, 7, name)

    for steps in range(60):
        task = asyncio.create_task(write(f"n{steps}"))
        for _ in range(steps):
            await asyncio.sleep(0.000_05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with database.unit_of_work(8) as work:
            assert await work.fetchval("SELECT current_setting('app.campaign_id')") == "8"

    assert await admin.fetchval("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%'") == 0
    assert complaints == []


async def test_leaves_no_session_state(database):
    """The pool sends no reset query; the session after any kind of unit is as it was before, on the same connection."""

    async def session():
        async with database.unit_of_work(0) as work:
            row = await work.fetchrow(SESSION)
        return dict(row)

    before = await session()
    async with database.unit_of_work(7) as work:
        await work.execute(INSERT, 7, "kept")
        await work.execute("SELECT pg_advisory_xact_lock(1)")
        assert [row["name"] async for row in work.cursor(NAMES)] == ["kept"]
    with pytest.raises(RuntimeError):
        async with database.unit_of_work(8) as work:
            await work.execute("SET LOCAL statement_timeout = '1s'")
            raise RuntimeError

    assert await session() == before
    assert {key: value for key, value in before.items() if key not in {"backend", "settings"}} == {
        "advisory_locks": 0,
        "cursors": 0,
        "channels": 0,
        "prepared_transactions": 0,
        "campaign": "0",
    }


async def test_a_connection_outside_a_unit_has_no_campaign(database):
    """After the transaction the campaign is gone, so row-level security shows nothing."""
    async with database.unit_of_work(7) as work:
        await work.execute(INSERT, 7, "kept")
        proxy = work.connection
        raw = proxy._con

    assert not raw.is_in_transaction()
    assert (await raw.fetchval("SELECT current_setting('app.campaign_id', true)"), await raw.fetch(NAMES)) == ("", [])


async def test_works_as_the_application_role(database):
    """The session has left the login role, which may be a superuser."""
    async with database.unit_of_work() as work:
        assert await work.fetchval("SELECT current_user::text") == "coretest_rw"


async def test_read_only_units_cannot_write(database):
    """A read-only unit refuses a write in the database itself."""
    with pytest.raises(FailedPrecondition, match="read-only"):
        async with database.unit_of_work(7, read_only=True) as work:
            await work.execute(INSERT, 7, "refused")


async def test_read_only_units_go_to_the_replica(url, database_url):
    """With a replica, read-only work runs there and the rest on the primary."""
    database = await Database.connect(url, role=None, replica_url=database_url)
    served = []
    for read_only in (False, True):
        async with database.unit_of_work(read_only=read_only) as work:
            served.append(await work.fetchval("SELECT current_database()::text"))
    await database.close()

    assert served[0] in url
    assert served[1] in database_url
    assert served[0] != served[1]


async def test_a_swallowed_error_is_not_a_success(database, admin):
    """PostgreSQL answers COMMIT after a failed statement with ROLLBACK; the caller hears of it."""
    with pytest.raises(TransactionAborted):
        async with database.unit_of_work(7) as work:
            await work.execute(INSERT, 7, "one")
            with pytest.raises(Exception, match="already exists"):
                await work.execute(INSERT, 7, "one")

    assert await admin.fetchval(ALL_NAMES) is None


async def test_refuses_another_campaign(database):
    """`require` passes the unit's own campaign and refuses any other."""
    async with database.unit_of_work(7) as work:
        work.require(7)
        with pytest.raises(CampaignMismatch) as caught:
            work.require(8)

    assert (caught.value.expected, caught.value.actual) == (7, 8)


async def test_must_be_entered_once(database):
    """Statements outside the block, and a second entry, are bugs that say so."""
    work = database.unit_of_work(7)
    with pytest.raises(RuntimeError, match="not open"):
        await work.fetch("SELECT 1")
    async with work:
        with pytest.raises(RuntimeError, match="already open"):
            await work.__aenter__()


def test_the_campaign_must_be_an_integer():
    """SET takes no parameters, so nothing but an integer may become part of its text."""
    with pytest.raises(ValueError, match="format code"):
        Database(None).unit_of_work("7'; DROP TABLE campaign; --")


async def test_an_unreachable_database_is_unavailable(tmp_path):
    """No server is an error of the platform's own, not of the network's."""
    with pytest.raises(Unavailable):
        await Database.connect(f"postgresql://x@/x?host={tmp_path}")


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("does not exist", {"role": "nobody_made_it"}),
        ("permission denied", {"role": "postgres"}),
    ],
)
async def test_a_role_that_cannot_be_taken_on_is_unavailable(url, admin, reason, change):
    """A session that may not begin is named by its role; what the database said is the cause."""
    await admin.execute("DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    stranger = url.replace("://postgres@", "://stranger@")
    assert stranger != url

    with pytest.raises(Unavailable, match=f"cannot open a session as role {change['role']}") as caught:
        await Database.connect(stranger, **change)

    assert reason in str(caught.value.__cause__)


async def test_a_database_that_does_not_exist_is_unavailable(embedded_server):
    """It is no refused statement: there is none yet."""
    with pytest.raises(Unavailable, match="cannot open a session as role coretest_rw") as caught:
        await Database.connect(embedded_server.url_for("no_such_database"))

    assert 'database "no_such_database" does not exist' in str(caught.value.__cause__)


async def test_a_session_that_cannot_begin_later_is_unavailable(url, admin):
    """The pool opens connections when they are needed; a caller is not blamed for what has changed meanwhile."""
    # Without a floor, asyncpg opens no connection in the background, which would race with the one asked for here.
    database = await Database.connect(url, minimum=0)
    async with database.unit_of_work() as work:
        backend = await work.fetchval("SELECT pg_backend_pid()")
    await admin.execute("ALTER ROLE coretest_rw RENAME TO coretest_gone")
    try:
        await admin.execute("SELECT pg_terminate_backend($1, 5000)", backend)
        # The client may hear of the session's end after the server has told us; until then its connection is broken.
        async with asyncio.timeout(30):
            broken = await _opened(database)
            while "connection" in str(broken):
                broken = await _opened(database)
        assert str(broken) == "cannot open a session"
    finally:
        await admin.execute("ALTER ROLE coretest_gone RENAME TO coretest_rw")
        await database.close()


async def _opened(database):
    with pytest.raises(Unavailable) as refused:
        async with database.unit_of_work():
            pass
    return refused.value


async def test_settings_may_come_with_the_url(url):
    """Server settings come as libpq's `options`, so that the migrations read the same URL."""
    configured = f"{url}&options=-c%20statement_timeout%3D1234"
    database = await Database.connect(configured)
    async with database.unit_of_work() as work:
        shown = await work.fetchrow("SELECT current_user::text, current_setting('statement_timeout')")
    await database.close()
    with psycopg.connect(configured) as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("1234ms",)

    assert tuple(shown) == ("coretest_rw", "1234ms")


@pytest.mark.parametrize(
    ("cast", "value"),
    [
        ("date", date.min),
        ("date", date(2024, 2, 29)),
        ("date", date.max),
        ("jsonb", {"a": [1, 2.5, None, True, "ä🎉"], "big": 2**60}),
        ("jsonb", {}),
    ],
)
async def test_values_survive(database, cast, value):
    """The codecs return what they were given; asyncpg alone turns the first and last date into infinity."""
    async with database.unit_of_work() as work:
        assert await work.fetchval(f"SELECT $1::{cast}", value) == value
        if cast == "date":
            assert await work.fetchval("SELECT isfinite($1::date)", value) is True


async def test_cursor_streams_in_order(database):
    """A cursor yields every row once, over several fetches."""
    async with database.unit_of_work() as work:
        rows = [row[0] async for row in work.cursor("SELECT generate_series(1, $1::integer)", 250, prefetch=100)]

    assert rows == list(range(1, 251))
