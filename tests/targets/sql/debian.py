"""A throw-away PostgreSQL 15 from the Debian package `postgresql-15`: the oldest version that is tested."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.database.embedded import SETTINGS_OF_A_THROW_AWAY_SERVER, Server

BINARIES = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def postgresql_15() -> Iterator[Server]:
    """Start a server and stop it at the end. Its programs refuse to run as root, who runs them as `postgres`."""
    assert BINARIES.is_dir(), f"{BINARIES} is missing: apt-get install postgresql-15"
    folder = Path(tempfile.mkdtemp(prefix="scaffold-pg15-"))
    data = folder / "data"
    try:
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        _run("initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--no-sync")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write(f"{SETTINGS_OF_A_THROW_AWAY_SERVER}\nlisten_addresses = ''\n")
            configuration.write(f"unix_socket_directories = '{folder}'\ntimezone = 'UTC'\n")
        _run("pg_ctl", "--pgdata", data, "--log", folder / "log", "--wait", "start")
        try:
            yield Server(host=str(folder), port=5432, binaries=BINARIES)
        finally:
            _run("pg_ctl", "--pgdata", data, "--mode", "immediate", "--wait", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str | Path) -> None:
    command = [str(BINARIES / program), *map(str, arguments)]
    if os.getuid() == 0:
        command = ["runuser", "--user", "postgres", "--", *command]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)
