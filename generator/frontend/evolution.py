"""The keys of a spec by which it tells what became of what was there before."""

from collections.abc import Collection, Iterable

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.frozen import replace
from generator.ir import SYSTEM_COLUMNS, Field

_GIVEN = "Remove it: the name says that both are there."


def former_name(lowering: Lowering, node: Node, siblings: Collection[str]) -> str | None:
    """The `renamed_from` of a field, entity, value, event or operation; SG553 if something is still called so."""
    named = node.get("renamed_from")
    if named is None:
        return None
    if named.string in siblings:
        message = f"`{named.string}` is still there, so nothing can be renamed from it"
        lowering.refuse("SG553", message, named.span, "Name what it was called before, or remove `renamed_from`.")
        return None
    return named.string


def check_heirs(lowering: Lowering, nodes: Iterable[Node]) -> None:
    """Refuses two of the nodes that have one former name (SG553): only one can have its rows."""
    seen: dict[str, str] = {}
    for node in nodes:
        named = node.get("renamed_from")
        if named is not None and seen.setdefault(named.string, node.name) != node.name:
            message = f"`{node.name}` and `{seen[named.string]}` are both renamed from `{named.string}`"
            lowering.refuse("SG553", message, named.span, "Only one of the two can be what it was.")


def tombstones(lowering: Lowering, node: Node, present: Collection[str]) -> tuple[str, ...]:
    """The `removed` of a field, an entity or a service; SG554 for a name that is still there."""
    for item in node.entries("removed"):
        if item.string in present:
            lowering.refuse("SG554", f"`{item.string}` is not removed: it is there", item.span, _GIVEN)
    return tuple(item.string for item in node.entries("removed"))


def deprecation(node: Node) -> str | None:
    """The reason of a `deprecated`, empty for a bare `true`; None where it is not deprecated."""
    said = node.get("deprecated")
    if said is None or said.data is False:
        return None
    return "" if said.data is True else said.string.strip()


def with_backfills(
    lowering: Lowering, fields: tuple[Field, ...], nodes: Iterable[Node], removed: Collection[str]
) -> tuple[Field, ...]:
    """The fields with their `backfill`, which may read any but secrets, and what is removed in the same edit."""
    columns = [field.column for field in fields if not field.type.hidden] + [*removed, *sorted(SYSTEM_COLUMNS)]
    return tuple(_with_backfill(lowering, field, node, columns) for field, node in zip(fields, nodes, strict=True))


def _with_backfill(lowering: Lowering, field: Field, node: Node, columns: list[str]) -> Field:
    said = node.get("backfill") if isinstance(node.data, dict) else None
    if said is None:
        return field
    found = lower_backfill(lowering, said, [column for column in columns if column != field.column])
    return field if found is None else replace(field, backfill=found[0], backfill_constant=found[1])


def lower_backfill(lowering: Lowering, node: Node, columns: Collection[str]) -> tuple[str, bool] | None:
    """The expression of a `backfill` and whether it is a constant; SG555 if it is not allowed."""
    if isinstance(node.data, bool):
        return ("TRUE" if node.data else "FALSE"), True
    from generator.frontend.backfills import value_expression
    from generator.frontend.constants import ExpressionError

    text = node.data if isinstance(node.data, str) else node.raw
    try:
        found = value_expression(text, columns)
    except ExpressionError as error:
        lowering.refuse("SG555", str(error), node.span, error.hint)
        return None
    return found.sql, found.constant
