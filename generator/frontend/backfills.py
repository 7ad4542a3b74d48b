"""Backfills of the spec: values for rows that exist, read by PostgreSQL's own grammar and printed back from the tree.

Only what is recognised is printed, so the text of a spec never becomes SQL itself.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.frontend.constants import ExpressionError
from generator.frontend.outline import did_you_mean, listed
from generator.frozen import frozen
from generator.plan.literals import quoted

_FUNCTIONS: Final = frozenset(
    "abs btrim ceil char_length floor initcap left length lower lpad ltrim md5 nullif point repeat replace reverse "
    "right round rpad rtrim split_part strpos substr substring to_date translate trunc upper".split()
)
"""Functions of one row and nothing else: the same arguments give the same value."""

_OPERATORS: Final = frozenset({"+", "-", "*", "/", "%", "||", "=", "<>", "<", "<=", ">", ">="})

_TYPES: Final = {
    "bool": "boolean",
    "bpchar": "text",
    "date": "date",
    "float4": "real",
    "float8": "double precision",
    "inet": "inet",
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "interval": "interval",
    "numeric": "numeric",
    "point": "point",
    "text": "text",
    "time": "time",
    "timestamptz": "timestamptz",
    "uuid": "uuid",
    "varchar": "text",
}

_NULLABLE: Final = re.compile(r"\bNULL\b|\bnullif\(|\bCASE\b")
"""What may make nothing of constants, in the canonical spelling; a text that says so is asked for in vain at worst."""

_ALLOWED: Final = (
    "Use the entity's fields, literals, operators, casts, CASE, COALESCE and functions such as `lower(title)`."
)


@frozen
class ValueExpression:
    """A value for each row."""

    sql: str
    """In one canonical spelling, with brackets around everything."""
    constant: bool
    """Whether it is the same value, and never NULL, for every row: then nobody has to ask the rows."""


def value_expression(text: str, columns: Collection[str]) -> ValueExpression:
    """`text` as an SQL expression over `columns`.

    Raises ExpressionError for a syntax error, an unknown column, or anything that is not on the list: subqueries,
    volatile functions, other tables.
    """
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
    used: set[str] = set()
    try:
        sql = _Printer(columns, used).value(select.targetList[0].val)
    except RecursionError:
        raise ExpressionError("this expression is nested too deep", _ALLOWED) from None
    return ValueExpression(sql=sql, constant=not used and not _NULLABLE.search(sql))


@dataclass(frozen=True, slots=True)
class _Printer:
    """Prints the nodes it knows and refuses the others; the nodes are pglast's, which has no types."""

    columns: Collection[str]
    used: set[str]

    def value(self, node: Any) -> str:
        printers: Mapping[str, Callable[[Any], str]] = {
            "A_Const": _constant,
            "A_Expr": self._operation,
            "BoolExpr": self._boolean,
            "CaseExpr": self._case,
            "CoalesceExpr": lambda item: f"coalesce({self._listed(item.args)})",
            "ColumnRef": self._column,
            "FuncCall": self._call,
            "MinMaxExpr": lambda item: f"{item.op.name.removeprefix('IS_').lower()}({self._listed(item.args)})",
            "NullTest": self._null_test,
            "TypeCast": self._cast,
        }
        kind = type(node).__name__
        if kind not in printers:
            raise ExpressionError("this is not allowed in a backfill", _ALLOWED)
        return printers[kind](node)

    def _null_test(self, node: Any) -> str:
        suffix = "IS NULL" if node.nulltesttype.name == "IS_NULL" else "IS NOT NULL"
        return f"({self.value(node.arg)} {suffix})"

    def _listed(self, nodes: Any) -> str:
        return ", ".join(self.value(item) for item in nodes)

    def _column(self, node: Any) -> str:
        name = ".".join(getattr(part, "sval", "*") for part in node.fields)
        if name not in self.columns:
            otherwise = f"A text constant is quoted twice: `\"'{name}'\"`. The entity has {listed(self.columns)}."
            raise ExpressionError(
                f"there is no field `{name}`", did_you_mean(name, list(self.columns), otherwise=otherwise)
            )
        self.used.add(name)
        return name

    def _operation(self, node: Any) -> str:
        operator = node.name[-1].sval
        if node.kind.name == "AEXPR_NULLIF":
            return f"nullif({self.value(node.lexpr)}, {self.value(node.rexpr)})"
        if node.kind.name != "AEXPR_OP" or len(node.name) != 1 or operator not in _OPERATORS:
            raise ExpressionError(f"the operator `{operator}` is not allowed", _ALLOWED)
        left = "" if node.lexpr is None else f"{self.value(node.lexpr)} "
        return f"({left}{operator} {self.value(node.rexpr)})"

    def _boolean(self, node: Any) -> str:
        parts = [self.value(item) for item in node.args]
        if node.boolop.name == "NOT_EXPR":
            return f"(NOT {parts[0]})"
        joint = f" {node.boolop.name.removesuffix('_EXPR')} "
        return f"({joint.join(parts)})"

    def _cast(self, node: Any) -> str:
        name = node.typeName.names[-1].sval
        plain = not (node.typeName.arrayBounds or node.typeName.typmods)
        if name not in _TYPES or not plain or not _is_built_in(node.typeName.names):
            raise ExpressionError(
                f"a cast to `{name}` is not allowed", f"Types to cast to are {listed(_TYPES.values())}."
            )
        return f"({self.value(node.arg)})::{_TYPES[name]}"

    def _case(self, node: Any) -> str:
        subject = "" if node.arg is None else f" {self.value(node.arg)}"
        choices = "".join(f" WHEN {self.value(item.expr)} THEN {self.value(item.result)}" for item in node.args)
        otherwise = "" if node.defresult is None else f" ELSE {self.value(node.defresult)}"
        return f"CASE{subject}{choices}{otherwise} END"

    def _call(self, node: Any) -> str:
        name = node.funcname[-1].sval
        plain = not any(
            (node.agg_order, node.agg_filter, node.over, node.agg_star, node.agg_distinct, node.func_variadic)
        )
        if name not in _FUNCTIONS or not plain or not _is_built_in(node.funcname):
            raise ExpressionError(
                f"the function `{name}` is not allowed", f"Functions are {listed(sorted(_FUNCTIONS))}."
            )
        return f"{name}({self._listed(node.args or ())})"


def _is_built_in(names: Any) -> bool:
    """Whether a name is PostgreSQL's own: bare, or as the grammar spells what has a syntax of its own (`TRIM`)."""
    return len(names) == 1 or [part.sval for part in names[:-1]] == ["pg_catalog"]


def _constant(node: Any) -> str:
    if node.isnull:
        return "NULL"
    match type(node.val).__name__:
        case "Integer":
            return str(node.val.ival or 0)
        case "Float":
            return str(node.val.fval)
        case "Boolean":
            return "TRUE" if node.val.boolval else "FALSE"
        case "String":
            return quoted(str(node.val.sval))
        case _:
            raise ExpressionError("this literal is not allowed", _ALLOWED)
