"""Expressions of the spec as SQL, in one canonical spelling."""

from typing import assert_never

from generator.ir.expressions import (
    Absence,
    Application,
    Calculation,
    Case,
    Comparison,
    Condition,
    Constant,
    FieldValue,
    Junction,
    Membership,
    Negation,
    Truth,
    Value,
)
from generator.plan.literals import quoted


def expression_sql(expression: Value | Condition) -> str:
    """The value or the condition over the row's columns."""
    if isinstance(expression, FieldValue | Constant | Calculation | Application | Case):
        return value_sql(expression)
    return condition_sql(expression)


def condition_sql(condition: Condition) -> str:
    """The condition over the row's columns."""
    match condition:
        case Comparison(order=order, left=left, right=right):
            spelled = f"{value_sql(left)} {order} {value_sql(right)}"
        case Membership(value=value, items=items):
            spelled = f"{value_sql(value)} IN ({', '.join(map(_constant, items))})"
        case Absence(field=field):
            spelled = f"{field.column} IS NULL"
        case Truth(field=field):
            spelled = field.column
        case Negation(condition=Absence(field=field)):
            spelled = f"{field.column} IS NOT NULL"
        case Negation(condition=Membership(value=value, items=items)):
            spelled = f"{value_sql(value)} NOT IN ({', '.join(map(_constant, items))})"
        case Negation(condition=inner):
            spelled = f"NOT ({condition_sql(inner)})"
        case Junction(every=every, conditions=conditions):
            spelled = (" AND " if every else " OR ").join(map(_nested, conditions))
        case _:
            assert_never(condition)
    return spelled


def _nested(condition: Condition) -> str:
    spelled = condition_sql(condition)
    return f"({spelled})" if isinstance(condition, Junction) else spelled


def value_sql(value: Value) -> str:
    """The value over the row's columns."""
    match value:
        case FieldValue(field=field):
            return field.column
        case Constant():
            return _constant(value)
        case Calculation(sign=sign, left=left, right=right):
            return f"({_operand(left)} {sign} {_operand(right)})"
        case Application(function=function, arguments=arguments):
            return f"{function}({', '.join(map(value_sql, arguments))})"
        case Case(branches=branches, otherwise=otherwise):
            pairs = (f"WHEN {condition_sql(item.condition)} THEN {value_sql(item.value)}" for item in branches)
            last = "" if otherwise is None else f" ELSE {value_sql(otherwise)}"
            return f"(CASE {' '.join(pairs)}{last} END)"
        case _:
            assert_never(value)


def _operand(value: Value) -> str:
    """Whole numbers are calculated as BIGINT: two that fit INTEGER need not have a product that does."""
    spelled = value_sql(value)
    is_narrow = isinstance(value, FieldValue) and value.type.name in {"smallint", "integer"}
    return f"{spelled}::bigint" if is_narrow else spelled


def _constant(constant: Constant) -> str:
    if isinstance(constant.value, bool):
        return "TRUE" if constant.value else "FALSE"
    return str(constant.value) if constant.type.number else quoted(str(constant.value))
