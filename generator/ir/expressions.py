"""Expressions over the fields of one row, as a tree: what the spec wrote, judged and typed, and in no language yet.

A condition is true, false or unknown, as in SQL: it is unknown where it compares with NULL.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias, assert_never

from generator.catalog import FieldType
from generator.frozen import frozen
from generator.ir.fields import Field


class Order(StrEnum):
    """How two values compare."""

    EQUAL = "="
    UNEQUAL = "<>"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Sign(StrEnum):
    """What two numbers are joined by."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    JOINED = "||"
    """Of texts."""


class Function(StrEnum):
    """Functions of one row and nothing else: the same arguments give the same value."""

    ABS = "abs"
    CARDINALITY = "cardinality"
    CHAR_LENGTH = "char_length"
    COALESCE = "coalesce"
    GREATEST = "greatest"
    LEAST = "least"
    LOWER = "lower"
    UPPER = "upper"


@frozen
class FieldValue:
    """The value of a field."""

    field: Field

    @property
    def type(self) -> FieldType:
        """The field's type."""
        return self.field.type


@frozen
class Constant:
    """A literal, fitted to the type that it is used as."""

    type: FieldType
    value: str | int | float | bool
    """As the IR keeps defaults: a number, a boolean, or canonical text."""


@frozen
class Calculation:
    """Two values joined by a sign: numbers, texts, or two moments, whose difference is a duration."""

    type: FieldType
    sign: Sign
    left: "Value"
    right: "Value"


@frozen
class Application:
    """A function of values."""

    type: FieldType
    function: Function
    arguments: tuple["Value", ...]


@frozen
class Branch:
    """What a value is under a condition."""

    condition: "Condition"
    value: "Value"


@frozen
class Case:
    """The value of the first branch whose condition is true."""

    type: FieldType
    branches: tuple[Branch, ...]
    otherwise: "Value | None" = None
    """Where none is; None for NULL."""


Value: TypeAlias = FieldValue | Constant | Calculation | Application | Case


@frozen
class Comparison:
    """Two values compared."""

    order: Order
    left: Value
    right: Value


@frozen
class Membership:
    """Whether a value is one of a few constants."""

    value: Value
    items: tuple[Constant, ...]


@frozen
class Absence:
    """Whether a field has no value."""

    field: Field


@frozen
class Truth:
    """A boolean field as a condition."""

    field: Field


@frozen
class Negation:
    """The opposite of a condition."""

    condition: "Condition"


@frozen
class Junction:
    """Conditions that hold all together, or of which one holds."""

    every: bool
    """AND; else OR."""
    conditions: tuple["Condition", ...]


Condition: TypeAlias = Comparison | Membership | Absence | Truth | Negation | Junction


def constants_of(expression: Value | Condition) -> tuple[Constant, ...]:
    """The constants in the expression."""
    return tuple(item for item in _leaves(expression) if isinstance(item, Constant))


def fields_of(expression: Value | Condition) -> tuple[Field, ...]:
    """The fields that the expression reads, each once, in the order in which it names them."""
    found = (item.field for item in _leaves(expression) if not isinstance(item, Constant))
    return tuple({field.name: field for field in found}.values())


def _leaves(expression: Value | Condition) -> Iterator[FieldValue | Absence | Truth | Constant]:
    if isinstance(expression, FieldValue | Absence | Truth | Constant):
        yield expression
    else:
        for part in _parts(expression):
            yield from _leaves(part)


def _parts(
    expression: Calculation | Application | Case | Comparison | Membership | Negation | Junction,
) -> tuple[Value | Condition, ...]:
    match expression:
        case Calculation(left=left, right=right) | Comparison(left=left, right=right):
            return (left, right)
        case Application(arguments=arguments):
            return arguments
        case Case(branches=branches, otherwise=otherwise):
            last = () if otherwise is None else (otherwise,)
            return (*(part for branch in branches for part in (branch.condition, branch.value)), *last)
        case Membership(value=value, items=items):
            return (value, *items)
        case Negation(condition=condition):
            return (condition,)
        case Junction(conditions=conditions):
            return conditions
        case _:
            assert_never(expression)


def is_nullable(expression: Value | Condition) -> bool:
    """Whether the expression can be NULL for a row whose required fields are given."""
    match expression:
        case FieldValue(field=field) | Truth(field=field):
            return field.nullable
        case Absence() | Constant():
            return False
        case Application(function=Function.COALESCE | Function.GREATEST | Function.LEAST, arguments=arguments):
            return all(map(is_nullable, arguments))
        case Case(branches=branches, otherwise=otherwise):
            values = (*(branch.value for branch in branches), *([] if otherwise is None else [otherwise]))
            return otherwise is None or any(map(is_nullable, values))
        case _:
            return any(map(is_nullable, _parts(expression)))
