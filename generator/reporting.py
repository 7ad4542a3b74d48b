"""Diagnostics for people and for machines: full text with excerpts, concise lines, JSON, GitHub annotations, SARIF."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final, assert_never

from generator import names
from generator.diagnostics import Diagnostic, Severity, Span

Sources = Mapping[str, str]
"""Texts by the path that spans name."""

_GITHUB_LIMIT: Final = 10
"""How many errors, and how many warnings, GitHub shows for one step; the rest would be dropped without a word."""

_WIDEST: Final = 240
"""Characters of a line in an excerpt; of a longer one only what is near is shown."""

_RESET: Final = "\033[0m"
_BOLD: Final = "\033[1m"
_BLUE: Final = "\033[1;34m"
_COLORS: Final = {Severity.ERROR: "\033[1;31m", Severity.WARNING: "\033[1;33m"}


class Format(StrEnum):
    """How diagnostics are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def report(diagnostics: Sequence[Diagnostic], sources: Sources, *, form: Format, color: bool = False) -> str:
    """All diagnostics as text that ends in a newline (empty text for none, where the format has no frame).

    `sources` holds the files that excerpts are taken from; `color` asks for ANSI colours, which only `full` uses.
    """
    match form:
        case Format.FULL:
            return full(diagnostics, sources, color=color)
        case Format.CONCISE:
            return concise(diagnostics)
        case Format.JSON:
            return as_json(diagnostics)
        case Format.GITHUB:
            return github(diagnostics)
        case Format.SARIF:
            return sarif(diagnostics)
        case _:
            assert_never(form)


