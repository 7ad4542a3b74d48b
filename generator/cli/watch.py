"""The loop of `scaffold generate --watch`: a run for every save, until Ctrl-C."""

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from generator.cli import screen
from generator.tree import OVERRIDES, PLATFORM_FILE, SPECS

POLL_SECONDS: Final = 0.2
"""A `stat` of each input this often is not to be seen among what a machine does, and a save is seen at once."""
WATCHED: Final = (SPECS, OVERRIDES)

Snapshot = Mapping[str, tuple[int, int]]
"""The size and the time of change of every input, by path."""


def watch(root: Path, options: Sequence[str]) -> NoReturn:
    """Runs `scaffold generate OPTIONS` now and after every save of an input, and does not return.

    Each run is a process of its own: it sees what changed (also an upgraded package), and gives its memory back.
    Raises KeyboardInterrupt when the user has had enough, after a run that was under way has ended.
    """
    before = snapshot(root)
    while True:
        _run(options)
        screen.tell(f"Watching {PLATFORM_FILE} and {SPECS}/. Ctrl-C ends it.")
        before = _changed(root, before)
        screen.tell(f"\n{time.strftime('%H:%M:%S')}  saved")


def snapshot(root: Path) -> Snapshot:
    """The inputs as they are; without the locks, which a run itself writes."""
    files = (root / PLATFORM_FILE, *(path for folder in WATCHED for path in _files(root / folder)))
    found = {}
    for path in files:
        with suppress(OSError):
            status = path.stat()
            found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def _changed(root: Path, before: Snapshot) -> Snapshot:
    """Waits until the inputs differ from `before` and are at rest: an editor saves in more than one step."""
    last = before
    while True:
        time.sleep(POLL_SECONDS)
        now = snapshot(root)
        if now == last != before:
            return now
        last = now


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def _run(options: Sequence[str]) -> None:
    import subprocess

    command = [sys.executable, "-P", "-m", "generator.cli.main", "generate", *options]
    with subprocess.Popen(command) as process:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            # The terminal has sent Ctrl-C to the run, too; who sent it to this process alone means both.
            process.send_signal(signal.SIGINT)
            process.wait()
            raise
    if status == -signal.SIGINT:
        raise KeyboardInterrupt
