"""Diagnostics on the screen."""

import sys
from collections.abc import Sequence
from pathlib import Path

from generator.cli import location, screen
from generator.diagnostics import DiagnosedError, Diagnostic, Severity


def say_findings(diagnostics: Sequence[Diagnostic], root: Path, output_format: str) -> int:
    """Prints findings to stdout; the exit code that they mean: 1 if one is an error."""
    screen.say(_report(diagnostics, root, output_format, coloured=screen.coloured(sys.stdout)))
    return int(any(item.severity is Severity.ERROR for item in diagnostics))


def tell_findings(diagnostics: Sequence[Diagnostic], root: Path) -> None:
    """Prints findings for a person to stderr."""
    if diagnostics:
        screen.tell(_report(diagnostics, root, "full", coloured=screen.coloured(sys.stderr)))


def tell_error(error: DiagnosedError) -> None:
    """Prints what stopped a command to stderr, and the edits by hand that it would have lost."""
    from generator.output.findings import EditedByHandError

    tell_findings(error.diagnostics, location.find_root() or Path.cwd())
    if isinstance(error, EditedByHandError) and error.patch:
        screen.tell(f"\n{error.patch.rstrip()}")


def _report(diagnostics: Sequence[Diagnostic], root: Path, output_format: str, *, coloured: bool) -> str:
    return "\n".join(
        f"{i.span.path if i.span else '-'}:{i.span.line if i.span else 0}: {i.code} {i.message}\n  = help: {i.hint}"
        for i in diagnostics
    )
