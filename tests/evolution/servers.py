"""PostgreSQL 15 as Debian packages it, beside the embedded 18."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.database.embedded import Server

BINARIES = Path("/usr/lib/postgresql/15/bin")
MISSING = f"no PostgreSQL 15 in {BINARIES}: apt-get install --yes --no-install-recommends postgresql-15"
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "100",
    "timezone": "UTC",
    "listen_addresses": "",
}


@contextmanager
def postgresql_15() -> Iterator[Server]:
    """A server of its own on a socket, stopped and deleted at the end."""
    if not BINARIES.is_dir():
        pytest.fail(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="scaffold-pg15-"))
    try:
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = str(folder / "data")
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        _run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", f"-k {folder} {options}", "start")
        try:
            yield Server(host=str(folder), port=5432, binaries=BINARIES)
        finally:
            _run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    """PostgreSQL refuses to run as root. It must not inherit a pipe: the server would keep it open."""
    command: Sequence[str] = [str(BINARIES / program), *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False)
        output.seek(0)
        assert done.returncode == 0, output.read().decode()
