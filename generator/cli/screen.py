"""What goes to the screen: data to stdout, messages to stderr, colour only where it is wanted."""

import json
import os
import sys
import time
from collections.abc import Mapping
from typing import IO

import click

SILENT_SECONDS = 1.0
"""Work shorter than this shows no progress."""
PROGRESS_INTERVAL = 0.1
"""Seconds between two lines of progress."""


def coloured(stream: IO[str]) -> bool:
    """Whether to colour what goes to `stream`: as NO_COLOR and FORCE_COLOR ask, else if it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def say(text: str = "") -> None:
    """Prints data to stdout."""
    click.echo(text, color=coloured(sys.stdout))


def tell(text: str = "") -> None:
    """Prints a message for a person to stderr."""
    click.echo(text, err=True, color=coloured(sys.stderr))


def say_json(value: Mapping[str, object]) -> None:
    """Prints one JSON document to stdout."""
    say(json.dumps(value, indent=2, ensure_ascii=False))


def problem(message: str, hint: str | None = None) -> None:
    """Prints an error that has no place in a spec."""
    tell(f"{click.style('error', fg='red', bold=True)}: {message}")
    if hint:
        tell(f"  {click.style('help', fg='cyan', bold=True)}: {hint}")


class Progress:
    """One line on a terminal that says what is being done, once that takes longer than a second."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + SILENT_SECONDS
        self._shown = False

    def __call__(self, doing: str) -> None:
        """Says that `doing` has begun."""
        if self._terminal and time.monotonic() >= self._next:
            self._next = time.monotonic() + PROGRESS_INTERVAL
            self._shown = True
            sys.stderr.write(f"\r\x1b[K{doing}")
            sys.stderr.flush()

    def done(self) -> None:
        """Removes the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
