"""Diagnostics as text, for people and for machines."""

import json

import pytest

from generator.diagnostics import Diagnostic, Severity, Span
from generator.reporting import Format, report

SOURCES = {"specs/a.yaml": "service: a\r\n\tnäme: {typ: text}\r\n"}

ERROR = Diagnostic(
    code="SG201",
    message="unknown key `typ`",
    span=Span(path="specs/a.yaml", line=2, column=9, end_line=2, end_column=12),
    hint="Did you mean `type`?",
)
WARNING = Diagnostic(code="SG404", severity=Severity.WARNING, message="100% odd", hint="Mend it:\n  so, and so")

FULL = """\
error[SG201]: unknown key `typ`
 --> specs/a.yaml:2:9
  |
2 | \tnäme: {typ: text}
  | \t       ^^^
  = help: Did you mean `type`?

warning[SG404]: 100% odd
  = help: Mend it:
      so, and so

Found 1 error and 1 warning. Run `scaffold explain SG201` for more about the first.
"""

CONCISE = """\
specs/a.yaml:2:9: error[SG201]: unknown key `typ` (Did you mean `type`?)
warning[SG404]: 100% odd (Mend it:   so, and so)
"""

GITHUB = """\
::error file=specs/a.yaml,line=2,col=9,title=SG201,endLine=2,endColumn=11::unknown key `typ`%0ADid you mean `type`?
::warning title=SG404::100%25 odd%0AMend it:%0A  so, and so
"""


@pytest.mark.parametrize(("form", "text"), [(Format.FULL, FULL), (Format.CONCISE, CONCISE), (Format.GITHUB, GITHUB)])
def test_text_formats(form: Format, text: str) -> None:
    """The layout of each format, to the character; a diagnostic without a place, or with a long hint, fits too."""
    assert report((ERROR, WARNING), SOURCES, form=form) == text


def test_json_says_everything() -> None:
    """The fields of a diagnostic and of its span, null where there is none."""
    first, second = json.loads(report((ERROR, WARNING), SOURCES, form=Format.JSON))
    assert first == {
        "code": "SG201",
        "severity": "error",
        "message": "unknown key `typ`",
        "hint": "Did you mean `type`?",
        "path": "specs/a.yaml",
        "line": 2,
        "column": 9,
        "end_line": 2,
        "end_column": 12,
    }
    assert (second["severity"], second["path"], second["line"]) == ("warning", None, None)


def test_sarif_names_rules_and_regions() -> None:
    """What code scanning needs: version, rules, levels, locations, and that columns are code points."""
    log = json.loads(report((ERROR, WARNING), SOURCES, form=Format.SARIF))
    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["name"]) for rule in rules] == [
        ("SG201", "UnknownKey"),
        ("SG404", "TimestampWithoutSuffix"),
    ]
    assert rules[1]["shortDescription"]["text"] == "A moment in time does not say so in its name."
    first, second = run["results"]
    region = {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 12}
    location = {"artifactLocation": {"uri": "specs/a.yaml"}, "region": region}
    assert (first["ruleId"], first["level"]) == ("SG201", "error")
    assert first["locations"] == [{"physicalLocation": location}]
    assert "locations" not in second


@pytest.mark.parametrize("form", [Format.FULL, Format.CONCISE, Format.GITHUB])
def test_nothing_to_say_is_nothing(form: Format) -> None:
    """A run without findings prints nothing of its own."""
    assert report((), SOURCES, form=form) == ""


def test_color_only_when_asked_for() -> None:
    """Colours are added around the same text."""
    plain = report((ERROR,), SOURCES, form=Format.FULL)
    colored = report((ERROR,), SOURCES, form=Format.FULL, color=True)
    assert "\033[" not in plain
    assert "\033[1;31merror[SG201]\033[0m" in colored
    stripped = colored
    for sequence in ("\033[0m", "\033[1m", "\033[1;34m", "\033[1;31m"):
        stripped = stripped.replace(sequence, "")
    assert stripped == plain


def test_github_gets_no_more_than_it_shows() -> None:
    """After ten errors the rest is printed as lines of the log, which GitHub keeps."""
    lines = report((ERROR,) * 12, SOURCES, form=Format.GITHUB).splitlines()
    assert [line.startswith("::error") for line in lines] == [True] * 10 + [False] * 2


@pytest.mark.parametrize(
    ("before", "after", "excerpt", "carets"),
    [
        (1000, 1000, "…" + "b" * 119 + "key" + "a" * 116 + "…", 120),
        (0, 1000, "key" + "a" * 236 + "…", 0),
        (1000, 0, "…" + "b" * 236 + "key", 237),
    ],
)
def test_of_a_very_long_line_only_what_is_near_is_shown(before: int, after: int, excerpt: str, carets: int) -> None:
    """A whole spec in one line fits in no terminal; the place is still the one in the file."""
    source = "b" * before + "key" + "a" * after
    span = Span(path="specs/a.yaml", line=1, column=before + 1, end_line=1, end_column=before + 4)
    found = Diagnostic(code="SG201", message="unknown key `key`", span=span)
    lines = report((found,), {"specs/a.yaml": source}, form=Format.FULL).split("\n")
    assert lines[1:5] == [f" --> specs/a.yaml:1:{before + 1}", "  |", f"1 | {excerpt}", f"  | {' ' * carets}^^^"]
