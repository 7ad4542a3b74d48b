"""YAML to data and places."""

import pytest

from generator.diagnostics import Span
from generator.frontend.source import parse


def data_of(text: str) -> object:
    document, findings = parse("specs/a.yaml", text)
    assert findings == ()
    assert document is not None
    return document.data


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12:30", "12:30"),
        ("2024-02-29", "2024-02-29"),
        ("0755", 755),
        ("0o17", 15),
        ("0x1F", 31),
        ("-7", -7),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1.10", 1.1),
        (".inf", ".inf"),
        ("'7'", "7"),
        ('"a\\nb"', "a\nb"),
        ("é🎉", "é🎉"),
        ("1" * 5000, "1" * 5000),
    ],
)
def test_scalars_follow_yaml_1_2(written: str, meant: object) -> None:
    """Scalars are read as editors read them, not by the rules of YAML 1.1."""
    assert data_of(f"key: {written}\n") == {"key": meant}


def test_keys_are_always_text() -> None:
    """`on`, `1` and `true` are words when they are keys."""
    assert data_of("on: 1\n1: 2\ntrue: 3\n") == {"on": 1, "1": 2, "true": 3}


def test_every_key_and_value_has_its_place() -> None:
    """Places count code points, and survive a byte order mark and foreign line ends."""
    document, _ = parse("specs/a.yaml", "\ufeff# 🎉\r\nname: {é: [1, two]}\r\nblock:\r\n  - x: y\r\n")
    assert document is not None
    assert document.key_span(("name", "é")) == Span(path="specs/a.yaml", line=2, column=8, end_line=2, end_column=9)
    assert document.value_span(("name", "é", 1)) == Span(
        path="specs/a.yaml", line=2, column=15, end_line=2, end_column=18
    )
    assert document.value_span(("name",)) == Span(path="specs/a.yaml", line=2, column=7, end_line=2, end_column=20)
    assert document.value_span(("block", 0)) == Span(path="specs/a.yaml", line=4, column=5, end_line=4, end_column=6)
    assert document.raw(("name", "é", 0)) == "1"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: 'x\n", ["SG101"]),
        ("a: b: c\n", ["SG101"]),
        ("a: [1, 2\n", ["SG101"]),
        ("a: {x: 1\n", ["SG101"]),
        ("a: @x\n", ["SG101"]),
        ("a: }\n", ["SG101"]),
        ('a: "\\q"\n', ["SG101"]),
        ("a: - b\n", ["SG101"]),
        ("- a\nb: 1\n", ["SG101"]),
        ("a: x\x00y\n", ["SG102"]),
        ("a: x\u202ey\n", ["SG102"]),
        ("a: x\u2028y\n", ["SG102"]),
        ('a: "\\u202e"\n', ["SG102"]),
        ("a:\n\tb: 1\n", ["SG103"]),
        ("a: 1\na: 2\n", ["SG104"]),
        ("a: &x 1\nb: *x\n", ["SG105", "SG105"]),
        ("a: !!int 1\n", ["SG105"]),
        ("a: 1\n---\nb: 1\n", ["SG106"]),
        ("%YAML 1.1\n---\na: 1\n", ["SG106"]),
        ("[" * 3000, ["SG107"]),
        ("", ["SG108"]),
        ("# nothing\n", ["SG108"]),
        ("? [a]\n: 1\n", ["SG109"]),
        ("{{a: b}: c}\n", ["SG109"]),
    ],
)
def test_what_yaml_allows_and_a_spec_does_not(text: str, codes: list[str]) -> None:
    """Each surprise of YAML is refused with its own code, and no document comes of it."""
    document, findings = parse("specs/a.yaml", text)
    assert [finding.code for finding in findings] == codes
    assert document is None


def test_an_alias_bomb_costs_nothing() -> None:
    """Aliases are refused where they stand; nothing is expanded."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    document, findings = parse("specs/a.yaml", "\n".join(lines))
    assert document is None
    assert {finding.code for finding in findings} == {"SG105"}
