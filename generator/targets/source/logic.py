"""Conditions of generated Python, broken over lines where `ruff format` would break them."""

from collections.abc import Iterable

from generator.targets.source.layout import STEP, WIDTH
from generator.targets.source.view import node


@node
class Logic:
    """Conditions joined by `and` or by `or`; a part that is itself joined stands in parentheses."""

    word: str
    parts: "tuple[str | Logic, ...]"


def both(parts: "Iterable[str | Logic]") -> "str | Logic":
    """What is true where all the parts are."""
    return _joined("and", parts)


def either(parts: "Iterable[str | Logic]") -> "str | Logic":
    """What is true where one of the parts is."""
    return _joined("or", parts)


def _joined(word: str, parts: "Iterable[str | Logic]") -> "str | Logic":
    """Parts that are joined by the same word become one with the others; each is said once."""
    flat: dict[str | Logic, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, Logic) and part.word == word else (part,)))
    return next(iter(flat)) if len(flat) == 1 else Logic(word, tuple(flat))


def flat(condition: str | Logic) -> str:
    """The condition in one line."""
    if isinstance(condition, str):
        return condition
    parts = (f"({flat(part)})" if isinstance(part, Logic) else part for part in condition.parts)
    return f" {condition.word} ".join(parts)


def statement(keyword: str, condition: str | Logic, *, indent: int) -> str:
    """`if a and b:` for a line that starts at column `indent`; the lines after the first are indented absolutely."""
    line = f"{keyword} {flat(condition)}:"
    if isinstance(condition, str) or indent + len(line) <= WIDTH:
        return line
    return f"{keyword} (\n{_exploded(condition, indent + STEP)}\n{' ' * indent}):"


def _exploded(condition: Logic, indent: int) -> str:
    lines = []
    for place, part in enumerate(condition.parts):
        head = " " * indent + (f"{condition.word} " if place else "")
        line = head + (f"({flat(part)})" if isinstance(part, Logic) else part)
        if isinstance(part, Logic) and len(line) > WIDTH:
            line = f"{head}(\n{_exploded(part, indent + STEP)}\n{' ' * indent})"
        lines.append(line)
    return "\n".join(lines)
