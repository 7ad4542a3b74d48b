"""Strings that a pattern of a spec matches, for sample rows: as many distinct ones as the pattern has."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, Final, TypeAlias, Union

from generator.frozen import frozen

# The parser of `re` is the only complete reading of a pattern; it has no type stubs.
_parser: Final[Any] = import_module("re._parser")
_codes: Final[Any] = import_module("re._constants")

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/@ éß"
"""What a negated class is filled from."""
REPEATS: Final = 12
"""How often a repetition is repeated where the limits allow it, so that there is room for many distinct strings."""

_TRIES: Final = (*range(REPEATS, -1, -1), *range(REPEATS + 1, 256))


@frozen
class _Repeat:
    """A piece of a pattern, so many times."""

    lower: int
    upper: int
    body: tuple["_Piece", ...]


@frozen
class _Branches:
    """One of several patterns."""

    bodies: tuple[tuple["_Piece", ...], ...]


_Piece: TypeAlias = Union[str, _Repeat, _Branches]  # noqa: UP007 - the classes name it before it exists
"""A text is one of its characters."""


def matching(pattern: str, number: int, *, minimum: int = 0, maximum: int = 1000) -> str:
    """The string with that number among those that the whole of `pattern` matches, of `minimum` to `maximum` letters.

    Raises:
        ValueError: none was found.
    """
    pieces = _pieces(pattern)
    for repeats in _TRIES:
        found, _ = _spelled(pieces, number, repeats)
        if minimum <= len(found) <= maximum and re.fullmatch(pattern, found):
            return found
    raise ValueError(f"no string of {minimum} to {maximum} characters matches {pattern!r}")


def _spelled(pieces: tuple[_Piece, ...], number: int, repeats: int) -> tuple[str, int]:
    """Spell the pieces, with `number` as digits of a mixed radix; what is left of it comes second."""
    text = ""
    for piece in pieces:
        match piece:
            case str():
                number, chosen = divmod(number, len(piece))
                text += piece[chosen]
            case _Branches():
                number, chosen = divmod(number, len(piece.bodies))
                spelled, number = _spelled(piece.bodies[chosen], number, repeats)
                text += spelled
            case _Repeat():
                times = max(piece.lower, min(piece.upper, repeats))
                spelled, number = _spelled(piece.body * times, number, repeats)
                text += spelled
    return text, number


@cache
def _pieces(pattern: str) -> tuple[_Piece, ...]:
    return tuple(_read(_parser.parse(pattern)))


def _read(tree: Iterable[tuple[Any, Any]]) -> Iterator[_Piece]:
    for operator, argument in tree:
        if operator is _codes.LITERAL:
            yield chr(argument)
        elif operator is _codes.NOT_LITERAL:
            yield _others(chr(argument))
        elif operator is _codes.IN:
            yield _characters(argument)
        elif operator is _codes.BRANCH:
            yield _Branches(bodies=tuple(tuple(_read(body)) for body in argument[1]))
        elif operator is _codes.SUBPATTERN:
            yield from _read(argument[3])
        elif operator is _codes.MAX_REPEAT:
            yield _Repeat(lower=argument[0], upper=argument[1], body=tuple(_read(argument[2])))
        else:
            raise ValueError(f"pattern element {operator} is not supported")


def _characters(items: Iterable[tuple[Any, Any]]) -> str:
    """The characters of a class such as [a-z0-9-], letters and digits first; of a negated one, those it leaves."""
    negated = False
    members = ""
    for operator, argument in items:
        if operator is _codes.NEGATE:
            negated = True
        elif operator is _codes.LITERAL:
            members += chr(argument)
        else:
            members += "".join(chr(code) for code in range(argument[0], argument[1] + 1))
    if negated:
        return _others(members)
    return "".join(sorted(members, key=lambda letter: (not letter.isalnum(), letter)))


def _others(members: str) -> str:
    left = "".join(letter for letter in LETTERS if letter not in members)
    if not left:
        raise ValueError(f"no letter is known that is none of {members!r}")
    return left
