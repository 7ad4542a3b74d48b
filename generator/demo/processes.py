"""The processes of the demo: the generated server and the clients that call it, none of which outlives it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.diagnostics import EnvironmentProblem

START_SECONDS = 20.0
STOP_SECONDS = 10.0


def free_address() -> str:
    """A loopback address nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def environment(root: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process that imports the platform in `root`."""
    return {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONUNBUFFERED": "1", **extra}


@contextmanager
def serving(root: Path, package: str, database_url: str) -> Iterator[str]:
    """Runs `python -m <package>.server`, yields its address once it accepts connections, and stops it gracefully.

    Raises:
        EnvironmentProblem: the server ended or did not listen within 20 seconds; carries what it printed.
    """
    address = free_address()
    log = root / ".scaffold" / "server.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", f"{package}.server"],
            cwd=root,
            env=environment(root, {"DATABASE_URL": database_url, "LISTEN": address}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_listening(process, address, log)
            yield address
        finally:
            _stop(process)


def call(root: Path, script: Path, arguments: list[str]) -> Iterator[str]:
    """Runs a client script and yields what it prints, line by line as it comes.

    Raises:
        EnvironmentProblem: the script failed; carries what it printed on standard error.
    """
    # A file, because nobody reads a second pipe while the first is open, and a pipe that is full stops the client.
    with tempfile.TemporaryFile("w+") as complaints:
        process = subprocess.Popen(
            [sys.executable, str(script), *arguments],
            cwd=root,
            env=environment(root, {}),
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
        with process:
            yield from (line.rstrip("\n") for line in process.stdout or ())
        if process.returncode != 0:
            complaints.seek(0)
            raise EnvironmentProblem(f"{script.name} failed:\n{complaints.read()}")


def _wait_until_listening(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    host, port = address.rsplit(":", 1)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((host, int(port)), timeout=0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise EnvironmentProblem(f"the generated server did not start:\n{log.read_text()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
