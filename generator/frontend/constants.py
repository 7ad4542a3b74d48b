"""Literals in expressions, as PostgreSQL's own grammar reads them, and the error of whatever is not allowed there."""

from typing import Any, Final

ALLOWED: Final = "Use comparisons of the entity's fields with literals, `AND`, `OR`, `NOT`, `IN` and `IS NULL`."
"""The hint where a predicate says more than that."""


class ExpressionError(ValueError):
    """The expression says something that is not allowed."""

    def __init__(self, message: str, hint: str | None = ALLOWED) -> None:
        super().__init__(message)
        self.hint = hint


def literal(node: Any, message: str, allowed: str = ALLOWED) -> str | int | bool:
    """What a literal says; raises ExpressionError, with the message and what is allowed instead, for all else."""
    if type(node).__name__ != "A_Const":
        raise ExpressionError(message, allowed)
    if node.isnull:
        raise ExpressionError(message, "Use `IS NULL` to test for NULL.")
    match type(node.val).__name__:
        case "Integer":
            return int(node.val.ival or 0)
        case "Float":
            return str(node.val.fval)
        case "Boolean":
            return bool(node.val.boolval)
        case "String":
            return str(node.val.sval)
        case _:
            raise ExpressionError(message, allowed)


def number(value: str | int | bool, node: Any, type_name: str) -> object:  # noqa: FBT001 - the value may be a boolean
    """PostgreSQL reads integers beyond 32 bits as `Float`; give them back as what they are."""
    if type(node.val).__name__ != "Float" or not isinstance(value, str):
        return value
    if type_name == "bigint" and value.lstrip("-").isdigit():
        return int(value)
    return float(value) if type_name in {"float", "double"} else value
