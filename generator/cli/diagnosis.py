"""Diagnostics on the screen."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.cli import location, screen
from generator.diagnostics import DiagnosedError, Diagnostic, Severity
from generator.names import counted

if TYPE_CHECKING:
    from generator.reporting import Format

CONFLICTS = frozenset({"SG111", "SG502", "SG917", "SG925", "SG926"})
"""Git left both sides in a spec, in the lock or in a template."""
MOST_SINGLE = 2
"""From this many on, files that are out of date are told together."""
UNDECIDED = 3
"""The exit code where the user has to decide something."""

OUT_OF_DATE = frozenset({"SG907", "SG908"})
"""A generated file is stale, or missing: one run mends all of them."""


def say_findings(diagnostics: Sequence[Diagnostic], root: Path, chosen: str) -> int:
    """Prints findings to stdout, in the format `chosen`; the exit code that they mean."""
    from generator.reporting import Format

    if chosen == Format.JSON:
        screen.say_json({"diagnostics": as_data(diagnostics)})
    else:
        shown = _gathered(diagnostics) if chosen == Format.FULL else diagnostics
        screen.say(_report(shown, root, Format(chosen), color=screen.coloured(sys.stdout)))
    return exit_code(diagnostics)


def exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """0 if nothing is wrong, 3 if a merge conflict waits for a decision, else 1."""
    if any(item.code in CONFLICTS for item in diagnostics):
        return UNDECIDED
    return int(any(item.severity is Severity.ERROR for item in diagnostics))


def _gathered(diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The findings with all files that are out of date as one, at the end: a person has one thing to do about them."""
    pending = [item for item in diagnostics if item.code in OUT_OF_DATE and item.span]
    if len(pending) < MOST_SINGLE:
        return diagnostics
    files = "\n".join(f"  {line}" for line in folders(item.span.path for item in pending if item.span))
    gathered = Diagnostic(
        code=min(item.code for item in pending),
        message=f"{counted(len(pending), 'file')} are out of date",
        hint=f"Run `scaffold generate`. It writes\n{files}",
    )
    return (*(item for item in diagnostics if item not in pending), gathered)


def folders(paths: Iterable[str]) -> Iterator[str]:
    """The paths, a folder in each line: `src/acme/content/: events.py, models.py`."""
    found: dict[str, list[str]] = {}
    for path in paths:
        folder, slash, name = path.rpartition("/")
        found.setdefault(folder + slash, []).append(name)
    for folder, names in sorted(found.items()):
        yield f"{folder}: {', '.join(names)}" if folder and len(names) > 1 else f"{folder}{', '.join(names)}"


def as_data(diagnostics: Sequence[Diagnostic]) -> object:
    """The findings as a JSON value."""
    import json

    from generator.reporting import as_json

    return json.loads(as_json(diagnostics))


def tell_findings(
    diagnostics: Sequence[Diagnostic], root: Path, edited: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Prints findings for a person to stderr; `edited` holds texts that are not on the disk as they are shown."""
    if diagnostics:
        from generator.reporting import Format

        screen.tell(_report(diagnostics, root, Format.FULL, color=screen.coloured(sys.stderr), edited=edited))


def tell_error(error: DiagnosedError, edited: Mapping[str, str] = MappingProxyType({})) -> None:
    """Prints what stopped a command to stderr, and the edits by hand that it would have lost; `edited` as above."""
    from generator.output.findings import EditedByHandError

    tell_findings(error.diagnostics, location.find_root() or Path.cwd(), edited)
    if isinstance(error, EditedByHandError) and error.patch:
        screen.tell(f"\n{error.patch.rstrip()}")


def _report(
    diagnostics: Sequence[Diagnostic],
    root: Path,
    form: "Format",
    *,
    color: bool,
    edited: Mapping[str, str] = MappingProxyType({}),
) -> str:
    from generator.reporting import report

    paths = {item.span.path for item in diagnostics if item.span and not item.code.startswith("SG90")}
    sources = {**dict(_sources(root, sorted(paths))), **edited}
    return report(diagnostics, sources, form=form, color=color).rstrip("\n")


def _sources(root: Path, paths: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The texts for excerpts; a spec that is not in the platform yet is named as the user named it."""
    for path in paths:
        found = next((file for file in (root / path, Path(path)) if file.is_file()), None)
        if found is not None:
            yield path, found.read_text(encoding="utf-8", errors="replace")
