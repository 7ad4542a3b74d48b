"""Texts of a spec as prose inside generated Python: docstrings and the sentences of comments."""

import textwrap

from generator.targets.source.layout import WIDTH


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
    printable = text if text.isprintable() else "".join(item if item.isprintable() else " " for item in text)
    line = " ".join(printable.split())
    if '"""' in line or line.startswith('"') or line.endswith('"'):
        line = line.replace('"', "'")
    return line.replace("\\", "\\u005c")


def indefinite(words: str) -> str:
    """`article` -> `an article`; by the first letter, which is right often enough for a comment."""
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"
