"""Files and databases that cannot be used are refused before anything is executed."""

import psycopg
import pytest

from generator.database.embedded import Server, drop_database
from generator.database.errors import BadMigration, DatabaseUnavailable, UnsupportedDatabase
from generator.database.runner import migrate


@pytest.mark.parametrize(
    ("migration", "sql", "message"),
    [
        ("a.0001.x", "-- depends: b.0001.gone\nSELECT 1;", "depends on `b.0001.gone`, which does not exist"),
        ("a.0001.x", "-- depends: a.0001.x\nSELECT 1;", "depend on each other in a circle: a.0001.x"),
        ("a.0001.x", "-- transactional: maybe\nSELECT 1;", "`-- transactional: maybe`"),
        ("a.1.x", "SELECT 1;", "not the name of a migration of `a`"),
        ("a.0001.x", "-- nothing\n", "contains no statement"),
        ("a.0001.x", "SELECT 1;\n\n\\set x 1\n", ':3: syntax error at or near "\\"'),
        ("a.0001.x", "SELECT 1;\nCOMMIT;\n", ":2: a migration may not begin or end transactions itself: COMMIT"),
        ("a.0001.x", "CREATE INDEX CONCURRENTLY i ON t (c);", ":1: this statement cannot run inside a transaction"),
        ("a.0001.x", "-- transactional: false\nSET LOCAL ROLE x;", ":2: SET LOCAL has no effect"),
        ("a.0001.x", "-- transactional: false\nCREATE INDEX CONCURRENTLY ON t (c);", "must be named"),
    ],
)
def test_a_bad_file_stops_the_run_before_the_first_statement(platform, database, migration, sql, message) -> None:
    """Everything that can be seen in the files is checked first: the good migration before it is not applied."""
    platform.write("a.0000.good", "CREATE TABLE good (id bigint);\n")
    path = platform.write(migration, sql)
    with pytest.raises(BadMigration) as caught:
        migrate(database.url, platform.root)
    assert message in str(caught.value)
    assert str(path.relative_to(platform.root)) in str(caught.value) or "circle" in message
    assert database.rows("SELECT to_regclass('good')") == [(None,)]


def test_a_file_that_is_not_utf8_is_refused(platform, database) -> None:
    """The position of the first wrong byte is named."""
    path = platform.write("a.0001.x", "")
    path.write_bytes("SELECT 'ä';".encode("latin-1"))
    with pytest.raises(BadMigration) as caught:
        migrate(database.url, platform.root)
    assert str(caught.value) == f"{path.relative_to(platform.root)}: not UTF-8 at byte 8"


def test_a_database_that_is_not_utf8_is_refused(platform, embedded_server: Server) -> None:
    """An encoding cannot be changed later, so the first run is the moment to say it."""
    with psycopg.connect(embedded_server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(UnsupportedDatabase) as caught:
        migrate(embedded_server.url_for("ascii"), platform.root)
    drop_database(embedded_server.url, "ascii")
    assert str(caught.value) == "database `ascii` is encoded in SQL_ASCII"


def test_an_unreachable_database_is_explained(platform) -> None:
    """No traceback of the driver."""
    with pytest.raises(DatabaseUnavailable, match="cannot connect to the database"):
        migrate("postgresql:///x?host=/nowhere", platform.root)
