"""Garbage collection during the generator's run."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pauses the cycle collector; what was made meanwhile is never looked at again.

    A run makes millions of values that live to the end of the process. The collector would walk them again and again,
    for a fifth of the time. Commands that run for long, or on the user's data, leave it on.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
