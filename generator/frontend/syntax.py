"""libyaml's syntax errors in words that say what to do."""

import re
from typing import Any

from generator.diagnostics import Diagnostic, Span
from generator.frozen import frozen


@frozen
class _Reading:
    """What a message of libyaml (or of PyYAML's own parser) means to an author."""

    problem: str
    """A part of the problem or its context that libyaml and PyYAML's own parser have in common."""
    message: str
    hint: str
    at_context: bool = False
    """Whether the place to mend is where the construct began, not where the parser gave up."""


_READINGS = (
    _Reading(
        problem="quoted scalar",
        message="this quote is never closed",
        hint="Close it with the same kind of quote, or write the text after `|` on lines of its own.",
        at_context=True,
    ),
    _Reading(
        problem="',' or ']'",
        message="this `[` is not closed where it should be",
        hint="Separate the items with commas and close the list with `]`.",
        at_context=True,
    ),
    _Reading(
        problem="',' or '}'",
        message="this `{` is not closed where it should be",
        hint="Separate the entries with commas and close the mapping with `}`.",
        at_context=True,
    ),
    _Reading(
        problem="mapping values are not allowed",
        message="a second `:` where a value was expected",
        hint="Quote the value if it contains `: `; else mend the indentation, or a missing `:` on the line before.",
    ),
    _Reading(
        problem="could not find expected ':'",
        message="this key has no `:` after it",
        hint="Write `key: value`, with a space after the colon.",
        at_context=True,
    ),
    _Reading(
        problem="sequence entries are not allowed",
        message="a list item cannot begin here",
        hint="Put the `- ` on a line of its own, or write the list as `[a, b]`.",
    ),
    _Reading(
        problem="block mapping",
        message="this line does not fit the mapping around it",
        hint="Indent it exactly like the keys it belongs to.",
    ),
    _Reading(
        problem="block collection",
        message="this line does not fit the list around it",
        hint="Begin it with `- `, or indent it to belong to the item above.",
    ),
    _Reading(
        problem="cannot start any token",
        message="a value cannot begin with this character",
        hint="Put the value in quotes.",
    ),
    _Reading(
        problem="node content",
        message="a value was expected here",
        hint="Write a value, or remove the stray bracket or comma.",
    ),
)

_ESCAPE = _Reading(
    problem="escape",
    message="unknown escape in a double-quoted text",
    hint="Use single quotes, where a backslash means itself.",
)

_TAB = _Reading(problem="tab", message="a tab is used to indent", hint="Indent with spaces.")

_CONFLICT = re.compile(r"^<{7} .*$", re.MULTILINE)


def syntax_diagnostic(path: str, text: str, error: Exception) -> Diagnostic:
    """The SG101 (or, for a tab, SG103) that says what `error`, a `yaml.YAMLError`, found in `text`."""
    problem = " ".join(str(part) for part in (getattr(error, "context", None), getattr(error, "problem", None)) if part)
    mark = getattr(error, "problem_mark", None)
    if mark is not None and _indented_by_tab(text, mark.line):
        span = _span(path, text, mark.line, len(_indentation(text, mark.line).rstrip("\t")))
        return Diagnostic(code="SG103", message=_TAB.message, span=span, hint=_TAB.hint)
    reading = _reading(problem)
    place = _mark(error, reading)
    where = _span(path, text, place.line, place.column) if place else None
    if reading is None:
        return Diagnostic(code="SG101", message=f"this is not YAML: {problem or error}", span=where)
    return Diagnostic(code="SG101", message=reading.message, span=where, hint=reading.hint)


def conflicts(path: str, text: str) -> tuple[Diagnostic, ...]:
    """An SG111 for every place where git left a conflict in `text`; no YAML begins a line so."""
    hint = "Keep what is right of both sides, remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`."
    return tuple(
        Diagnostic(
            code="SG111",
            message="a merge conflict is not resolved",
            span=_marked(path, text.count("\n", 0, found.start()) + 1, found.group()),
            hint=hint,
        )
        for found in _CONFLICT.finditer(text)
    )


def _marked(path: str, line: int, marker: str) -> Span:
    return Span(path=path, line=line, column=1, end_line=line, end_column=len(marker) + 1)


def _reading(problem: str) -> _Reading | None:
    if _ESCAPE.problem in problem:
        return _ESCAPE
    return next((item for item in _READINGS if item.problem in problem), None)


def _mark(error: Exception, reading: _Reading | None) -> Any:
    if reading is not None and reading.at_context:
        return getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    return getattr(error, "problem_mark", None)


def _line(text: str, line: int) -> str:
    lines = text.split("\n")
    return lines[line] if line < len(lines) else ""


def _indentation(text: str, line: int) -> str:
    found = re.match(r"[ \t]*", _line(text, line))
    return found.group() if found else ""


def _indented_by_tab(text: str, line: int) -> bool:
    return "\t" in _indentation(text, line)


def _span(path: str, text: str, line: int, column: int) -> Span:
    last = text.count("\n")
    if line > last or (line == last and not _line(text, line)):
        line = max(last - 1, 0) if text.endswith("\n") else last
        column = len(_line(text, line))
    return Span(path=path, line=line + 1, column=column + 1, end_line=line + 1, end_column=column + 2)
