"""Expressions of the plan with one column in the place of another."""

import re

_WORD_OR_LITERAL = re.compile(r"'(?:[^']|'')*'|[a-z_][a-z0-9_]*\b(?!\()")
"""A name that is not a function's, or a string literal, in which nothing is a name."""


def rewritten(expression: str, column: str, by: str) -> str:
    """The expression with `by` wherever it reads `column`."""
    return _WORD_OR_LITERAL.sub(lambda found: by if found[0] == column else found[0], expression)


def mentions(expression: str | None, column: str) -> bool:
    """Whether the expression reads the column."""
    return expression is not None and column in _WORD_OR_LITERAL.findall(expression)
