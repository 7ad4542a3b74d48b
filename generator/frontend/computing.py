"""What fields are computed as: expressions of the spec over the others of their row, of the types of the fields."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from generator.frontend import conditions
from generator.frontend.calculations import REAL, WHOLE
from generator.frontend.computed import computed_names
from generator.frontend.constants import ExpressionError
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.frozen import replace
from generator.ir import Computed, Entity, Field
from generator.ir.expressions import Case, Condition, Constant, FieldValue, Value, fields_of, is_nullable
from generator.plan.expressions import expression_sql

_TEXTS: Final = frozenset({"string", "text"})
_SAME: Final = frozenset({"timestamp", "date", "time", "duration", "uuid"})


def with_computed(lowering: Lowering, node: Node, entity: Entity, transitions: Collection[str]) -> Entity:
    """The entity with what its fields are computed of; `transitions` are the fields that only those change."""
    names = computed_names(node)
    if not names:
        return entity
    _check_alone(lowering, node, entity, names & frozenset(transitions))
    found = tuple(_computed(lowering, node, entity, names))
    said = {item.field: item for item in found}
    return replace(
        entity,
        computed=found,
        fields=tuple(_filled(field, said[field.name]) if field.name in said else field for field in entity.fields),
    )


def _filled(field: Field, computed: Computed) -> Field:
    """The field with the expression by which rows that exist get their value before one is demanded."""
    return replace(field, backfill=expression_sql(computed.value)) if field.required else field


def _check_alone(lowering: Lowering, node: Node, entity: Entity, transitions: frozenset[str]) -> None:
    """Refuses a computed field that something else would write, or by which rows are told apart."""
    for name in sorted(transitions):
        hint = "Let transitions change a field of its own, and compute this one of it."
        span = entity.field(name).span
        lowering.refuse("SG384", f"`{name}` is computed, and no transition can change it", span, hint)
    for check in entity.checks:
        for field in check.fields:
            if field.name in computed_names(node):
                message = f"the check `{check.name}` reads `{field.name}`, which is computed"
                lowering.refuse("SG384", message, check.span, "Say it of the fields that this one is computed of.")
    for unique in entity.unique:
        for name in unique.fields:
            if name in computed_names(node):
                hint = "Make what it is computed of unique; `case_insensitive: true` compares texts without case."
                message = f"`{name}` is computed, and no unique group can be told by it"
                lowering.refuse("SG384", message, entity.field(name).span, hint)


def _computed(lowering: Lowering, node: Node, entity: Entity, names: frozenset[str]) -> Iterator[Computed]:
    for item in node.entries("fields"):
        if item.name in names:
            said, field = item.at("computed"), entity.field(item.name)
            try:
                value = _value(said.string, field, [item for item in entity.fields if not item.type.hidden])
                _check_known(field, value, names)
            except ExpressionError as error:
                lowering.refuse("SG380", str(error), said.span, error.hint)
                continue
            yield Computed(field=field.name, value=value)


def _value(text: str, field: Field, fields: Sequence[Field]) -> Value | Condition:
    """What the field is computed as; raises ExpressionError where its type cannot hold that."""
    if field.type.name == "boolean":
        return conditions.condition(text, fields)
    value = conditions.value(text, fields)
    if field.values and not _holds(field, value):
        message = f"what `{field.name}` is computed as may be none of its values"
        raise ExpressionError(message, f"Let every branch of a CASE be one of {listed(field.values)}.")
    if not _holds(field, value):
        message = f"`{field.name}` of type `{field.type.name}` cannot hold a value of type `{value.type.name}`"
        hint = "Nothing is rounded or converted on the way: compute a value of the type that the field has."
        raise ExpressionError(message, hint)
    return value


def _holds(field: Field, value: Value) -> bool:
    type_, other = field.type.name, value.type.name
    if type_ == "enum":
        return all(found in field.values for found in _outcomes(value))
    if type_ in WHOLE - {"ref", "master"}:
        return other in WHOLE
    if type_ == "decimal":
        return other in WHOLE | {"decimal"}
    if type_ == "double":
        return other in WHOLE | REAL | {"decimal"}
    if type_ in _TEXTS:
        return value.type.cast == "text"
    return type_ in _SAME and type_ == other


def _outcomes(value: Value) -> Iterator[object]:
    """All that the value can be, with None among it where that is not known."""
    match value:
        case Constant(value=found):
            yield found
        case FieldValue(field=field) if field.values:
            yield from field.values
        case Case(branches=branches, otherwise=otherwise):
            for item in (*(branch.value for branch in branches), *([] if otherwise is None else [otherwise])):
                yield from _outcomes(item)
        case _:
            yield None


def _check_known(field: Field, value: Value | Condition, names: frozenset[str]) -> None:
    fields = fields_of(value)
    for item in fields:
        if item.name in names:
            message = f"`{field.name}` is computed of `{item.name}`, which is computed itself"
            raise ExpressionError(message, f"Name the fields that `{item.name}` is computed of.")
    if not fields:
        raise ExpressionError(f"`{field.name}` is computed of no field", "Name the fields that it follows from.")
    if field.required and is_nullable(value):
        empty = [item.name for item in fields if item.nullable]
        why = f", because {listed(empty)} can be" if empty else ""
        message = f"`{field.name}` is required, but what it is computed as can be NULL{why}"
        raise ExpressionError(message, "Write `coalesce(discount, 0)`, an ELSE, or leave out `required`.")
