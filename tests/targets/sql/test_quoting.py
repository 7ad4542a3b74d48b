"""Text of a spec becomes a literal, a name or a comment, and nothing else."""

import pglast
import pytest
from pglast.stream import RawStream

from generator.targets.sql.quoting import comment, expression, identifier, literal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "'plain'"),
        ("", "''"),
        ("it's", "'it''s'"),
        ("costs $5 or $6", "'costs $5 or $6'"),
        ("a\nb", r"E'a\nb'"),
        ("a\\", r"E'a\x5C'"),
        ("\\' OR 1", r"E'\x5C'' OR 1'"),
        ("$$", r"E'\x24\x24'"),
        ("$a$;$a$", r"E'\x24a\x24;\x24a\x24'"),
        ("a\tb\x7f", r"E'a\x09b\x7F'"),
        ("☃", "'☃'"),
    ],
)
def test_a_literal_is_one_line_and_reads_back(text, expected):
    """PostgreSQL's own scanner reads exactly the text back, and the literal holds no backslash before a quote."""
    assert literal(text) == expected
    (tree,) = pglast.parse_sql(f"SELECT {literal(text)}")
    assert tree.stmt.targetList[0].val.val.sval == text


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        (r"code ~ '^(?:[a-z\-]+)$'", r"code ~ '^(?:[a-z\-]+)$'"),
        (r"code = '\' OR code IN ('it''s', 'x')", r"code = E'\x5C' OR code IN ('it''s', 'x')"),
        (r"ARRAY['\''', '$$']::VARCHAR[]", r"ARRAY[E'\x5C''', E'\x24\x24']::VARCHAR[]"),
        ("'two\nlines'", r"E'two\nlines'"),
    ],
)
def test_an_expression_keeps_its_meaning_and_loses_what_splitters_misread(planned, expected):
    """Only the literals that need it are spelled anew, and PostgreSQL reads the same."""
    assert expression(planned) == expected
    before, after = (pglast.parse_sql(f"SELECT {text}")[0] for text in (planned, expected))
    assert RawStream()(before) == RawStream()(after)


def test_a_text_that_postgresql_cannot_store_is_refused():
    """U+0000 never reaches a file."""
    with pytest.raises(ValueError, match=r"U\+0000"):
        literal("a\0b")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("title", "title"), ("order", '"order"'), ("user", '"user"'), ("Bad", '"Bad"'), ('a"b', '"a""b"')],
)
def test_a_name_is_quoted_when_it_must_be(name, expected):
    """Reserved words and what is no plain identifier are quoted."""
    assert identifier(name) == expected


def test_a_comment_stays_on_its_line():
    """No character that ends a line for PostgreSQL, or for yoyo's reader of directives, survives."""
    assert comment("a\n-- depends: b\r\nc\u2028d\x0be") == "a -- depends: b c d e"
