"""How long an attempt waits for locks: shortly, because others wait behind it, once vacuums are out of the way."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from pglast import parse_sql

from generator.database import session
from generator.database.contested import contested
from generator.database.embedded import Server, server
from generator.database.files import read_files
from generator.database.patience import hurry, without_vacuum
from generator.database.runner import migrate
from generator.database.statements import Statement, read_statements

MODEST = "modest"
"""A role as a managed server gives: it may neither set `deadlock_timeout` nor read all statistics."""
TABLE = f"""
GRANT ALL ON SCHEMA public TO {MODEST};
SET ROLE {MODEST};
CREATE TABLE article (id bigint, body text) WITH (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1, autovacuum_analyze_threshold = 2000000000);
ALTER TABLE article ADD CONSTRAINT article_body_check CHECK (body <> '') NOT VALID;
INSERT INTO article SELECT n, repeat('x', 200) FROM generate_series(1, 20000) AS n;
DELETE FROM article WHERE id % 2 = 0;
RESET ROLE;
"""
WORKED_ON = """
EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE backend_type = 'autovacuum worker' AND granted
    AND relation = 'article'::regclass AND mode = 'ShareUpdateExclusiveLock')
"""
WAITING = "EXISTS (SELECT FROM pg_locks WHERE relation = 'article'::regclass AND NOT granted)"
ADD_COLUMN = "SET LOCAL lock_timeout = '1s';\nALTER TABLE article ADD COLUMN subtitle text;\n"


@pytest.fixture(scope="module")
def busy_server() -> Iterator[Server]:
    """A server whose autovacuum looks for work each second."""
    with server() as running:
        with psycopg.connect(running.url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET autovacuum_naptime = 1")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(f"CREATE ROLE {MODEST} LOGIN")
        yield running


@pytest.fixture
def vacuumed(busy_server: Server) -> Iterator[str]:
    """A database in which autovacuum holds the table `article`, for minutes if nobody asks it to go."""
    with psycopg.connect(busy_server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE vacuumed")
    url = busy_server.url_for("vacuumed")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLE)
        wait_until(connection, WORKED_ON)
    yield url
    with psycopg.connect(busy_server.url, autocommit=True) as connection:
        connection.execute("DROP DATABASE vacuumed WITH (FORCE)")


def wait_until(connection: psycopg.Connection, condition: str) -> None:
    """Poll an SQL condition; a test that waits for something that never comes fails after a minute."""
    deadline = time.monotonic() + 60
    while connection.execute(f"SELECT {condition}").fetchone() != (True,):
        assert time.monotonic() < deadline, condition
        time.sleep(0.02)


@contextmanager
def in_the_way(url: str, statement: str) -> Iterator[None]:
    """Another session that has done something and does not commit."""
    with psycopg.connect(url) as connection:
        connection.execute(statement)
        yield
        connection.rollback()


def read(platform, sql: str) -> tuple[Statement, ...]:
    """The statements of a migration with this text."""
    platform.write("core.0001.it", sql)
    return read_statements(read_files(platform.root)[0])


def attempt(url: str, statements: tuple[Statement, ...]) -> None:
    """One try of a migration, as the runner makes it."""
    with session.connect(url) as connection, connection.transaction():
        hurry(connection)
        without_vacuum(connection, statements)
        for statement in statements:
            connection.execute(statement.text.encode())


def test_what_waits_without_a_limit_goes_on_doing_so(database_url: str):
    """An index that is built CONCURRENTLY blocks nobody while it waits, and would be left invalid."""
    with session.connect(database_url) as connection, connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '0'")
        hurry(connection)
        assert connection.execute("SHOW lock_timeout").fetchone() == ("0",)


def test_a_transaction_in_the_way_is_never_outwaited(database_url: str, platform):
    """It would not go away, and everybody would wait behind the migration."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE article (id bigint)")
    statements = read(platform, "ALTER TABLE article ADD COLUMN subtitle text;")
    with in_the_way(database_url, "SELECT FROM article"), pytest.raises(psycopg.errors.LockNotAvailable):
        attempt(database_url, statements)
    attempt(database_url, statements)


def test_nobody_waits_behind_a_migration_that_waits_for_a_vacuum(database_url: str, platform):
    """Its own lock would hold up every writer until the vacuum has gone."""
    with psycopg.connect(database_url, autocommit=True) as others:
        others.execute("CREATE TABLE article (id bigint)")
        with in_the_way(database_url, "LOCK TABLE article IN SHARE UPDATE EXCLUSIVE MODE"):
            waiting = threading.Thread(target=_try, args=(database_url, read(platform, ADD_COLUMN)))
            waiting.start()
            wait_until(others, WAITING)
            others.execute("SET lock_timeout = '1ms'")
            others.execute("INSERT INTO article VALUES (1)")
            assert others.execute("SELECT count(*) FROM article").fetchone() == (1,)
            assert others.execute(f"SELECT {WAITING}").fetchone() == (True,)
        waiting.join()


