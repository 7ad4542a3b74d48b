"""Expressions of the spec as typed trees: read by PostgreSQL's own grammar and judged node by node.

Only what is recognised gets into the tree, so the text of a spec never becomes SQL or Python itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.catalog import FIELD_TYPES, FieldType
from generator.frontend.calculations import Calculator, family
from generator.frontend.constants import ExpressionError, literal, number
from generator.frontend.outline import did_you_mean, listed
from generator.frontend.values import UnfitError, scalar
from generator.ir import Field
from generator.ir.expressions import (
    Absence,
    Comparison,
    Condition,
    Constant,
    FieldValue,
    Junction,
    Membership,
    Negation,
    Order,
    Truth,
    Value,
)

_ORDERS: Final = {"=": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_ALLOWED: Final = (
    "Use comparisons of the entity's fields with each other and with literals, `AND`, `OR`, `NOT`, `IN`, `BETWEEN`, "
    "`IS NULL`, `+ - *`, `||`, `CASE WHEN ... THEN ... END` and the functions abs, cardinality, char_length, coalesce, "
    "greatest, least, lower, upper."
)


def condition(text: str, fields: Sequence[Field]) -> Condition:
    """`text` as a condition over `fields`. Raises ExpressionError for what is not on the list of `_ALLOWED`."""
    return _Reader(_known(fields)).condition(_parsed(text))


def value(text: str, fields: Sequence[Field]) -> Value:
    """`text` as a value over `fields`. Raises ExpressionError for what is not on the list of `_ALLOWED`."""
    return _Reader(_known(fields)).value(_parsed(text), None)


def _known(fields: Sequence[Field]) -> Mapping[str, Field]:
    return {field.name: field for field in fields} | {field.column: field for field in fields}


def _parsed(text: str) -> Any:
    """The one expression that the text is; a comment at its end does not swallow what follows."""
    from pglast.parser import ParseError, parse_sql

    try:
        statements = parse_sql(f"SELECT ({text}\n)")
    except ParseError as error:
        reason = str(error.args[0]) if error.args else "syntax error"
        raise ExpressionError(f"this is not an expression: {reason}", _ALLOWED) from None
    select: Any = statements[0].stmt
    said = {name for name in select if getattr(select, name) and name not in {"limitOption", "op", "all"}}
    if len(statements) != 1 or said != {"targetList"} or len(select.targetList) != 1:
        raise ExpressionError("this is more than one expression", _ALLOWED)
    return select.targetList[0].val


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes a tree of the nodes it knows and refuses the others; the nodes are pglast's, which has no types."""

    fields: Mapping[str, Field]

    def condition(self, node: Any) -> Condition:
        match type(node).__name__:
            case "BoolExpr" if node.boolop.name == "NOT_EXPR":
                return Negation(condition=self.condition(node.args[0]))
            case "BoolExpr":
                parts = tuple(self.condition(item) for item in node.args)
                return Junction(every=node.boolop.name == "AND_EXPR", conditions=parts)
            case "NullTest":
                absence = Absence(field=self._field(node.arg))
                return absence if node.nulltesttype.name == "IS_NULL" else Negation(condition=absence)
            case "A_Expr":
                return self._comparison(node)
            case "ColumnRef":
                field = self._field(node)
                if field.type.name != "boolean":
                    hint = f"Compare it with a value, or write `{field.name} IS NOT NULL`."
                    raise ExpressionError(f"`{field.name}` is not a boolean", hint)
                return Truth(field=field)
            case _:
                raise ExpressionError("this is not a condition", _ALLOWED)

    def _comparison(self, node: Any) -> Condition:
        operator = node.name[-1].sval
        match node.kind.name:
            case "AEXPR_IN":
                left = self.value(node.lexpr, None)
                items = tuple(self._constant(item, _type(left)) for item in node.rexpr)
                member = Membership(value=left, items=items)
                return member if operator == "=" else Negation(condition=member)
            case "AEXPR_BETWEEN":
                left = self.value(node.lexpr, None)
                low, high = (self.value(item, left) for item in node.rexpr)
                at_least = _compared(Order.AT_LEAST, left, low)
                return Junction(every=True, conditions=(at_least, _compared(Order.AT_MOST, left, high)))
            case "AEXPR_OP" if len(node.name) == 1 and operator in _ORDERS and node.lexpr is not None:
                left, right = self._pair(node)
                return _compared(Order(_ORDERS[operator]), left, right)
            case _:
                raise ExpressionError(f"the operator `{operator}` is not allowed", _ALLOWED)

    def _pair(self, node: Any) -> tuple[Value, Value]:
        """Both sides; a literal is read as what the other side is."""
        if type(node.lexpr).__name__ == "A_Const":
            right = self.value(node.rexpr, None)
            return self.value(node.lexpr, right), right
        left = self.value(node.lexpr, None)
        return left, self.value(node.rexpr, left)

    def value(self, node: Any, other: Value | None) -> Value:
        """A value; `other` is what it is compared with, if that is known."""
        match type(node).__name__:
            case "ColumnRef":
                return FieldValue(field=self._field(node))
            case "A_Const":
                return self._constant(node, None if other is None else _type(other))
            case "A_Expr" | "FuncCall" | "CoalesceExpr" | "MinMaxExpr" | "CaseExpr":
                return Calculator(self.value, self.condition, _ALLOWED).read(node)
            case _:
                raise ExpressionError("this is not a value", _ALLOWED)

    def _field(self, node: Any) -> Field:
        if type(node).__name__ != "ColumnRef":
            raise ExpressionError("a field is expected here", _ALLOWED)
        name = ".".join(getattr(part, "sval", "*") for part in node.fields)
        field = self.fields.get(name)
        if field is None:
            known = list(dict.fromkeys(item.name for item in self.fields.values()))
            hint = did_you_mean(name, known, otherwise=f"The entity has {listed(known)}.")
            raise ExpressionError(f"there is no field `{name}`", hint)
        return field

    def _constant(self, node: Any, type_: FieldType | None) -> Constant:
        found = literal(node, "a literal is expected here", _ALLOWED)
        type_ = type_ or _natural(node, found)
        if family(type_) == "":
            raise ExpressionError(f"a value of type `{type_.name}` can only be compared with NULL", _ALLOWED)
        if type_.name == "decimal" and type(node.val).__name__ == "String":
            raise ExpressionError("a number is compared with text", "Write the number without quotes.")
        try:
            fitted = scalar(type_.kind, number(found, node, type_.name), str(found), self._values(type_))
        except UnfitError as error:
            raise ExpressionError(f"the literal `{found}` {error}", None) from None
        return Constant(type=type_, value=fitted)

    def _values(self, type_: FieldType) -> tuple[str, ...]:
        """What an enum may be; of which field is judged where the two are compared."""
        if type_.name != "enum":
            return ()
        return tuple(value for field in self.fields.values() for value in field.values)


