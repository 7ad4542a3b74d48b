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


class Function(StrEnum):
    """Functions of one row and nothing else: the same arguments give the same value."""

    ABS = "abs"
    CARDINALITY = "cardinality"
    CHAR_LENGTH = "char_length"
    COALESCE = "coalesce"
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
    """Two values joined by a sign: numbers, or two moments, whose difference is a duration."""

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


Value: TypeAlias = FieldValue | Constant | Calculation | Application


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
    match expression:
        case FieldValue() | Absence() | Truth() | Constant():
            yield expression
        case Calculation(left=left, right=right) | Comparison(left=left, right=right):
            yield from _leaves(left)
            yield from _leaves(right)
        case Application(arguments=arguments):
            for argument in arguments:
                yield from _leaves(argument)
        case Membership(value=value, items=items):
            yield from _leaves(value)
            yield from items
        case Negation(condition=condition):
            yield from _leaves(condition)
        case Junction(conditions=conditions):
            for item in conditions:
                yield from _leaves(item)
        case _:
            assert_never(expression)
