"""Progress is for people who wait at a terminal."""

import contextlib
import io

from generator.cli import screen


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(monkeypatch, *, term="xterm"):
    """What a terminal gets from a run of two stages."""
    terminal = Terminal()
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(screen, "PROGRESS_INTERVAL", 0.0)
    with contextlib.redirect_stderr(terminal):
        progress = screen.Progress()
        progress("reading")
        progress("writing")
        progress.done()
    return terminal.getvalue()


def test_short_work_shows_nothing(monkeypatch):
    """A second is not a wait."""
    assert shown(monkeypatch) == ""


def test_long_work_says_what_it_does_and_cleans_up(monkeypatch):
    """One line, replaced and in the end removed."""
    monkeypatch.setattr(screen, "SILENT_SECONDS", 0.0)
    assert shown(monkeypatch) == "\r\x1b[Kreading\r\x1b[Kwriting\r\x1b[K"


def test_a_dumb_terminal_gets_no_control_sequences(monkeypatch):
    """Nor does a file or a pipe."""
    monkeypatch.setattr(screen, "SILENT_SECONDS", 0.0)
    assert shown(monkeypatch, term="dumb") == ""
