"""How values and texts of a spec are spelled in Python, so that none of them can become syntax."""

from functools import lru_cache

from generator.ir import Literal

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


@lru_cache(maxsize=4096)
def text_literal(text: str) -> str:
    """`it's` -> `"it's"`: double quotes unless that costs more escapes, no character that does not print."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    if text.isprintable() and quote not in text and "\\" not in text:
        return f"{quote}{text}{quote}"
    return quote + "".join(_escaped(character, quote) for character in text) + quote


def _escaped(character: str, quote: str) -> str:
    if character == quote:
        return "\\" + quote
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def float_literal(value: float) -> str:
    """`1e100` rather than `1e+100`, as `ruff format` spells it."""
    return repr(value).replace("e+", "e")


def decimal_literal(text: str) -> str:
    """`0` -> `Decimal(0)`, `0.5` -> `Decimal("0.5")`: text only where a number would not be exact."""
    return f"Decimal({text})" if text.isdecimal() and str(int(text)) == text else f"Decimal({text_literal(text)})"
