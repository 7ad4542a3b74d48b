"""Conditions of the spec answered for a row at hand, as PostgreSQL answers them: true, false or None for unknown."""

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, assert_never
from uuid import UUID

from generator.catalog import INTEGER_RANGES
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
    Sign,
    Truth,
    Value,
)

UNKNOWN: Final = object()
"""A value that is there, and of which nothing else is known before the tests run."""

Row = Mapping[str, object]
"""Values by column; None is NULL."""


class Unsure(Exception):  # noqa: N818 - no error: the answer depends on a value that is not known yet
    """The answer depends on what is not known."""


_ORDERS: Final[Mapping[Order, Callable[[Any, Any], bool]]] = {
    Order.EQUAL: operator.eq,
    Order.UNEQUAL: operator.ne,
    Order.LESS: operator.lt,
    Order.AT_MOST: operator.le,
    Order.MORE: operator.gt,
    Order.AT_LEAST: operator.ge,
}
_SIGNS: Final[Mapping[Sign, Callable[[Any, Any], object]]] = {
    Sign.PLUS: operator.add,
    Sign.MINUS: operator.sub,
    Sign.TIMES: operator.mul,
    Sign.JOINED: operator.add,
}
_EXTREMES: Final[Mapping[Function, Callable[[Iterable[Any]], object]]] = {Function.GREATEST: max, Function.LEAST: min}
READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "decimal": Decimal,
    "timestamp": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "duration": lambda text: timedelta(seconds=int(text.removesuffix(" seconds"))),
    "uuid": UUID,
}


def holds(condition: Condition, row: Row) -> bool:
    """Whether a CHECK lets the row pass: it is not false. What cannot be told does not."""
    try:
        return answer(condition, row) is not False
    except Unsure:
        return False


def breaks(condition: Condition, row: Row) -> bool:
    """Whether a CHECK certainly refuses the row: it is false, whatever is not known."""
    try:
        return answer(condition, row) is False
    except Unsure:
        return False


def answer(condition: Condition, row: Row) -> bool | None:
    """The answer for the row; raises Unsure where it depends on an UNKNOWN value."""
    match condition:
        case Comparison(order=order, left=left, right=right):
            return _compared(order, _value(left, row), _value(right, row))
        case Membership(value=value, items=items):
            member = (Comparison(order=Order.EQUAL, left=value, right=item) for item in items)
            return _first(member, row, wanted=True)
        case Absence(field=field):
            return row[field.column] is None
        case Truth(field=field):
            return _compared(Order.EQUAL, row[field.column], True)  # noqa: FBT003 - a value of a row
        case Negation(condition=inner):
            found = answer(inner, row)
            return None if found is None else not found
        case Junction(every=every, conditions=conditions):
            return _first(conditions, row, wanted=not every)
        case _:
            assert_never(condition)


def _first(conditions: Iterable[Condition], row: Row, *, wanted: bool) -> bool | None:
    """The wanted answer if one of the conditions gives it; else unknown if one is, else the other answer."""
    unsure, unknown = False, False
    for condition in conditions:
        try:
            found = answer(condition, row)
        except Unsure:
            unsure = True
            continue
        if found is wanted:
            return wanted
        unknown = unknown or found is None
    if unsure:
        raise Unsure
    return None if unknown else not wanted


def _compared(order: Order, left: object, right: object) -> bool | None:
    if left is None or right is None:
        return None
    if UNKNOWN in (left, right):
        raise Unsure
    return _ORDERS[order](left, right)


def constant(value: Constant) -> object:
    """The value of a constant in Python."""
    read = READERS.get(value.type.name)
    return read(str(value.value)) if read else value.value


def evaluated(value: Value | Condition, row: Row) -> object:
    """What the expression is for the row; raises Unsure where it depends on an UNKNOWN value."""
    if isinstance(value, FieldValue | Constant | Calculation | Application | Case):
        found = _value(value, row)
        if found is UNKNOWN:
            raise Unsure
        return found
    return answer(value, row)


def _value(value: Value, row: Row) -> Any:
    match value:
        case FieldValue(field=field):
            return row[field.column]
        case Constant():
            return constant(value)
        case Calculation(sign=sign, left=left, right=right):
            return _calculated(sign, _value(left, row), _value(right, row))
        case Application(function=function, arguments=arguments):
            return _applied(function, [_value(item, row) for item in arguments])
        case Case(branches=branches, otherwise=otherwise):
            rest = (item.value for item in branches if answer(item.condition, row))
            chosen = next(rest, otherwise)
            return None if chosen is None else _value(chosen, row)
        case _:
            assert_never(value)


def _calculated(sign: Sign, left: Any, right: Any) -> object:
    if left is None or right is None:
        return None
    if UNKNOWN in (left, right):
        raise Unsure
    least, most = INTEGER_RANGES["bigint"]
    mixed = {type(left), type(right)} == {float, Decimal}
    result = _SIGNS[sign](float(left) if mixed else left, float(right) if mixed else right)
    if isinstance(result, int) and not least <= result <= most:
        raise Unsure  # PostgreSQL refuses to calculate it
    is_days = isinstance(left, date) and not isinstance(left, datetime) and isinstance(result, timedelta)
    return result.days if is_days and isinstance(result, timedelta) else result


def _applied(function: Function, arguments: list[Any]) -> object:
    if function is Function.COALESCE:
        return next((item for item in arguments if item is not None), None)
    if function in _EXTREMES:
        return _extreme(_EXTREMES[function], arguments)
    (argument,) = arguments
    if argument is None:
        return None
    if argument is UNKNOWN:
        raise Unsure
    functions: Mapping[Function, Callable[[Any], object]] = {
        Function.ABS: abs,
        Function.CARDINALITY: len,
        Function.CHAR_LENGTH: len,
        Function.LOWER: str.lower,
        Function.UPPER: str.upper,
    }
    return functions[function](argument)


def _extreme(of: Callable[[Iterable[Any]], object], values: list[Any]) -> object:
    """PostgreSQL passes over what is NULL."""
    if UNKNOWN in values:
        raise Unsure
    known = [item for item in values if item is not None]
    return of(known) if known else None
