"""Values that are made of others in an expression of the spec: sums and products, and functions of one row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.catalog import FIELD_TYPES, FieldType
from generator.frontend.constants import ExpressionError
from generator.ir.expressions import Application, Branch, Calculation, Case, Condition, Function, Sign, Value

_UNCOMPARABLE: Final = frozenset({"bytes", "json", "list", "map", "point", "secret", "vector"})
WHOLE: Final = frozenset({"smallint", "integer", "bigint", "ref", "master"})
REAL: Final = frozenset({"float", "double"})
_UNORDERED: Final = frozenset({"text", "boolean", "inet"})
"""What no order is agreed on between PostgreSQL and everybody else."""
_DIFFERENCES: Final[Mapping[str, str]] = {"timestamp": "duration", "date": "integer"}
"""What one moment less another is."""
_TEXTUAL: Final = (Function.CHAR_LENGTH, Function.LOWER, Function.UPPER)
_NAMES: Final = {item.value: item for item in Function} | {"length": Function.CHAR_LENGTH}


def family(type_: FieldType) -> str:
    """What values of the type may be compared with: one word for all numbers, one for all texts; empty for nothing."""
    if type_.name in _UNCOMPARABLE:
        return ""
    if type_.number or type_.name in WHOLE:
        return "number"
    return "text" if type_.cast == "text" else type_.name


@dataclass(frozen=True, slots=True)
class Calculator:
    """Reads sums, products, choices and functions; `value` and `condition` read what they are made of."""

    value: Callable[[Any, Value | None], Value]
    condition: Callable[[Any], Condition]
    allowed: str
    """What to write instead, for a hint."""

    def read(self, node: Any) -> Value:
        """The value that the node of the grammar stands for; raises ExpressionError."""
        match type(node).__name__:
            case "A_Expr":
                return self._calculation(node)
            case "CoalesceExpr":
                return self._several(Function.COALESCE, node.args)
            case "MinMaxExpr":
                return self._extreme(node)
            case "CaseExpr":
                return self._case(node)
            case _:
                return self._call(node)

    def _calculation(self, node: Any) -> Value:
        sign = node.name[-1].sval
        if node.kind.name != "AEXPR_OP" or len(node.name) != 1 or sign not in set(Sign) or node.lexpr is None:
            raise ExpressionError(f"the operator `{sign}` is not allowed here", self.allowed)
        left, right = self.value(node.lexpr, None), self.value(node.rexpr, None)
        return Calculation(type=_result(Sign(sign), left, right), sign=Sign(sign), left=left, right=right)

    def _several(self, function: Function, nodes: Any) -> Application:
        values = self._alike(nodes, f"{function} takes values of one type that can be compared")
        return Application(type=_together(values), function=function, arguments=values)

    def _extreme(self, node: Any) -> Application:
        found = self._several(Function(node.op.name.removeprefix("IS_").lower()), node.args)
        if family(found.type) in _UNORDERED:
            raise ExpressionError(f"`{found.function}` does not take values of type `{found.type.name}`", self.allowed)
        return found

    def _case(self, node: Any) -> Case:
        if node.arg is not None:
            hint = "Write `CASE WHEN status = 'open' THEN ... END`."
            raise ExpressionError("each branch of a CASE has a condition of its own", hint)
        nodes = [*(item.result for item in node.args), *([] if node.defresult is None else [node.defresult])]
        values = self._alike(nodes, "the branches of a CASE are of one type")
        branches = zip(node.args, values, strict=False)
        return Case(
            type=_together(values),
            branches=tuple(Branch(condition=self.condition(item.expr), value=value) for item, value in branches),
            otherwise=None if node.defresult is None else values[-1],
        )

    def _alike(self, nodes: Any, demand: str) -> tuple[Value, ...]:
        """Values of one family; a literal is read as what the first is."""
        first, *others = nodes
        head = self.value(first, None)
        values = (head, *(self.value(item, head) for item in others))
        if family(head.type) == "" or any(family(item.type) != family(head.type) for item in values):
            raise ExpressionError(demand, None)
        return values

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


def _together(values: Sequence[Value]) -> FieldType:
    """The type that has them all."""
    names = {item.type.name for item in values}
    if len(names) == 1:
        return values[0].type
    if family(values[0].type) == "number":
        return _number(names)
    return FIELD_TYPES["text"] if family(values[0].type) == "text" else values[0].type


def _number(names: set[str]) -> FieldType:
    """The type of numbers that has those of all these types."""
    return FIELD_TYPES["bigint" if names <= WHOLE else "double" if names & REAL else "decimal"]


def _result(sign: Sign, left: Value, right: Value) -> FieldType:
    names = {left.type.name, right.type.name}
    if sign is Sign.JOINED and family(left.type) == family(right.type) == "text":
        return FIELD_TYPES["text"]
    if sign is not Sign.JOINED and family(left.type) == family(right.type) == "number":
        return _number(names)
    if sign is Sign.MINUS and len(names) == 1 and left.type.name in _DIFFERENCES:
        return FIELD_TYPES[_DIFFERENCES[left.type.name]]
    message = f"`{left.type.name} {sign} {right.type.name}` is not allowed"
    raise ExpressionError(message, "Calculate with numbers, join texts, or take one timestamp or date from another.")
