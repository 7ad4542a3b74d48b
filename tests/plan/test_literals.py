"""SQL literals: whatever a spec says stays a value."""

from dataclasses import replace

import pglast
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog import FIELD_TYPES
from generator.diagnostics import Span
from generator.ir import Field
from generator.plan import literals

SPAN = Span(path="specs/content.yaml", line=1, column=1, end_line=1, end_column=2)
FIELD = Field(name="value", column="value", type=FIELD_TYPES["string"], description="", span=SPAN)


def field(type_: str, **facts) -> Field:
    return replace(FIELD, type=FIELD_TYPES[type_], **facts)


def constant(sql: str) -> str:
    """The one constant that PostgreSQL's own parser reads in `sql`; fails if it reads anything else."""
    (statement,) = pglast.parse_sql(f"SELECT {sql}")
    (target,) = statement.stmt.targetList
    value = target.val.arg if type(target.val).__name__ == "TypeCast" else target.val
    return value.val.sval


@pytest.mark.parametrize(
    "text",
    [
        "it's",
        "'); DROP TABLE master; --",
        "\\' OR 1=1",
        "$$ $body$",
        "two\nlines",
        "snow ☃",
        "/* */",
        "",
        "E'\\x00'",
        "%s {x}",
    ],
)
def test_hostile_text_is_one_constant(text: str):
    """PostgreSQL's parser reads back the very text."""
    assert constant(literals.quoted(text)) == text


@settings(deadline=None)
@given(st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"])))
def test_any_text_is_one_constant(text: str):
    """So it does for any text that PostgreSQL can store."""
    assert constant(literals.quoted(text)) == text


@settings(deadline=None)
@given(st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"])))
def test_a_number_that_is_none_is_quoted(text: str):
    """Only plain digits stay bare; anything else is a literal that PostgreSQL judges by its type."""
    spelled = literals.number(text, "numeric")
    assert spelled == text if spelled[0] != "'" else constant(spelled) == text


def test_nul_is_refused():
    """PostgreSQL has no literal for U+0000."""
    with pytest.raises(ValueError, match="U\\+0000"):
        literals.quoted("a\0b")


@pytest.mark.parametrize(
    ("type_", "default", "expected"),
    [
        ("string", "it's", "'it''s'"),
        ("enum", "draft", "'draft'"),
        ("boolean", True, "TRUE"),
        ("boolean", False, "FALSE"),
        ("smallint", 0, "0"),
        ("bigint", -9223372036854775808, "-9223372036854775808"),
        ("decimal", "12.50", "12.50"),
        ("double", 1e-07, "1e-07"),
        ("date", "2024-02-29", "'2024-02-29'::date"),
        ("timestamp", "2024-02-29T12:00:00+00:00", "'2024-02-29T12:00:00+00:00'::timestamptz"),
        ("duration", "90 seconds", "'90 seconds'::interval"),
        ("uuid", "6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11", "'6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11'::uuid"),
        ("string", None, None),
    ],
)
def test_defaults_are_typed(type_: str, default: object, expected: str | None):
    """A default is spelled for its column's type."""
    assert literals.default(field(type_, default=default)) == expected


@pytest.mark.parametrize(
    ("element", "default", "expected"),
    [
        ("string", None, "'{}'"),
        ("string", (), "'{}'"),
        ("string", ("it's", "{}"), "ARRAY['it''s', '{}']::VARCHAR[]"),
        ("integer", (1, -2), "ARRAY[1, -2]::INTEGER[]"),
    ],
)
def test_lists_always_have_a_default(element: str, default: tuple[object, ...] | None, expected: str):
    """A list is never null: without a default it starts empty."""
    assert literals.default(field("list", element=FIELD_TYPES[element], default=default)) == expected
