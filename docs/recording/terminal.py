"""Types the story into a real pseudo-terminal; what comes of it, with times that are the same every time."""  # noqa: INP001

import fcntl
import os
import pty
import re
import struct
import subprocess
import tempfile
import termios
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from story import STORY, Step, commands

COLUMNS, ROWS = 110, 32

KEY_SECONDS = 0.025
LINE_SECONDS = 0.05
THINK_SECONDS = 0.5
READ_SECONDS = 0.13
"""For each line of output, up to the most: what a viewer needs before the next command."""
MOST_SECONDS = 3.2

PROMPT = "\x1b[1;32m{folder}\x1b[0m $ "
COMMENT = "\x1b[90m"

_PROGRESS = re.compile(r"[^\n]*\r\x1b\[K")
"""A line that was wiped out again: slow machines see it, and it must not tell how slow this one was."""


class SpoiltError(Exception):
    """A command ended otherwise than the story says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that the terminal shows at a moment, in seconds from the start."""

    at: float
    kind: str
    """As in asciicast v2: `o` for output, `m` for a mark, which names the command that begins."""
    text: str


def record() -> tuple[Event, ...]:
    """Runs the whole story; raises SpoiltError."""
    with tempfile.TemporaryDirectory(prefix="recording-") as name:
        home = Path(name) / "home"
        home.mkdir()
        found = commands(Path(name))
        return tuple(_timed(_told(home, found)))


def _told(home: Path, found: Mapping[bool, Path]) -> Iterator[tuple[float, str, str]]:
    """The events, each with the seconds that pass before it."""
    folder = home
    for step in STORY:
        shown = "~" if folder == home else f"~/{folder.relative_to(home)}"
        yield THINK_SECONDS, "m", step.command
        yield 0.0, "o", PROMPT.format(folder=shown) + (COMMENT if step.command.startswith("#") else "")
        for key in step.command:
            yield KEY_SECONDS, "o", key
        yield THINK_SECONDS, "o", "\x1b[0m\r\n"
        output, folder = _run(step, folder, home, found[step.newer])
        lines = re.findall(r"[^\n]*\n|[^\n]+\Z", _PROGRESS.sub("", output))
        for line in lines:
            yield LINE_SECONDS, "o", line
        yield min(READ_SECONDS * len(lines), MOST_SECONDS), "o", ""
    yield MOST_SECONDS, "o", ""


def _timed(told: Iterator[tuple[float, str, str]]) -> Iterator[Event]:
    at = 0.0
    for seconds, kind, text in told:
        at += seconds
        if text:
            yield Event(at=round(at, 3), kind=kind, text=text)
    yield Event(at=round(at, 3), kind="o", text="\x1b[0m")


def _run(step: Step, folder: Path, home: Path, found: Path) -> tuple[str, Path]:
    """What the command prints on a terminal, and the folder that it leaves the shell in."""
    place = home.parent / "folder"
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    shell = subprocess.Popen(
        ["bash", "--norc", "-c", f'{step.command}\ncode=$?; pwd >"{place}"; exit $code'],
        cwd=folder,
        env=_environment(home, found),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    output = b"".join(_read(controller)).decode()
    os.close(controller)
    if (code := shell.wait()) != step.code:
        raise SpoiltError(f"{step.command}\nended with {code}, not with {step.code}:\n{output}")
    return output, Path(place.read_text().strip())


def _environment(home: Path, found: Path) -> dict[str, str]:
    """A user's, without anything of this machine."""
    names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
    return {
        **dict.fromkeys(names, "you@example.org"),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": f"{found}{os.pathsep}{os.environ['PATH']}",
        "TERM": "xterm-256color",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_PAGER": "cat",
    }


def _read(controller: int) -> Iterator[bytes]:
    while True:
        try:
            found = os.read(controller, 65536)
        except OSError:
            # EIO: on Linux, how a terminal says that nobody has it open any more.
            return
        if not found:
            return
        yield found
