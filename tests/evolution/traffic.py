"""Readers and writers that go on while an edit is applied."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from generator.database.files import read_files
from generator.database.locks import MODES, HeldLock, held
from generator.database.runner import migrate

from .builds import Build
from .laws import SMALL, TRAFFIC, use
from .rows import Pair

# A statement with CONCURRENTLY waits for transactions as such, once it has the locks that it works under.
WAITING = """
SELECT locks.pid, migration_id
FROM pg_locks AS locks JOIN pg_stat_activity AS activity USING (pid), public._scaffold_statement
WHERE application_name = 'scaffold migrate' AND datname = current_database() AND NOT granted
    AND locktype IN ('virtualxid', 'transactionid') AND duration_ms IS NULL
"""


@dataclass(slots=True)
class Traffic:
    """Old code that works all the time; what it did since it was asked last, and what it complained of."""

    rounds: int = 0
    complaints: list[str] = field(default_factory=list)


@contextmanager
def traffic(url: str, build: Build, tables: tuple[Pair, ...]) -> Iterator[Traffic]:
    """Uses all tables as the old code does, in two sessions, until the end of the block."""
    seen, over = Traffic(), threading.Event()

    def work() -> None:
        while not over.is_set():
            try:
                use(url, build, tables)
            except psycopg.Error as error:
                seen.complaints.append(str(error))
            seen.rounds += 1

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


def undeclared_while_waiting(url: str, build: Build, table: str) -> list[HeldLock]:
    """What a statement with CONCURRENTLY holds beyond what its file declares, while a writer keeps it waiting."""
    with (
        ThreadPoolExecutor(1) as pool,
        psycopg.connect(url) as writer,
        psycopg.connect(url, autocommit=True) as watcher,
    ):
        writer.execute(f"UPDATE {table} SET updated_at = updated_at".encode())
        run = pool.submit(migrate, url, build.after, pace=SMALL)
        try:
            process, migration = _waiting(watcher)
            locks = held(watcher, process)
        finally:
            writer.rollback()
        run.result()
    budget = next(file.header.budget or {} for file in read_files(build.after) if file.id == migration)
    assert locks
    return [
        lock for lock in locks if MODES.index(lock.mode) > max(TRAFFIC, MODES.index(budget.get(lock.table, MODES[0])))
    ]


def _waiting(watcher: "psycopg.Connection[tuple[object, ...]]") -> tuple[int, str]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if watcher.execute("SELECT to_regclass('_scaffold_statement') IS NOT NULL").fetchone() == (True,):
            found = watcher.execute(WAITING).fetchone()
            if found:
                return int(str(found[0])), str(found[1])
        time.sleep(0.02)
    raise AssertionError("no statement waits for the writer")
