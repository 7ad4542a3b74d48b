"""Values that are made of others in an expression of the spec: sums and products, and functions of one row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.catalog import FIELD_TYPES, FieldType
from generator.frontend.constants import ExpressionError
from generator.ir.expressions import Application, Calculation, Function, Sign, Value

_UNCOMPARABLE: Final = frozenset({"bytes", "json", "list", "map", "point", "secret", "vector"})
_WHOLE: Final = frozenset({"smallint", "integer", "bigint", "ref", "master"})
_REAL: Final = frozenset({"float", "double"})
_DIFFERENCES: Final[Mapping[str, str]] = {"timestamp": "duration", "date": "integer"}
"""What one moment less another is."""
_TEXTUAL: Final = (Function.CHAR_LENGTH, Function.LOWER, Function.UPPER)
_NAMES: Final = {item.value: item for item in Function} | {"length": Function.CHAR_LENGTH}


def family(type_: FieldType) -> str:
    """What values of the type may be compared with: one word for all numbers, one for all texts; empty for nothing."""
    if type_.name in _UNCOMPARABLE:
        return ""
    if type_.number or type_.name in _WHOLE:
        return "number"
    return "text" if type_.cast == "text" else type_.name


@dataclass(frozen=True, slots=True)
class Calculator:
    """Reads sums, products and functions; `value` reads what they are made of."""

    value: Callable[[Any, Value | None], Value]
    allowed: str
    """What to write instead, for a hint."""

    def read(self, node: Any) -> Value:
        """The value that the node of the grammar stands for; raises ExpressionError."""
        match type(node).__name__:
            case "A_Expr":
                return self._calculation(node)
            case "CoalesceExpr":
                return self._coalesce(node)
            case _:
                return self._call(node)

    def _calculation(self, node: Any) -> Value:
        sign = node.name[-1].sval
        if node.kind.name != "AEXPR_OP" or len(node.name) != 1 or sign not in set(Sign) or node.lexpr is None:
            raise ExpressionError(f"the operator `{sign}` is not allowed here", self.allowed)
        left, right = self.value(node.lexpr, None), self.value(node.rexpr, None)
        return Calculation(type=_result(Sign(sign), left, right), sign=Sign(sign), left=left, right=right)

    def _coalesce(self, node: Any) -> Value:
        first, *others = node.args
        head = self.value(first, None)
        rest = tuple(self.value(item, head) for item in others)
        if family(head.type) == "" or any(family(item.type) != family(head.type) for item in rest):
            raise ExpressionError("coalesce takes values of one type that can be compared", None)
        return Application(type=head.type, function=Function.COALESCE, arguments=(head, *rest))

    def _call(self, node: Any) -> Value:
        name = node.funcname[-1].sval
        plain = not any(
            (node.agg_order, node.agg_filter, node.over, node.agg_star, node.agg_distinct, node.func_variadic)
        )
        bare = len(node.funcname) == 1 or [part.sval for part in node.funcname[:-1]] == ["pg_catalog"]
        if name not in _NAMES or not plain or not bare or len(node.args or ()) != 1:
            raise ExpressionError(f"the function `{name}` is not allowed so", self.allowed)
        return _applied(_NAMES[name], self.value(node.args[0], None))


def _applied(function: Function, argument: Value) -> Value:
    fits = {
        Function.ABS: family(argument.type) == "number",
        Function.CARDINALITY: argument.type.name == "list",
    }
    if not fits.get(function, function in _TEXTUAL and family(argument.type) == "text"):
        raise ExpressionError(f"`{function}` does not take a value of type `{argument.type.name}`", None)
    counts = function in {Function.CARDINALITY, Function.CHAR_LENGTH}
    type_ = FIELD_TYPES["integer"] if counts else argument.type
    return Application(type=type_, function=function, arguments=(argument,))


def _result(sign: Sign, left: Value, right: Value) -> FieldType:
    names = {left.type.name, right.type.name}
    if family(left.type) == family(right.type) == "number":
        if names <= _WHOLE:
            return FIELD_TYPES["bigint"]
        return FIELD_TYPES["double" if names & _REAL else "decimal"]
    if sign is Sign.MINUS and len(names) == 1 and left.type.name in _DIFFERENCES:
        return FIELD_TYPES[_DIFFERENCES[left.type.name]]
    message = f"`{left.type.name} {sign} {right.type.name}` is not allowed"
    raise ExpressionError(message, "Calculate with numbers, or take one timestamp or date from another.")
