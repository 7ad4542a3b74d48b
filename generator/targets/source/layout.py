"""Python source that is born formatted: expressions broken over lines exactly where `ruff format` would break them.

The rule that makes it simple: what does not fit in one line is exploded, one argument a line with a trailing comma,
which the formatter never joins again. So the output is a fixed point of the formatter for names of any length, and no
formatter runs at generation time.
"""

from collections.abc import Iterable
from typing import assert_never

from generator.targets.source.view import node

WIDTH = 120
"""The line length of generated Python."""

STEP = 4


@node
class Call:
    """`head(a, b)tail`: a call, the head of a function or class, or another bracketed list."""

    head: str
    arguments: "tuple[Expression, ...]"
    tail: str = ""
    brackets: tuple[str, str] = ("(", ")")
    lone_comma: bool = False
    """Whether a single argument keeps its comma on one line, as in a tuple."""


@node
class Keyword:
    """`name=value` among the arguments of a call."""

    name: str
    value: "Expression"


@node
class Brackets:
    """`head[part part]`: a subscript, or a comprehension, whose parts are its element and its loop."""

    parts: tuple[str, ...]
    head: str = ""


@node
class Choice:
    """`value if condition else otherwise`."""

    value: "Simple"
    condition: str
    otherwise: "Simple"


@node
class Entry:
    """`key: value` in a dict."""

    key: str
    value: "Simple | Choice"


Simple = str | Call | Brackets
Expression = Simple | Keyword | Choice | Entry


def braces(items: "tuple[Expression, ...]") -> Call:
    """`{"a": 1, "b": 2}`: a dict."""
    return Call("", items, brackets=("{", "}"))


def parentheses(items: tuple[str, ...]) -> Call:
    """`(a, b)`: a tuple of finished items."""
    return Call("", items, lone_comma=True)


def flat(expression: Expression) -> str:
    """The expression in one line."""
    match expression:
        case str():
            return expression
        case Call():
            opening, closing = expression.brackets
            listed = ", ".join([item if isinstance(item, str) else flat(item) for item in expression.arguments])
            comma = "," if expression.lone_comma and len(expression.arguments) == 1 else ""
            return f"{expression.head}{opening}{listed}{comma}{closing}{expression.tail}"
        case Keyword():
            return f"{expression.name}={flat(expression.value)}"
        case Brackets():
            return f"{expression.head}[{' '.join(expression.parts)}]"
        case Entry():
            return f"{expression.key}: {flat(expression.value)}"
        case Choice():
            return f"{flat(expression.value)} if {expression.condition} else {flat(expression.otherwise)}"
        case _:
            assert_never(expression)


def laid_out(expression: Expression, *, indent: int, prefix: str = "", suffix: str = "") -> str:
    """`prefix`, the expression and `suffix` for a line that starts at column `indent`.

    The first line is not indented (the template has done that); the lines after it are, absolutely.
    """
    if isinstance(expression, str):
        return f"{prefix}{expression}{suffix}"
    line = f"{prefix}{flat(expression)}{suffix}"
    return line if indent + len(line) <= WIDTH else _exploded(expression, indent, prefix, suffix)


def _exploded(expression: "Call | Brackets | Keyword | Choice | Entry", indent: int, prefix: str, suffix: str) -> str:
    match expression:
        case Call():
            return _exploded_call(expression, indent, prefix, suffix)
        case Brackets():
            parts = _joined_if_short(expression.parts, indent + STEP)
            return f"{prefix}{expression.head}[\n{_indented(parts, indent)}\n{' ' * indent}]{suffix}"
        case Keyword():
            return laid_out(expression.value, indent=indent, prefix=f"{prefix}{expression.name}=", suffix=suffix)
        case Choice():
            return _exploded_choice(expression, indent, prefix, suffix)
        case Entry():
            return _exploded_entry(expression, indent, prefix, suffix)
        case _:
            assert_never(expression)


def _joined_if_short(parts: tuple[str, ...], indent: int) -> tuple[str, ...]:
    line = " ".join(parts)
    return (line,) if indent + len(line) <= WIDTH else parts


def _indented(lines: Iterable[str], indent: int) -> str:
    return "\n".join(" " * (indent + STEP) + line for line in lines)


def _exploded_call(call: Call, indent: int, prefix: str, suffix: str) -> str:
    if not call.arguments:
        return f"{prefix}{flat(call)}{suffix}"
    opening, closing = call.brackets
    inner = indent + STEP
    margin = " " * inner
    lines = [
        f"{margin}{argument}," if isinstance(argument, str) else margin + laid_out(argument, indent=inner, suffix=",")
        for argument in call.arguments
    ]
    return "\n".join((f"{prefix}{call.head}{opening}", *lines, f"{' ' * indent}{closing}{call.tail}{suffix}"))


def _exploded_choice(choice: Choice, indent: int, prefix: str, suffix: str) -> str:
    inner = indent + STEP
    line = flat(choice)
    parts = (line,) if inner + len(line) <= WIDTH else _branches(choice, inner)
    return f"{prefix}(\n{_indented(parts, indent)}\n{' ' * indent}){suffix}"


def _exploded_entry(entry: Entry, indent: int, prefix: str, suffix: str) -> str:
    """The formatter gives a choice in a dict no parentheses: its branches stand below the key."""
    if not isinstance(entry.value, Choice):
        return laid_out(entry.value, indent=indent, prefix=f"{prefix}{entry.key}: ", suffix=suffix)
    branches = f"\n{' ' * indent}".join(_branches(entry.value, indent))
    return f"{prefix}{entry.key}: {branches}{suffix}"


def _branches(choice: Choice, indent: int) -> tuple[str, ...]:
    """The lines of a choice, each for a line that starts at column `indent`."""
    otherwise = laid_out(choice.otherwise, indent=indent, prefix="else ")
    return laid_out(choice.value, indent=indent), f"if {choice.condition}", otherwise
