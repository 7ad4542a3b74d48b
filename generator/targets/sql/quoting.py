"""How text of a spec gets into a migration: as a literal, as a name or as a comment, and never as anything else."""

import re
from collections.abc import Iterable

from generator import names
from generator.plan import literals

_PLAIN = re.compile(r"[^\\\x00-\x1f\x7f]*")
_DOLLAR_QUOTE = re.compile(r"\$(?:[^\W\d]\w*)?\$")
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_MISREAD = re.compile(r"\\'|[\x00-\x1f\x7f]")


def literal(text: str) -> str:
    r"""`text` as a string literal on one line: `it's` -> `'it''s'`, two lines -> `E'two\nlines'`.

    Escaped are also backslashes and what looks like a dollar quote: PostgreSQL would not mind them, but simple
    splitters of statements (sqlparse, with which yoyo reads migrations) take a backslash for the escape of a quote.

    Raises ValueError for U+0000, which PostgreSQL cannot store; the frontend has refused it long before.
    """
    if _PLAIN.fullmatch(text) and not _DOLLAR_QUOTE.search(text):
        return literals.quoted(text)
    escaped = text.replace("\\", "\\x5C").replace("\n", "\\n").replace("$", "\\x24")
    escaped = re.sub(r"[\x01-\x1f\x7f]", lambda found: f"\\x{ord(found.group()):02X}", escaped)
    return "E" + literals.quoted(escaped)


def expression(text: str) -> str:
    """An expression of the plan, with those literals that splitters may misread spelled as `literal` does.

    The plan writes literals as PostgreSQL prints them, so that a recorded expression can be compared with a new one.
    """
    return _LITERAL.sub(_reliable, text)


def _reliable(found: re.Match[str]) -> str:
    misread = _MISREAD.search(found[0]) or _DOLLAR_QUOTE.search(found[0])
    return literal(found[1].replace("''", "'")) if misread else found[0]


def identifier(name: str) -> str:
    """`name` as PostgreSQL reads it back: in quotes if it is a reserved word or not a plain lower-case identifier."""
    if names.IDENTIFIER.fullmatch(name) and name not in names.SQL_RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def identifiers(columns: Iterable[str]) -> str:
    """The names with commas between them."""
    return ", ".join(identifier(column) for column in columns)


def comment(text: str) -> str:
    """`text` on one line for a `--` comment, in which it cannot end the comment or become a directive of its own."""
    return " ".join(text.split())
