"""The `checks` of an entity: conditions between the fields of one row."""

from generator.frontend import naming
from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Field, RowCheck
from generator.plan.schema import CheckKind

_LONGEST_SUFFIX = "_check"
_LONGEST_SAID = 60
"""Characters of a condition that a message quotes."""


def lower_checks(lowering: Lowering, entity: Node, fields: tuple[Field, ...], table: str) -> tuple[RowCheck, ...]:
    """The checks in spec order, without those that are refused."""
    found = (_lowered(lowering, node, fields, table) for node in entity.entries("checks"))
    return tuple(item for item in found if item is not None)


def _lowered(lowering: Lowering, node: Node, fields: tuple[Field, ...], table: str) -> RowCheck | None:
    from generator.frontend import conditions
    from generator.frontend.constants import ExpressionError
    from generator.plan.expressions import condition_sql

    said = node.get("expression") or node
    _check_name(lowering, node, fields, table)
    try:
        condition = conditions.condition(said.string, fields)
    except ExpressionError as error:
        lowering.refuse("SG348", str(error), said.span, error.hint)
        return None
    return RowCheck(
        name=node.name,
        condition=condition,
        message=(node.text("message") if said is not node else "") or _message(node.name, condition_sql(condition)),
        span=node.key_span,
    )


def _message(name: str, expression: str) -> str:
    """What callers are told where the spec says nothing: the condition, if it is short."""
    return f"must satisfy {expression}" if len(expression) <= _LONGEST_SAID else f"must satisfy the check {name}"


def _check_name(lowering: Lowering, node: Node, fields: tuple[Field, ...], table: str) -> None:
    naming.check_length(lowering, f"{table}_{node.name}{_LONGEST_SUFFIX}", node.key_span, "constraint")
    taken = {f"{field.column}_{kind}" for field in fields for kind in CheckKind}
    if node.name in taken:
        hint = "Call it by what it demands, as in `ends_after_start`."
        lowering.refuse("SG349", f"`{node.name}` is what a limit of a field is called", node.key_span, hint)