def full(diagnostics: Sequence[Diagnostic], sources: Sources, *, color: bool = False) -> str:
    """Each diagnostic with the line it is about and a caret, as compilers show them; then how many there are."""
    if not diagnostics:
        return ""
    paint = _painted if color else _plain
    parts = ["\n".join(_full_lines(item, sources, paint)) for item in diagnostics]
    return "\n\n".join((*parts, summary(diagnostics))) + "\n"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """One sentence: `Found 2 errors and 1 warning.`."""
    counts = Counter(item.severity for item in diagnostics)
    said = [names.counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    first = next((item.code for item in diagnostics if item.severity is Severity.ERROR), None)
    more = f" Run `scaffold explain {first}` for more about the first." if first else ""
    return f"Found {' and '.join(said)}.{more}" if said else "Found nothing."


def concise(diagnostics: Sequence[Diagnostic]) -> str:
    """One line each: `specs/a.yaml:3:5: error[SG201]: unknown key `typ` (Did you mean `type`?)`."""
    return "".join(f"{_concise_line(item)}\n" for item in diagnostics)


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A JSON array of objects with code, severity, message, hint and the span's fields (null where there is none)."""
    return json.dumps([_json_object(item) for item in diagnostics], indent=2, ensure_ascii=False) + "\n"


def github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands that GitHub shows beside the changed lines, as many as it shows; the rest as concise text."""
    shown: Counter[Severity] = Counter()
    lines = []
    for item in diagnostics:
        shown[item.severity] += 1
        lines.append(_github_command(item) if shown[item.severity] <= _GITHUB_LIMIT else _concise_line(item))
    return "".join(f"{line}\n" for line in lines)


def sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """A SARIF 2.1.0 log with one run; columns count code points."""
    codes = sorted({item.code for item in diagnostics})
    run = {
        "tool": {"driver": {"name": "scaffold", "rules": [_sarif_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(item) for item in diagnostics],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


_Paint = Callable[[str, str], str]


def _plain(text: str, _: str) -> str:
    return text


def _painted(text: str, color: str) -> str:
    return f"{color}{text}{_RESET}"


def _full_lines(item: Diagnostic, sources: Sources, paint: _Paint) -> list[str]:
    title = paint(f"{item.severity}[{item.code}]", _COLORS[item.severity])
    lines = [f"{title}{paint(f': {item.message}', _BOLD)}"]
    margin = " "
    if item.span is not None:
        margin = " " * len(str(item.span.line))
        arrow = paint("-->", _BLUE)
        lines.append(f"{margin}{arrow} {item.span.path}:{item.span.line}:{item.span.column}")
        lines += _excerpt(item, item.span, sources, margin, paint)
    if item.hint is not None:
        equals = paint("=", _BLUE)
        head, *rest = item.hint.split("\n")
        lines.append(f"{margin} {equals} help: {head}")
        lines += [f"{margin}   {line}".rstrip() for line in rest]
    return lines


def _excerpt(item: Diagnostic, span: Span, sources: Sources, margin: str, paint: _Paint) -> list[str]:
    text = sources.get(span.path)
    if text is None:
        return []
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 1 <= span.line <= len(lines):
        return []
    whole = lines[span.line - 1]
    line, start = _window(whole, span.column)
    # A tab is one column, and must be as wide above the caret as beside it.
    before = "".join("\t" if character == "\t" else " " for character in line[: span.column - 1 - start])
    last = min(span.end_column - 1 if span.end_line == span.line else len(whole), start + len(line))
    carets = paint("^" * max(1, last - span.column + 1), _COLORS[item.severity])
    bar = paint("|", _BLUE)
    number = paint(str(span.line), _BLUE)
    return [f"{margin} {bar}", f"{number} {bar} {line}".rstrip(), f"{margin} {bar} {before}{carets}"]


def _window(line: str, column: int) -> tuple[str, int]:
    """What is shown of the line, and how many characters are left out before it."""
    if len(line) <= _WIDEST:
        return line, 0
    start = max(0, min(column - 1 - _WIDEST // 2, len(line) - _WIDEST))
    shown = line[start : start + _WIDEST]
    cut = (f"\u2026{shown[1:]}" if start else shown)[: len(shown)]
    return (f"{cut[:-1]}\u2026" if start + _WIDEST < len(line) else cut), start


def _concise_line(item: Diagnostic) -> str:
    place = f"{item.span.path}:{item.span.line}:{item.span.column}: " if item.span else ""
    hint = f" ({item.hint})" if item.hint else ""
    return " ".join(f"{place}{item.severity}[{item.code}]: {item.message}{hint}".split("\n"))


def _json_object(item: Diagnostic) -> dict[str, object]:
    span = item.span
    return {
        "code": item.code,
        "severity": item.severity.value,
        "message": item.message,
        "hint": item.hint,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }


def _github_command(item: Diagnostic) -> str:
    properties = {"title": item.code}
    if item.span is not None:
        span = item.span
        properties = {"file": span.path, "line": str(span.line), "col": str(span.column)} | properties
        properties |= {"endLine": str(span.end_line)}
        if span.end_line == span.line:
            # GitHub's end column is inclusive, and is refused beside lines that differ.
            properties |= {"endColumn": str(max(span.column, span.end_column - 1))}
    listed = ",".join(f"{key}={_escaped(value, in_property=True)}" for key, value in properties.items())
    text = f"{item.message}\n{item.hint}" if item.hint else item.message
    return f"::{item.severity} {listed}::{_escaped(text)}"


def _escaped(text: str, *, in_property: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if in_property else escaped


def _sarif_rule(code: str) -> dict[str, object]:
    """What a viewer shows about a rule: its name, and its page."""
    from generator.explanations import all_explanations

    explained = all_explanations()[code]
    title = explained.text.strip().partition("\n")[0].strip("# ")
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in explained.name.split("-")),
        "shortDescription": {"text": title},
        "help": {"text": explained.text.strip(), "markdown": explained.text.strip()},
    }


def _sarif_result(item: Diagnostic) -> dict[str, object]:
    text = f"{item.message}\n{item.hint}" if item.hint else item.message
    result: dict[str, object] = {"ruleId": item.code, "level": item.severity.value, "message": {"text": text}}
    if item.span is not None:
        region = {
            "startLine": item.span.line,
            "startColumn": item.span.column,
            "endLine": item.span.end_line,
            "endColumn": item.span.end_column,
        }
        location = {"artifactLocation": {"uri": item.span.path}, "region": region}
        result["locations"] = [{"physicalLocation": location}]
    return result
