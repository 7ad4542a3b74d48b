"""How long an attempt waits for a lock: shortly, and longer only where that makes an autovacuum go away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import psycopg

from generator.database.session import Connection

HASTE: Final = "100ms"
"""How long an attempt waits for a lock. Writers behind it wait as long, so it is the most that they notice."""
LOOK_SECONDS: Final = 0.04
"""When a retried statement that is not done yet is taken to wait: while it does, the server can say for whom."""

_HURRY: Final = """
SELECT set_config('lock_timeout', %s, true) WHERE current_setting('lock_timeout') <> '0'
"""
_OUTWAIT: Final = """
SELECT set_config(
    'lock_timeout',
    (EXTRACT(epoch FROM current_setting('deadlock_timeout')::interval) * 1000 + 500)::integer::text,
    true)
WHERE current_setting('lock_timeout') <> '0'
"""

# Roles that may not read all statistics see of another session hardly more than its user; a worker of autovacuum has
# none. One that works against wraparound is not cancelled for anybody, and says so in its query.
_IN_THE_WAY: Final = """
SELECT pid, CASE
    WHEN backend_type IS NULL THEN usesysid IS NULL
    ELSE backend_type = 'autovacuum worker' AND query NOT LIKE '%%to prevent wraparound%%'
END
FROM unnest(pg_catalog.pg_blocking_pids(%s)) AS blocker (pid) JOIN pg_catalog.pg_stat_activity USING (pid)
"""


def hurry(connection: Connection) -> None:
    """Wait for locks less long than the file says, which is also run by hand; not where it waits without a limit."""
    connection.execute(_HURRY, (HASTE,))


@dataclass(slots=True, kw_only=True)
class Patience:
    """Outwaits `deadlock_timeout` where nothing but autovacuum is in the way: only after it the server cancels that.

    Only needed where the role may not set `deadlock_timeout`, which else is shorter than an attempt.
    """

    watcher: Connection
    watched: int
    """The server process whose statements wait."""
    _waiting: int | None = None
    """The statement, by its ordinal, that nothing but these workers held up when it was tried last."""
    _workers: frozenset[int] = frozenset()
    _outwaited: set[int] = field(default_factory=set)
    """Workers that did not go away, or whose time is over: each is outwaited once."""

    @contextmanager
    def during(self, connection: Connection, ordinal: int, attempt: int) -> Iterator[None]:
        """Give a statement of an open transaction the time that it needs, and learn why it fails.

        Args:
            connection: that runs it.
            ordinal: of the statement in its file.
            attempt: how often it was tried before.
        """
        if attempt and ordinal == self._waiting:
            self._outwaited |= self._workers
            self._waiting = None
            connection.execute(_OUTWAIT)
            yield
            hurry(connection)
        elif attempt:
            with self._watching(ordinal):
                yield
        else:
            yield

    @contextmanager
    def _watching(self, ordinal: int) -> Iterator[None]:
        timer = threading.Timer(LOOK_SECONDS, self._look, (ordinal,))
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _look(self, ordinal: int) -> None:
        """What cannot be seen is not outwaited."""
        with suppress(psycopg.Error):
            found: dict[int, bool] = dict(self.watcher.execute(_IN_THE_WAY, (self.watched,)).fetchall())
            workers = frozenset(found)
            if workers and all(found.values()) and not workers <= self._outwaited:
                self._waiting, self._workers = ordinal, workers
