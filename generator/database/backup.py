"""Dumps of the tables that a migration is about to take data from."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from generator.database import embedded, session
from generator.database.errors import BackupFailed
from generator.database.events import BackedUp, Listener
from generator.frozen import frozen

VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
NO_TOOL_HINT = (
    "Install the PostgreSQL client of the server's version or a newer one, or `service-scaffold[embedded]`, which "
    "carries one."
)


@frozen
class Safeguard:
    """Writes dumps to a folder, which is made if it does not exist."""

    url: str
    folder: Path
    tell: Listener

    def dump(self, migration: str, tables: Sequence[str]) -> None:
        """Dump the tables that exist in pg_dump's custom format, and read the dump back.

        Args:
            migration: id of the first migration that destroys; the file is named after it and the time.
            tables: quoted names.

        Raises:
            BackupFailed: no fitting pg_dump, or it failed, or its file lacks a table's data.
        """
        with session.connect(self.url) as connection:
            rows = connection.execute(
                "SELECT name, relname FROM unnest(%s::text[]) AS name JOIN pg_class ON oid = to_regclass(name)",
                (list(tables),),
            ).fetchall()
            version = connection.info.server_version // 10000
        if not rows:
            return  # an interrupted run has dumped and dropped them
        pg_dump, pg_restore = tools(version)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BackupFailed(f"{self.folder} cannot be made: {error}", hint="Name another folder.") from error
        path = self.folder / f"{migration}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.dump"
        names = [name for name, _ in rows]
        conninfo, environment = _without_password(self.url)
        _run(
            [pg_dump, "--format=custom", f"--file={path}", *(f"--table={name}" for name in names), conninfo],
            environment,
        )
        listed = _run([pg_restore, "--list", str(path)], environment)
        if missing := [
            name for name, relation in rows if not re.search(rf"TABLE DATA \S+ {re.escape(relation)} ", listed)
        ]:
            raise BackupFailed(f"{path} does not hold {', '.join(missing)}", hint="Check the folder, and run again.")
        self.tell(BackedUp(path=path, tables=tuple(names)))


def _without_password(url: str) -> tuple[str, Mapping[str, str]]:
    """A connection string that every user of the machine may see in the list of processes, and what it lacks."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    given = {"PGPASSWORD": str(password)} if password else {}
    return make_conninfo(**{name: str(value) for name, value in parts.items()}), {**os.environ, **given}


def tools(version: int) -> tuple[str, str]:
    """The paths of pg_dump and pg_restore, of the server's major version at least: an older one does not know it.

    Raises:
        BackupFailed: none is found.
    """
    found = []
    for pg_dump, pg_restore in _candidates():
        major = VERSION.search(_run([pg_dump, "--version"], {}))
        if major and int(major[1]) >= version:
            return pg_dump, pg_restore
        found.append(f"{pg_dump} ({major[1] if major else 'unknown'})")
    seen = f"found only {', '.join(found)}" if found else "found none"
    raise BackupFailed(f"no pg_dump of version {version} or newer: {seen}", hint=NO_TOOL_HINT)


def _candidates() -> Iterator[tuple[str, str]]:
    """Those on PATH first, which belong to whoever runs the server; then the wheel's."""
    on_path = shutil.which("pg_dump"), shutil.which("pg_restore")
    if on_path[0] and on_path[1]:
        yield on_path[0], on_path[1]
    if binaries := embedded.binaries():
        yield str(binaries / "pg_dump"), str(binaries / "pg_restore")


def _run(command: Sequence[str], environment: Mapping[str, str]) -> str:
    import subprocess

    try:
        done = subprocess.run(command, env=environment or None, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        raise BackupFailed(f"{Path(command[0]).name} failed: {said.strip()}", hint="Nothing was dropped.") from error
    return done.stdout
