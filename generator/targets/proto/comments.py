"""From text that anyone may have written to the `//` lines of a .proto file, and nothing but such lines."""

import textwrap
from functools import lru_cache

WIDTH = 100
"""Columns of a comment line, indentation included."""


@lru_cache(maxsize=4096)
def comment(*paragraphs: str, indent: int = 0) -> tuple[str, ...]:
    """The comment lines of `paragraphs`, without their indentation of `indent` spaces; each paragraph begins a line.

    Line breaks of the text are kept, runs of blank lines become one, and what does not print (control characters,
    bidirectional overrides, lone surrogates) becomes a space, so that no text ends its comment or hides in it.
    """
    width = WIDTH - indent - len("// ")
    lines: list[str] = []
    for line in "\n".join(paragraphs).splitlines():
        wrapped = _wrapped(_printable(line), width)
        lines.extend(f"// {item}" for item in wrapped)
        if not wrapped and lines and lines[-1] != "//":
            lines.append("//")
    while lines and lines[-1] == "//":
        lines.pop()
    return tuple(lines)


def docstring_safe(text: str) -> str:
    r"""`text` for the comments of services and RPCs, which grpcio-tools pastes unescaped between three double quotes.

    A triple quote there would end the docstring and let the rest run as Python (seen with grpcio-tools 1.85.1), and
    `\N{x}` does not even parse.
    """
    return text.replace("\\", "\\\\").replace('"""', "'''")


def sentence(text: str, otherwise: str) -> str:
    """`text` with a full stop where it ends without a mark, or `otherwise` if it holds nothing that prints."""
    stripped = text.strip()
    if not any(letter.isprintable() and not letter.isspace() for letter in stripped):
        return otherwise
    return stripped if stripped[-1] in ".!?:;)`" else f"{stripped}."


def _printable(line: str) -> str:
    """`line` with a space for each letter that does not print."""
    shown = line if line.isprintable() else "".join(letter if letter.isprintable() else " " for letter in line)
    # buf reads a line that begins like this as an instruction and not as a comment.
    return shown.replace("buf:lint:", "buf: lint:")


def _wrapped(line: str, width: int) -> list[str]:
    """`line` in pieces of at most `width`, where its words allow it; the further lines of a list item hang."""
    if len(line) <= width:
        shown = line.rstrip()
        return [shown] if shown else []
    hang = "  " if line.startswith("- ") else ""
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False, subsequent_indent=hang)
