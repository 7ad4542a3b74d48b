"""A real pseudo-terminal with the real command on it, read and typed into like a person would."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

RETURN, CTRL_C, CTRL_D, CTRL_U = "\r", "\x03", "\x04", "\x15"
PATIENCE = 120.0
"""Seconds until a text that does not come is given up: far more than a machine under load needs."""
COLUMNS = 200
_PIECE = re.compile(r"\x1b\[(?P<values>[0-9;?]*)(?P<command>[A-Za-z])|\x1b.|(?P<letter>[^\x1b])", re.DOTALL)

_WHOLE = re.compile(
    rb"(?:\x1b\[[0-9;?]*[A-Za-z]|\x1b[^\[]|[\x00-\x1a\x1c-\x7f]|[\xc0-\xdf].|[\xe0-\xef]..|[\xf0-\xff]...)+", re.DOTALL
)
"""Bytes that end neither within a letter nor within a command."""


class Screen:
    """What stands on a terminal: programs write only what changes, so the stream itself cannot be searched."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = [[]]
        self.row = self.column = 0

    @property
    def text(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self.rows)

    @property
    def cursor_line(self) -> str:
        return "".join(self.rows[self.row]).rstrip()

    def write(self, stream: str) -> None:
        """Takes in what a program wrote."""
        for piece in _PIECE.finditer(stream):
            if piece["letter"]:
                self._letter(piece["letter"])
            elif piece["command"]:
                self._command(piece["command"], piece["values"])

    def _letter(self, letter: str) -> None:
        match letter:
            case "\r":
                self.column = 0
            case "\n":
                self.row += 1
            case "\b":
                self.column -= 1
            case _ if letter.isprintable():
                self._fill()
                self.rows[self.row][self.column : self.column + 1] = [letter]
                self.column += 1
        self._fill()

    def _command(self, command: str, values: str) -> None:
        number = int(values) if values.isdecimal() else 0
        match command:
            case "A":
                self.row -= max(number, 1)
            case "B":
                self.row += max(number, 1)
            case "C":
                self.column += max(number, 1)
            case "D":
                self.column -= max(number, 1)
            case "K" | "J":
                del self.rows[self.row][self.column :]
                if command == "J":
                    del self.rows[self.row + 1 :]
        self._fill()

    def _fill(self) -> None:
        """Makes the place of the cursor."""
        self.rows += [[] for _ in range(self.row + 1 - len(self.rows))]
        self.rows[self.row] += " " * (self.column - len(self.rows[self.row]))


class Terminal:
    """A process whose standard input, output and errors are one terminal."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self._controller, terminal = pty.openpty()
        subprocess.run(["stty", "rows", "50", "columns", str(COLUMNS)], stdin=terminal, check=True)
        kept = {key: value for key, value in os.environ.items() if key not in {"CI", "NO_COLOR", "FORCE_COLOR"}}
        self.child = subprocess.Popen(
            [sys.executable, "-m", "generator.cli.main", *arguments],
            cwd=cwd,
            # A real terminal answers the question where its cursor is; this one does not.
            env=kept | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
        os.close(terminal)
        self.screen = Screen()
        self._pending = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        os.close(self._controller)

    def expect(self, wanted: str) -> None:
        """Waits until `wanted` stands on the screen."""
        self._wait(lambda: wanted in self.screen.text, wanted)

    def answer(self, question: str, text: str) -> None:
        """Waits until the cursor stands behind a question, and types an answer and the return key."""
        self._wait(lambda: question in self.screen.cursor_line, question)
        self.type(f"{text}{RETURN}")

    def type(self, keys: str) -> None:
        """Presses keys."""
        os.write(self._controller, keys.encode())

    def end(self) -> int:
        """Waits for the end of the process; its exit code."""
        give_up = time.monotonic() + PATIENCE
        while self._read(give_up):
            pass
        return self.child.wait(timeout=PATIENCE)

    def _wait(self, happened, wanted: str) -> None:
        give_up = time.monotonic() + PATIENCE
        while not happened():
            if not self._read(give_up):
                raise AssertionError(f"{wanted!r} did not come; on the screen is:\n{self.screen.text}")

    def _read(self, give_up: float) -> bool:
        """Reads what there is, waiting for it until `give_up`; whether there was anything."""
        ready, _, _ = select.select([self._controller], [], [], max(0.0, give_up - time.monotonic()))
        try:
            new = os.read(self._controller, 65536) if ready else b""
        except OSError:  # Linux says EIO when nobody has the other side open any more.
            new = b""
        self._pending += new
        # What was read may end within a letter or a command of the terminal.
        whole = _WHOLE.match(self._pending)
        if whole:
            self.screen.write(whole[0].decode())
            self._pending = self._pending[whole.end() :]
        return bool(new)
