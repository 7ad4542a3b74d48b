"""The demo's screen: rich on a terminal, plain lines anywhere else."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(slots=True)
class Screen:
    """Tells a story in numbered acts; each act says how long it took."""

    console: "Console | None" = field(default=None)
    acts: int = 0

    @classmethod
    def open(cls) -> "Screen":
        """A screen for standard output."""
        if not sys.stdout.isatty():
            return cls()
        from rich.console import Console

        return cls(console=Console(highlight=False))

    @contextmanager
    def act(self, title: str) -> Iterator[None]:
        """Everything told inside belongs to the act; at its end stands its time in seconds."""
        self.acts += 1
        heading = f"{self.acts}. {title}"
        if self.console:
            self.console.print(f"\n[bold cyan]{heading}[/]")
        else:
            print(f"\n{heading}")  # noqa: T201 - this is what the command is for
        start = time.perf_counter()
        yield
        self.aside(f"{time.perf_counter() - start:.1f} s")

    def line(self, text: str = "") -> None:
        """One line of the story."""
        self._print(text, style=None)

    def aside(self, text: str) -> None:
        """A line of lesser weight."""
        self._print(text, style="dim")

    def code(self, text: str, language: str) -> None:
        """A piece of a file, highlighted on a terminal."""
        if self.console is None:
            for line in text.rstrip().splitlines():
                self.line(f"  {line}")
            return
        from rich.padding import Padding
        from rich.syntax import Syntax

        syntax = Syntax(text.rstrip(), language, theme="ansi_dark", background_color="default")
        self.console.print(Padding(syntax, (0, 0, 0, 5)))

    def _print(self, text: str, *, style: str | None) -> None:
        if self.console:
            self.console.print(f"   {text}", style=style, markup=False)
        else:
            print(f"   {text}".rstrip(), flush=True)  # noqa: T201 - this is what the command is for
