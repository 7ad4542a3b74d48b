"""Work shared among processes: where the same is done for many items, every CPU takes its share."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Share = dict[int, Result] | None
"""The results of one process by the number of the item; None if it failed."""

MOST_PROCESSES = 8
"""Beyond this many, what only one process can do takes most of the time."""
MOST_HANDS = 256
"""How often work is dealt out: a hand is a byte in a pipe."""

_INTERRUPTIONS = frozenset({signal.SIGINT, signal.SIGTERM})
"""What may raise at any line: `KeyboardInterrupt` in the worker, before it knows that it is one, would unwind it
through all that is its parent's to do: release the lock, say, and answer the user."""


def shared(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    fewest: int,
    begun: Callable[[int], None] = lambda number: None,  # noqa: ARG005 - nobody listens
) -> tuple[Result, ...]:
    """`work` of each item, in their order; no process is begun for fewer than `fewest` items.

    `begun` is told the position of each item that this process begins with. The other processes are forked: they know
    all that this one knows, and send back results, which have to be such that `pickle` can write them. What this one
    has locked stays locked until the last of them ends, even if this one is killed. If one fails, for whatever reason,
    all is done again here: so an error is raised as if there were no others, and `work` has to give the same when it is
    done twice.

    Each takes a few neighbours at a time, as soon as it has done with others: what neighbours are made of lies side by
    side, and to touch a page of it copies the page.
    """

    def told(number: int) -> Result:
        begun(number)
        return work(items[number])

    count = min(_cpus(), MOST_PROCESSES, len(items) // fewest)
    shares: list[Share[Result]] = [None]
    if count > 1:
        import pickle  # noqa: F401 - here once, instead of in each process again

        with suppress(OSError), ExitStack() as stack:
            pipes: list[int] = []
            numbers = stack.enter_context(_dealt(len(items)))
            for _ in range(1, count):
                stack.enter_context(_worker(lambda number: work(items[number]), numbers, pipes))
            own = _tried(told, numbers)
            shares = [own, *map(_received, pipes)] if own is not None else [None]
    done = _joined(shares)
    return tuple(done[number] if done is not None else told(number) for number in range(len(items)))


@contextmanager
def _dealt(count: int) -> Iterator[Iterator[int]]:
    """The numbers below `count`: each is given once, to one of the processes that were forked meanwhile."""
    hands = min(count, MOST_HANDS)
    bounds = [number * count // hands for number in range(hands + 1)]
    source, sink = os.pipe()
    os.write(sink, bytes(range(hands)))
    os.close(sink)

    def given() -> Iterator[int]:
        while hand := os.read(source, 1):
            yield from range(bounds[hand[0]], bounds[hand[0] + 1])

    try:
        yield given()
    finally:
        os.close(source)


def _cpus() -> int:
    """How many processes can run at once; 1 where a fork is not safe.

    A forked process has one thread: it would wait forever for what another thread has locked. On macOS the system's own
    libraries have such threads.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _tried(work: Callable[[int], Result], numbers: Iterable[int]) -> Share[Result]:
    with suppress(Exception):
        return {number: work(number) for number in numbers}
    return None


@contextmanager
def _worker(work: Callable[[int], Result], numbers: Iterable[int], pipes: list[int]) -> Iterator[None]:
    """A process at work on `numbers`, which is gone at the end; the pipe on which it sends its results is added."""
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    source, sink = os.pipe()
    pipes.append(source)
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTIONS)
        process = os.fork()
        if process == 0:
            _send(work, numbers, sink, pipes, heard)
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)
            os.close(sink)
            yield
        finally:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    finally:
        os.close(source)
        # Still blocked if there was no fork; and a signal that waited to be blocked raises when it is.
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _send(
    work: Callable[[int], Result],
    numbers: Iterable[int],
    sink: int,
    pipes: Sequence[int],
    heard: Iterable[int],
) -> NoReturn:
    """The life of a worker. It ends here, whatever happens, and does nothing of what its parent does at its end."""
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        import pickle

        # Held open here, they would make it wait forever for a parent that was killed.
        for source in pipes:
            os.close(source)
        with open(sink, "wb") as pipe:
            pickle.dump(_tried(work, numbers), pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _received(source: int) -> Share[Result]:
    """What a worker sent; None, too, if it was killed before it had sent all."""
    import pickle

    with suppress(EOFError, pickle.UnpicklingError), open(source, "rb", closefd=False) as pipe:
        found: Share[Result] = pickle.load(pipe)  # noqa: S301 - nobody but our own child writes there
        return found
    return None


def _joined(shares: Sequence[Share[Result]]) -> Mapping[int, Result] | None:
    """All results by number; None if a share is missing."""
    whole = [share for share in shares if share is not None]
    return {number: done for share in whole for number, done in share.items()} if len(whole) == len(shares) else None