def _type(value: Value) -> FieldType:
    """The type as which a literal beside the value is read: a reference is a number."""
    return FIELD_TYPES["bigint"] if value.type.name in {"ref", "master"} else value.type


def _compared(order: Order, left: Value, right: Value) -> Comparison:
    if family(left.type) != family(right.type):
        message = f"a value of type `{left.type.name}` is compared with one of type `{right.type.name}`"
        raise ExpressionError(message, "Compare values of one type.")
    if family(left.type) == "":
        raise ExpressionError(f"a value of type `{left.type.name}` can only be compared with NULL", _ALLOWED)
    for one, other in ((left, right), (right, left)):
        if isinstance(one, FieldValue) and isinstance(other, Constant) and one.field.values:
            _check_choice(one.field, other)
    if isinstance(left, Constant) and isinstance(right, Constant):
        raise ExpressionError("two literals are compared", "Compare a field with something.")
    return Comparison(order=order, left=left, right=right)


def _check_choice(field: Field, constant: Constant) -> None:
    if constant.value not in field.values:
        message = f"`{constant.value}` is none of the values of `{field.name}`"
        raise ExpressionError(message, f"It has {listed(field.values)}.")


def _natural(node: Any, found: str | int | bool) -> FieldType:  # noqa: FBT001 - the value may be a boolean
    if isinstance(found, bool):
        return FIELD_TYPES["boolean"]
    numeric = {"Integer": "bigint", "Float": "decimal"}
    return FIELD_TYPES[numeric.get(type(node.val).__name__, "text")]
