"""Python expressions of valid documents: the values of typed json."""

from collections.abc import Callable, Iterator

from generator.ir import Field
from generator.targets.source.layout import Call, Expression, Keyword, flat, laid_out

Numbered = Callable[[Field], str]
"""Spells a valid value of a field that has no fields of its own."""

_COLUMN = 8
_SHORT = 80
"""Characters of an expression that fits into one line, whatever is around it."""


def numbered(field: Field, inner: Numbered, prefix: str) -> str:
    """`prefix` and a document with a value for every field, or a list with one of them, for column 8."""
    return laid_out(expression(field, inner), indent=_COLUMN, prefix=prefix)


def expression(field: Field, inner: Numbered) -> Expression:
    """The same, to be put into another expression."""
    made = document(field, inner)
    return made if field.element is None else Call("", (made,), brackets=("[", "]"))


def document(field: Field, inner: Numbered) -> Call:
    """A document with a value for every field; of a list, the one in it."""
    return _document(field, field.fields, inner)


def boundaries(field: Field, inner: Numbered) -> Iterator[str]:
    """The least: a document with what it must have only, or no document at all."""
    if field.element is not None:
        yield "[]"
        return
    least = flat(_document(field, tuple(item for item in field.fields if item.must_be_given), inner))
    if len(least) <= _SHORT:
        yield least


def too_many(field: Field, inner: Numbered) -> str | None:
    """A list with one document more than it may have; None where that takes more than a line."""
    least = flat(_document(field, tuple(item for item in field.fields if item.must_be_given), inner))
    return f"[{least}] * {(field.max_items or 0) + 1}" if len(least) <= _SHORT else None


def _document(field: Field, fields: tuple[Field, ...], inner: Numbered) -> Call:
    row = field.element or field.type
    values = (Keyword(item.column, expression(item, inner) if item.fields else inner(item)) for item in fields)
    return Call(row.python.annotation, tuple(values))
