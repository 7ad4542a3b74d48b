"""How values and texts of a spec are spelled in Python, so that none of them can become syntax."""

import textwrap

from generator.ir import Literal
from generator.targets.python.layout import WIDTH

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(value: Literal) -> str:
    """A scalar as a Python literal, in the quotes that `ruff format` prefers; a tuple as a list."""
    match value:
        case bool() | int() | float():
            return repr(value)
        case str():
            return text_literal(value)
        case tuple():
            return f"[{', '.join(literal(item) for item in value)}]"


def text_literal(text: str) -> str:
    """`it's` -> `"it's"`: double quotes unless that costs more escapes, no character that does not print."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(character, quote) for character in text) + quote


def _escaped(character: str, quote: str) -> str:
    if character == quote:
        return "\\" + quote
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def decimal_literal(text: str) -> str:
    """`0` -> `Decimal(0)`, `0.5` -> `Decimal("0.5")`: text only where a number would not be exact."""
    return f"Decimal({text})" if text.isdecimal() and str(int(text)) == text else f"Decimal({text_literal(text)})"


def docstring(description: str, *, summary: str, indent: int) -> str:
    """A docstring in Google style, quotes included, for a line that starts at column `indent`.

    The first sentence of the description is the summary line; where it does not fit in one line, `summary` takes its
    place and the whole description follows it.
    """
    text = _harmless(description) or summary
    first, rest = _sentence(text)
    room = WIDTH - indent - len('""""""')
    if len(first) > room:
        first, rest = summary, text
    if not rest:
        return f'"""{first}"""'
    body = textwrap.wrap(rest, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    lines = [f'"""{first}', "", *(" " * indent + line for line in body), " " * indent + '"""']
    return "\n".join(lines)


def sentence(description: str, otherwise: str) -> str:
    """The description as one line of running text that ends with a full stop, for the middle of a docstring."""
    return _sentence(_harmless(description) or otherwise)[0]


def _sentence(text: str) -> tuple[str, str]:
    head, stop, rest = text.partition(". ")
    first = head + "." if stop else text
    if first[-1] not in ".!?":
        first += "."
    return first, rest


def _harmless(text: str) -> str:
    """One line of printable text that can stand between triple quotes.

    A backslash is written as its own escape: the only form that both means a backslash and passes the linter's D301.
    """
    line = " ".join("".join(item if item.isprintable() else " " for item in text).split())
    if '"""' in line or line.startswith('"') or line.endswith('"'):
        line = line.replace('"', "'")
    return line.replace("\\", "\\u005c")


def indefinite(words: str) -> str:
    """`article` -> `an article`; by the first letter, which is right often enough for a comment."""
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"
