"""The common subset of regular expressions."""

import re

import psycopg
import pytest

from generator.frontend.patterns import PatternError, check_pattern

COMMON = (
    "[a-z0-9-]+",
    "[a-z0-9]+(?:-[a-z0-9]+)*",
    r"\+[0-9]{4,20}",
    r"[^@ ]+@[^@ ]+",
    "(cat|dog)s?",
    "[A-Z]{3}",
    r"a\.b\\c",
    r"[\]\[\-^]+",
    "x{2,}",
    "[^a]",
    r"[\n\t ]",
    "é+",
    "[-a]+",
    "[a-]+",
    "a{0,2}b",
    r"\{[0-9]+\}",
)

VALUES = (
    *("", "a", "b", "slug-1", "-", "+4912345", "a@b", "a@b@c", "cat", "dogs", "cats ", "EUR", "EURO", "eur"),
    *(r"a.b\c", "axb", "]", "[", "^-", "xx", "x", "\n", "a\n", "\t", "é", "éé", "É", "aab", "ab", "{7}", "7", "٣", "ſ"),
)

DIFFERENT = (
    *(
        "",
        "a|",
        "|a",
        "(a|)",
        "()",
        ".",
        "a.b",
        "^a",
        "a$",
        r"\d",
        r"\w+",
        r"\s",
        r"\D",
        r"\bx",
        r"\1",
        r"(a)\1",
        r"\A",
    ),
    *("(?i)a", "(?=a)", "(?!a)", "(?<=a)b", "(?P<n>a)", "a*?", "a++", "a**", "a{2}{3}", "a{,2}", "a{x}", "a{256}"),
    *("a{3,2}", "{", "}", "]", "a{", "*a", "+", "(a", "a)", "[a", "[]a]", "[z-a]", "[a-z-9]", "[[:alpha:]]", "[a&&b]"),
    *("[a--b]", "[", "[^", r"[a\d]", "a\\", r"\é", "[a||b]", "[a~~b]"),
)


@pytest.mark.parametrize("pattern", DIFFERENT)
def test_what_engines_disagree_about_is_refused(pattern: str) -> None:
    """Everything outside the common subset is refused before it can mean two things."""
    with pytest.raises(PatternError):
        check_pattern(pattern)


@pytest.mark.parametrize("pattern", COMMON)
def test_the_common_subset_is_accepted(pattern: str) -> None:
    """What the three engines share is available."""
    check_pattern(pattern)


def test_python_and_postgresql_agree(database_url: str) -> None:
    """An accepted pattern accepts the same values in the repository and in the constraint."""
    disagreements = []
    with psycopg.connect(database_url) as connection:
        for pattern in COMMON:
            for value in VALUES:
                row = connection.execute("SELECT %s ~ %s", (value, f"^(?:{pattern})$")).fetchone()
                assert row is not None
                if row[0] != bool(re.fullmatch(pattern, value)):
                    disagreements.append((pattern, value))
    assert disagreements == []