def _try(url: str, statements: tuple[Statement, ...]) -> None:
    """For as long as the time after which a server looks for deadlocks says: here, a minute."""
    with session.connect(url) as connection, connection.transaction():
        hurry(connection)
        connection.execute("SET LOCAL deadlock_timeout = '60s'")
        without_vacuum(connection, statements)


def test_autovacuum_is_cancelled_before_the_statement_needs_its_lock(vacuumed: str, platform):
    """And it does not come back before the transaction ends."""
    with session.connect(vacuumed) as connection, connection.transaction():
        hurry(connection)
        without_vacuum(connection, read(platform, ADD_COLUMN))
        connection.execute("SET LOCAL lock_timeout = '1ms'")
        connection.execute("ALTER TABLE article ADD COLUMN subtitle text")


@pytest.mark.parametrize("sql", [ADD_COLUMN, "ALTER TABLE article VALIDATE CONSTRAINT article_body_check;"])
def test_a_role_that_may_not_set_the_time_outwaits_it(vacuumed: str, platform, sql: str):
    """The migration is applied although the vacuum would have gone on for longer than the run tries."""
    platform.write("core.0001.it", sql)
    report = migrate(vacuumed.replace("postgres@", f"{MODEST}@"), platform.root, lock_wait=60.0)
    assert [item.id for item in report.applied] == ["core.0001.it"]


@pytest.mark.parametrize(
    ("sql", "tables", "unbound"),
    [
        ("ALTER TABLE a ADD CONSTRAINT x FOREIGN KEY (b) REFERENCES s.c (id) NOT VALID", '"a" "s"."c"', ""),
        ("ALTER TABLE a DROP CONSTRAINT y, ADD COLUMN d bigint REFERENCES e", '"a" "e"', "y"),
        ("CREATE TABLE f (id bigint REFERENCES g, CONSTRAINT z FOREIGN KEY (id) REFERENCES h)", '"g" "h"', ""),
        ("ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)", '"q"', ""),
        ("ALTER TABLE p DETACH PARTITION q", '"p" "q"', ""),
        ("ALTER TABLE a RENAME COLUMN b TO c", '"a"', ""),
        ("CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f()", '"a"', ""),
        ("CREATE POLICY p ON a", '"a"', ""),
        ("DROP POLICY p ON s.a", '"s"."a"', ""),
        ("DROP TRIGGER t ON a", '"a"', ""),
        ("DROP TABLE a, b", '"a" "b"', ""),
        ("TRUNCATE a", '"a"', ""),
        ("CREATE INDEX i ON a (b)", '"a"', ""),
        ("CREATE INDEX CONCURRENTLY i ON a (b)", "", ""),
        ("ALTER TABLE a VALIDATE CONSTRAINT x", "", ""),
        ("UPDATE a SET b = 1", "", ""),
    ],
)
def test_a_statement_tells_what_it_takes_from_readers_or_writers(sql: str, tables: str, unbound: str):
    """The tables by their names, and the constraints that lead to others."""
    found = contested(parse_sql(sql)[0].stmt)
    assert (" ".join(found.tables), " ".join(found.unbound)) == (tables, unbound)


def test_vacuum_is_kept_from_what_a_foreign_key_leads_to(database_url: str, platform):
    """To take the key away locks both tables; the statement names one."""
    with session.connect(database_url) as connection:
        connection.execute("CREATE TABLE author (id bigint PRIMARY KEY)")
        connection.execute("CREATE TABLE article (id bigint, author bigint CONSTRAINT by REFERENCES author)")
        with connection.transaction():
            without_vacuum(connection, read(platform, "ALTER TABLE article DROP CONSTRAINT by;"))
            rows = connection.execute(
                "SELECT relation::regclass::text FROM pg_locks WHERE mode = 'ShareUpdateExclusiveLock'"
            ).fetchall()
    assert sorted(rows) == [("article",), ("author",)]


def test_an_action_is_repeated_until_nothing_is_in_its_way():
    """Each time from its beginning."""
    tries = itertools.count()

    def action() -> str:
        if next(tries) < 2:
            raise psycopg.errors.LockNotAvailable("held")
        return "done"

    assert (session.retrying(action, subject="it", wait=30.0), next(tries)) == ("done", 3)


def test_an_action_that_never_succeeds_ends():
    """With the number of attempts."""

    def action() -> str:
        raise psycopg.errors.LockNotAvailable("held")

    with pytest.raises(session.LockWaitTimeout, match=r"it: held \(\d+ attempts in 0.1 s\)"):
        session.retrying(action, subject="it", wait=0.1)
