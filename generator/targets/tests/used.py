"""The names that a body of generated Python uses, read from the finished text.

It is scanned, not parsed: `ast` took two thirds of a whole run. And each line is scanned once, because most lines of
tests are the same again and again, in one entity as in the next.
"""

import keyword
import re
from collections.abc import Iterable, Sequence

_TEXT = re.compile(
    r"""
    f (?<= \b f ) (?P<formatted> " [^"\\]* (?: \\. [^"\\]* )* " | ' [^'\\]* (?: \\. [^'\\]* )* ' )
    | " (?: "" [^"]* (?: "{1,2} [^"]+ )* \"{3} | [^"\\]* (?: \\. [^"\\]* )* " )
    | ' [^'\\]* (?: \\. [^'\\]* )* '
    | \# [^\n]*
    """,
    re.DOTALL | re.VERBOSE,
)
"""Texts and comments. Each branch begins with a character of its own, to which `re` skips: that is six times faster."""
_FIELD = re.compile(r"\{([^{}]*)\}")
_UNQUOTED = str.maketrans("'\"", "  ")
_BLANKS = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code) in "_.=\n"))
_PUNCTUATION = bytes.maketrans(_BLANKS, b" " * len(_BLANKS))
"""For `bytes.translate`, which takes half the time of that of `str`: what separates words, to a blank."""

_LANGUAGE = frozenset(keyword.kwlist)

_LINES: dict[str, tuple[str, ...]] = {}
"""What is found in the lines that were scanned."""
_MOST_LINES = 20_000
_OPEN = '"'
"""What is found in a line with a text that does not end in it."""


def used_names(body: str) -> frozenset[str]:
    """Every name in `body` that is not an attribute, a keyword argument or inside a text.

    One that a line gives a value, with or without a type, is there as `name =` besides.
    """
    found = _found(body)
    return _found(_bare(body).translate(_UNQUOTED)) if _OPEN in found else found


def _found(code: str) -> frozenset[str]:
    lines = set(code.split("\n"))
    if len(_LINES) > _MOST_LINES:
        _LINES.clear()
    if unknown := tuple(lines.difference(_LINES)):
        _LINES.update(zip(unknown, _scanned(unknown), strict=True))
    return frozenset[str]().union(*map(_LINES.__getitem__, lines))


def _scanned(lines: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """What is found in each line: in all of them at once, which takes a third of the time, if no text is left open."""
    bare = _bare("\n".join(lines))
    if bare.count("\n") != len(lines) - 1 or _has_quotes(bare):
        return ((_OPEN,) if _has_quotes(bare := _bare(line)) else _names(bare, _spaced(bare)) for line in lines)
    return map(_names, bare.split("\n"), _spaced(bare).split("\n"))


def _bare(code: str) -> str:
    """The code without texts and comments."""
    return _TEXT.sub(_expressions, code)


def _expressions(text: re.Match[str]) -> str:
    """What of a text is code: the fields of an f-string, without the texts in them."""
    return " ".join(_FIELD.findall(text[0])).translate(_UNQUOTED) if text["formatted"] else ""


def _has_quotes(code: str) -> bool:
    return '"' in code or "'" in code


def _spaced(code: str) -> str:
    """The code with a blank between any two words; what is no name stands out: `.attribute`, `keyword=` and numbers."""
    return code.encode().replace(b"=", b"= ").replace(b".", b" .").translate(_PUNCTUATION).decode()


def _names(bare: str, spaced: str) -> tuple[str, ...]:
    """The names in one line; and what stands before ` = `, which does no harm if it is none."""
    head, assigns, _ = bare.partition(" = ")
    assigned = (f"{head.partition(':')[0].strip()} =",) if assigns else ()
    return (*(word for word in spaced.split() if word.isidentifier() and word not in _LANGUAGE), *assigned)
