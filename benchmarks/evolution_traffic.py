"""Sessions that work as the generated code of a platform does, in processes of their own, and what they met with."""

import asyncio
import itertools
import multiprocessing
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from queue import Empty
from typing import Any

import asyncpg

from benchmarks.evolution_mix import READ, Step, mix

SESSIONS = 3
WARM_UP = 100
PAUSE = 0.002
"""Seconds between two requests: sessions that never rest show how two CPUs are shared, not what waits for what."""
PATIENCE = 120.0


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Request:
    """One whole request: transaction, campaign, statement, commit."""

    seconds: float
    start: float
    """On the monotonic clock, which all processes of a machine share."""
    kind: str
    name: str


@dataclass(slots=True, kw_only=True)
class Seen:
    """What sessions met with."""

    requests: list[Request] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: "Seen") -> None:
        """Takes in what another one saw."""
        self.requests += other.requests
        self.errors += other.errors

    def longest(self, kind: str) -> float:
        """Seconds of the longest request of that kind."""
        return max((request.seconds for request in self.requests if request.kind == kind), default=0.0)

    def beyond(self, kind: str, seconds: float) -> int:
        """How many requests of that kind took longer."""
        return sum(request.kind == kind and request.seconds > seconds for request in self.requests)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A generation of the platform's code, and the campaign that its users work in: 0 where it knows of none."""

    root: Path
    campaign: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What one session is told."""

    url: str
    code: Code
    rows: int
    number: int


@contextmanager
def traffic(url: str, code: Code, rows: int) -> Iterator[Seen]:
    """Sessions of that code, warm when the block begins, until its end; only then is what they saw filled in."""
    spawn = multiprocessing.get_context("spawn")
    ready, over, told = spawn.Barrier(SESSIONS + 1), spawn.Event(), spawn.Queue()
    first = SESSIONS if code.campaign else 0
    sessions = [Session(url=url, code=code, rows=rows, number=first + number) for number in range(SESSIONS)]
    workers = [spawn.Process(target=_run, args=(session, ready, over, told)) for session in sessions]
    for worker in workers:
        worker.start()
    seen = Seen()
    try:
        ready.wait(PATIENCE)
        yield seen
    finally:
        over.set()
        # All that they tell is taken first: a process does not end before what it has put into a queue is read.
        for _ in workers:
            _collect(told, seen)
        for worker in workers:
            worker.join()


def _collect(told: Any, seen: Seen) -> None:
    try:
        seen.add(told.get(timeout=PATIENCE))
    except Empty:
        seen.errors.append("a session ended without a word")


def _run(session: Session, ready: Barrier, over: Event, told: Any) -> None:
    sys.path.insert(0, str(session.code.root / "src"))
    seen = Seen(errors=["a session broke off"])
    try:
        seen = asyncio.run(_work(session, ready, over))
    finally:
        # Nobody waits for a session that has gone.
        ready.abort()
        told.put(seen)


async def _work(session: Session, ready: Barrier, over: Event) -> Seen:
    connection = await asyncpg.connect(session.url, server_settings={"role": "acme_rw"})
    steps = itertools.cycle(mix(session.rows, session.number, 2 * SESSIONS))
    for step in itertools.islice(steps, WARM_UP):
        await _request(connection, session.code, step)
    ready.wait(PATIENCE)
    seen = Seen()
    for step in steps:
        if over.is_set():
            break
        start = time.monotonic()
        try:
            await _request(connection, session.code, step)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, LookupError) as error:
            seen.errors.append(f"{step.name}: {str(error).splitlines()[0]}")
        seconds = time.monotonic() - start
        seen.requests.append(Request(seconds=seconds, start=start, kind=step.kind, name=step.name))
        await asyncio.sleep(PAUSE)
    await connection.close()
    return seen


async def _request(connection: asyncpg.Connection, code: Code, step: Step) -> None:
    """As the generated unit of work does it. To find no row is an error: each one that is asked for is there."""
    mode = " READ ONLY" if step.kind == READ else ""
    scope = (code.campaign,) if code.campaign else ()
    await connection.execute(f"BEGIN{mode}; SET LOCAL app.campaign_id = '{code.campaign}'")
    try:
        found = await connection.fetch(step.statement, *scope, *step.arguments())
    except BaseException:
        await connection.execute("ROLLBACK")
        raise
    await connection.execute("COMMIT")
    if not found:
        raise LookupError("no row")
