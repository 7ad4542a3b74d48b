"""What happens to runs in real life: they are killed, the server falls over, somebody holds a lock."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field

import psycopg

from generator.database.errors import DatabaseUnavailable, LockWaitTimeout, MigrationError
from generator.database.events import Applied, Event, Executed
from generator.database.runner import migrate

from .builds import Build
from .laws import SMALL, InterruptedRun

KILLED_RUN = """
import os, signal, sys
from pathlib import Path
from generator.database.events import Backfilled, Executed
from generator.database.runner import Pace, migrate

url, root, *seen = sys.argv[1:]

def die(event):
    if isinstance(event, Executed):
        place = f"{event.migration}:{event.ordinal}"
    elif isinstance(event, Backfilled):
        place = f"{event.table}:{event.rows}"
    else:
        return
    if place not in seen:
        print(place, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

migrate(url, Path(root), on_event=die, pace=Pace(pause=0, batch=2))
"""

SESSIONS = (
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'scaffold migrate' AND datname = current_database()"
)


def killed_again_and_again(url: str, build: Build) -> list[str]:
    """`kill -9` of the run after each statement and each batch; the places where it was killed."""
    seen: list[str] = []
    while True:
        command = [sys.executable, "-c", KILLED_RUN, url, str(build.after), *seen]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return seen
        assert done.returncode == -signal.SIGKILL, done.stderr
        seen.append(done.stdout.strip())


@dataclass(slots=True)
class Crash:
    """Makes the server fall over at the first statement where it has not done so yet."""

    url: str
    seen: set[tuple[str, int]] = field(default_factory=set)

    def __call__(self, event: Event) -> None:
        if isinstance(event, Executed) and (event.migration, event.ordinal) not in self.seen:
            self.seen.add((event.migration, event.ordinal))
            with psycopg.connect(self.url) as connection:
                process = connection.execute(SESSIONS).fetchone()
            assert process
            # One dead process and PostgreSQL ends all others and recovers from its log, as after a power failure.
            os.kill(process[0], signal.SIGKILL)
            _wait_for_recovery(self.url, process[0])


def _wait_for_recovery(url: str, process: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(psycopg.OperationalError), psycopg.connect(url) as connection:
            if connection.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (process,)).fetchone() is None:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not come back")


def with_crashes(url: str, build: Build) -> int:
    """The server crashes after each statement of the run; how often."""
    crash = Crash(url)
    while True:
        try:
            migrate(url, build.after, on_event=crash, pace=SMALL)
        except (MigrationError, DatabaseUnavailable):
            continue
        return len(crash.seen)


def behind_a_reader(url: str, build: Build, tables: list[str]) -> int:
    """Before each file that can be applied, somebody reads for too long; how often that stopped the run."""
    stopped = 0
    while True:
        with psycopg.connect(url) as reader:
            for table in tables:
                reader.execute(f"SELECT FROM {table} LIMIT 1".encode())
            try:
                migrate(url, build.after, lock_wait=0, pace=SMALL)
            except LockWaitTimeout:
                stopped += 1
            else:
                return stopped
        with suppress(InterruptedRun):
            migrate(url, build.after, on_event=_stop_after_one, pace=SMALL)


def _stop_after_one(event: Event) -> None:
    if isinstance(event, Applied):
        raise InterruptedRun
