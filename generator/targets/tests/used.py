"""The names that a body of generated Python uses, read from the finished text.

It is scanned, not parsed: `ast` took two thirds of a whole run. And each line is scanned once, because most lines of
tests are the same again and again, in one entity as in the next.
"""

import re
from collections.abc import Callable, Iterable, Sequence

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

_OPEN = '"'
"""What is found in a line with a text that does not end in it."""
_MOST_LINES = 20_000


class Scanner:
    """Finds the names in bodies, of those that are `wanted`; remembers what it found in which line."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self._wanted = wanted
        self._lines: dict[str, tuple[str, ...]] = {}

    def used(self, body: str) -> frozenset[str]:
        """Every wanted name in `body` that is not an attribute, a keyword argument or inside a text, nor given a value.

        A line gives a name a value by `name = ` or `name: Type = `.
        """
        found = self._found(body)
        if _OPEN in found:
            found = self._found(_bare(body).translate(_UNQUOTED))
        given = [name for name in found if name.endswith(" =")]
        return found.difference(given, [name.removesuffix(" =") for name in given])

    def _found(self, code: str) -> frozenset[str]:
        lines = set(code.split("\n"))
        if len(self._lines) > _MOST_LINES:
            self._lines.clear()
        if unknown := tuple(lines.difference(self._lines)):
            self._lines.update(zip(unknown, self._scanned(unknown), strict=True))
        return frozenset[str]().union(*map(self._lines.__getitem__, lines))

    def _scanned(self, lines: Sequence[str]) -> Iterable[tuple[str, ...]]:
        """What is in each line: in all of them at once, which takes a third of the time, if no text is left open."""
        bare = _bare("\n".join(lines))
        if bare.count("\n") == len(lines) - 1 and not _has_quotes(bare):
            return map(self._names, bare.split("\n"), _spaced(bare).split("\n"))
        return ((_OPEN,) if _has_quotes(bare := _bare(line)) else self._names(bare, _spaced(bare)) for line in lines)

    def _names(self, bare: str, spaced: str) -> tuple[str, ...]:
        """The names in one line, and `name =` for what stands before ` = `, which does no harm if it is none."""
        found = tuple(word for word in filter(self._wanted, spaced.split()) if word.isidentifier())
        head, assigns, _ = bare.partition(" = ")
        return (*found, f"{head.partition(':')[0].strip()} =") if assigns else found


def _bare(code: str) -> str:
    """The code without texts and comments."""
    return _TEXT.sub(_expressions, code)


def _expressions(text: re.Match[str]) -> str:
    """What of a text is code: the fields of an f-string, without the texts in them."""
    return _bare(" ".join(_FIELD.findall(text[0]))).translate(_UNQUOTED) if text["formatted"] else ""


def _has_quotes(code: str) -> bool:
    return '"' in code or "'" in code


def _spaced(code: str) -> str:
    """The code with a blank between any two words; what is no name stands out: `.attribute`, `keyword=` and numbers."""
    return code.encode().replace(b"=", b"= ").replace(b".", b" .").translate(_PUNCTUATION).decode()
