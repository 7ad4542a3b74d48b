"""Predicates of the spec: read by PostgreSQL's own grammar, judged node by node, and printed back from the tree.

Only what is recognised is printed, so the text of a spec never becomes SQL itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.frontend.constants import ExpressionError, literal, number
from generator.frontend.outline import did_you_mean, listed
from generator.frontend.values import UnfitError, scalar
from generator.ir import Field
from generator.plan.literals import quoted

_COMPARISONS: Final = {"=": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_UNCOMPARABLE: Final = frozenset({"json", "bytes", "list", "map", "point", "secret", "vector"})


def predicate(text: str, fields: Sequence[Field]) -> str:
    """`text` as a PostgreSQL predicate over the columns of `fields`, in one canonical spelling.

    Raises ExpressionError for a syntax error, an unknown field, a literal that does not suit its field, or any
    construct beyond comparisons.
    """
    from pglast.parser import ParseError, parse_sql

    try:
        statements = parse_sql(f"SELECT WHERE {text}")
    except ParseError as error:
        reason = str(error.args[0]) if error.args else "syntax error"
        raise ExpressionError(f"this is not a predicate: {reason}") from None
    select: Any = statements[0].stmt
    if len(statements) != 1 or not _is_bare_where(select):
        raise ExpressionError("this is more than one predicate")
    known = {field.name: field for field in fields} | {field.column: field for field in fields}
    return _Printer(known).condition(select.whereClause)


def _is_bare_where(statement: Any) -> bool:
    said = {name for name in statement if getattr(statement, name) and name not in {"limitOption", "op", "all"}}
    return type(statement).__name__ == "SelectStmt" and said == {"whereClause"}


@dataclass(frozen=True, slots=True)
class _Printer:
    """Prints the nodes it knows and refuses the others; the nodes are pglast's, which has no types."""

    fields: Mapping[str, Field]

    def condition(self, node: Any) -> str:
        match type(node).__name__:
            case "BoolExpr":
                return self._boolean(node)
            case "NullTest":
                suffix = "IS NULL" if node.nulltesttype.name == "IS_NULL" else "IS NOT NULL"
                return f"{self._column(node.arg).column} {suffix}"
            case "A_Expr":
                return self._comparison(node)
            case "ColumnRef":
                field = self._column(node)
                if field.type.name != "boolean":
                    hint = f"Compare it with a value, or write `{field.name} IS NOT NULL`."
                    raise ExpressionError(f"`{field.name}` is not a boolean", hint)
                return field.column
            case _:
                raise ExpressionError("this is not a comparison")

    def _boolean(self, node: Any) -> str:
        parts = [self.condition(item) for item in node.args]
        if node.boolop.name == "NOT_EXPR":
            return f"NOT ({parts[0]})"
        joint = f" {node.boolop.name.removesuffix('_EXPR')} "
        nested = (type(item).__name__ == "BoolExpr" and item.boolop.name != "NOT_EXPR" for item in node.args)
        return joint.join(f"({part})" if inner else part for part, inner in zip(parts, nested, strict=True))

    def _comparison(self, node: Any) -> str:
        operator = node.name[-1].sval
        field = self._column(node.lexpr)
        if field.type.name in _UNCOMPARABLE:
            message = f"`{field.name}` of type `{field.type.name}` can only be compared with NULL"
            raise ExpressionError(message, f"Write `{field.name} IS NULL` or `{field.name} IS NOT NULL`.")
        match node.kind.name:
            case "AEXPR_IN":
                keyword = "IN" if operator == "=" else "NOT IN"
                items = ", ".join(self._literal(field, item) for item in node.rexpr)
                return f"{field.column} {keyword} ({items})"
            case "AEXPR_OP" if len(node.name) == 1 and operator in _COMPARISONS:
                return f"{field.column} {_COMPARISONS[operator]} {self._operand(field, node.rexpr)}"
            case _:
                raise ExpressionError(f"the operator `{operator}` is not allowed")

    def _operand(self, field: Field, node: Any) -> str:
        if type(node).__name__ != "ColumnRef":
            return self._literal(field, node)
        other = self._column(node)
        if other.type.name != field.type.name:
            message = f"`{field.name}` and `{other.name}` are of different types"
            raise ExpressionError(message, "Compare fields of one type.")
        return other.column

    def _column(self, node: Any) -> Field:
        if type(node).__name__ != "ColumnRef":
            raise ExpressionError("the left side of a comparison must be a field")
        name = ".".join(getattr(part, "sval", "*") for part in node.fields)
        field = self.fields.get(name)
        if field is None:
            known = list(dict.fromkeys(item.name for item in self.fields.values()))
            hint = did_you_mean(name, known, otherwise=f"The entity has {listed(known)}.")
            raise ExpressionError(f"there is no field `{name}`", hint)
        return field

    def _literal(self, field: Field, node: Any) -> str:
        value = literal(node, "a comparison needs a literal on its right")
        type_name = "bigint" if field.type.name in {"ref", "master"} else field.type.name
        if type_name == "decimal" and isinstance(value, str) and type(node.val).__name__ == "String":
            raise ExpressionError(f"`{field.name}` is compared with text", "Write the number without quotes.")
        try:
            fitted = scalar(type_name, number(value, node, type_name), str(value), field.values)
        except UnfitError as error:
            raise ExpressionError(f"a value compared with `{field.name}` {error}", None) from None
        if isinstance(fitted, bool):
            return "TRUE" if fitted else "FALSE"
        if field.type.number:
            return str(fitted)
        return quoted(str(fitted))
