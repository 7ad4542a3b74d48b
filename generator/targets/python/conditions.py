"""Conditions of the spec as Python, where Python answers exactly as PostgreSQL does.

SQL knows a third answer, unknown, so a condition is spelled by what makes it true or by what makes it false: every
value that may be None is asked for first.
"""

from collections.abc import Callable, Mapping
from typing import Final, assert_never

from generator.ir import Field
from generator.ir.expressions import (
    Absence,
    Application,
    Calculation,
    Case,
    Comparison,
    Condition,
    Constant,
    FieldValue,
    Function,
    Junction,
    Membership,
    Negation,
    Order,
    Truth,
    Value,
    fields_of,
)
from generator.targets.source.logic import Logic, both, either

_PYTHON: Final[Mapping[Order, str]] = {Order.EQUAL: "==", Order.UNEQUAL: "!="}
_OPPOSITE: Final[Mapping[Order, Order]] = {
    Order.EQUAL: Order.UNEQUAL,
    Order.UNEQUAL: Order.EQUAL,
    Order.LESS: Order.AT_LEAST,
    Order.AT_LEAST: Order.LESS,
    Order.MORE: Order.AT_MOST,
    Order.AT_MOST: Order.MORE,
}
_WHOLE: Final = frozenset({"smallint", "integer", "bigint", "ref", "master"})
_TEXTS: Final = frozenset({"string", "text", "email", "url"})
_ORDERED: Final = frozenset({"double", "timestamp", "date", "time", "duration", "uuid"})
"""Types whose order Python and PostgreSQL agree about, beside the numbers."""

Spell = Callable[[Constant], str]
"""A constant as a Python expression."""


def is_exact(condition: Condition) -> bool:
    """Whether Python answers as PostgreSQL does: no text is ordered, no REAL is rounded, no decimal is calculated."""
    match condition:
        case Comparison(order=order, left=left, right=right):
            return _is_exact(left) and _is_exact(right) and _comparable(order, left, right)
        case Membership(value=value, items=items):
            return _is_exact(value) and all(_comparable(Order.EQUAL, value, item) for item in items)
        case Absence() | Truth():
            return True
        case Negation(condition=inner):
            return is_exact(inner)
        case Junction(conditions=conditions):
            return all(map(is_exact, conditions))
        case _:
            assert_never(condition)


def _is_exact(value: Value) -> bool:
    match value:
        case Constant():
            return True
        case FieldValue():
            return value.type.name not in {"float", "inet"}
        case Calculation(left=left, right=right):
            same = _kind(left) == _kind(right) in {"whole", "timestamp", "date"}
            return same and _is_exact(left) and _is_exact(right)
        case Application(function=function, arguments=arguments):
            counts = function in {Function.CARDINALITY, Function.CHAR_LENGTH} and isinstance(arguments[0], FieldValue)
            return counts or (function is Function.ABS and _kind(arguments[0]) == "whole" and _is_exact(arguments[0]))
        case Case():
            return False
        case _:
            assert_never(value)


def _comparable(order: Order, left: Value, right: Value) -> bool:
    kinds = {_kind(left), _kind(right)}
    if order in {Order.EQUAL, Order.UNEQUAL} and kinds <= {"text", "enum"}:
        return True
    return kinds <= {"whole", "decimal"} or (len(kinds) == 1 and kinds <= _ORDERED | {"boolean"})


def _kind(value: Value) -> str:
    name = value.type.name
    return "whole" if name in _WHOLE else "text" if name in _TEXTS else name


def fails(condition: Condition, subject: str, spell: Spell) -> Logic | str:
    """What is true in Python exactly where the condition is false: `subject` has the values as its attributes."""
    return _Speller(subject, spell).answer(condition, wanted=False)


class _Speller:
    """Spells conditions over the attributes of one object."""

    def __init__(self, subject: str, spell: Spell) -> None:
        self._subject = subject
        self._spell = spell

    def answer(self, condition: Condition, *, wanted: bool) -> Logic | str:
        """What is true where the answer to the condition is the `wanted` one."""
        match condition:
            case Comparison(order=order, left=left, right=right):
                order = order if wanted else _OPPOSITE[order]
                said = f"{self._value(left)} {_PYTHON.get(order, order.value)} {self._value(right)}"
                return both((*self._present(condition), said))
            case Membership(value=value, items=items):
                listed = ", ".join(map(self._spell, items))
                among = f"({listed},)" if len(items) == 1 else f"({listed})"
                return both((*self._present(condition), f"{self._value(value)} {'in' if wanted else 'not in'} {among}"))
            case Absence(field=field):
                return f"{self._attribute(field)} {'is' if wanted else 'is not'} None"
            case Truth(field=field):
                said = self._attribute(field)
                return both((*self._present(condition), said if wanted else f"not {said}"))
            case Negation(condition=inner):
                return self.answer(inner, wanted=not wanted)
            case Junction(every=every, conditions=conditions):
                parts = tuple(self.answer(item, wanted=wanted) for item in conditions)
                return both(parts) if every is wanted else either(parts)
            case _:
                assert_never(condition)

    def _present(self, condition: Condition) -> tuple[str, ...]:
        return tuple(f"{self._attribute(field)} is not None" for field in fields_of(condition) if field.nullable)

    def _attribute(self, field: Field) -> str:
        return f"{self._subject}.{field.column}"

    def _value(self, value: Value) -> str:
        match value:
            case FieldValue(field=field):
                return self._attribute(field)
            case Constant():
                return self._spell(value)
            case Calculation(sign=sign, left=left, right=right):
                spelled = f"({self._value(left)} {sign} {self._value(right)})"
                return f"{spelled}.days" if left.type.name == "date" else spelled
            case Application(function=Function.ABS, arguments=arguments):
                return f"abs({self._value(arguments[0])})"
            case Application(arguments=arguments):
                return f"len({self._value(arguments[0])})"
            case Case():
                raise ValueError(value)  # is not exact, and nobody asks for it
            case _:
                assert_never(value)
