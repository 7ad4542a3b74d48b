"""Increments: the statements and the methods that add to a number of a row, whoever else adds to it."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Field
from generator.plan.literals import quoted
from generator.targets.python import statement_parts as parts
from generator.targets.python.guarded_statements import TransitionView, event_text
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.view import view

BODY = 8


@view
class IncrementView:
    """A method that adds to a number."""

    signature: str
    summary: str
    body: str


def increment_statements(entity: Entity) -> Iterator[TransitionView]:
    """A statement for each number: it is calculated where the row is locked, and nobody's addition is lost."""
    event = next(event_text(item) for item in entity.events if item.implied and item.name == "updated")
    for field in map(entity.field, entity.increments):
        added = parts.first_value(entity) + 1
        fields = f"jsonb_build_array({quoted(field.column)})"
        yield TransitionView(
            constant=_constant(entity, field),
            name=f"increment_{field.name}",
            # As BIGINT, which any number from the wire fits; what the column has no room for is out of range.
            assignments=(f"{field.column} = {field.column} + ${added}::bigint", *parts.next_version(entity)),
            conditions=parts.keyed(entity, parts.ID),
            event=event,
            payload=f"jsonb_build_object('id', id, 'fields', {fields})",
        )


def increment_methods(entity: Entity, known: EntityNames) -> tuple[IncrementView, ...]:
    """The methods of the entity's repository."""
    return tuple(_method(entity, known, field) for field in map(entity.field, entity.increments))


def _method(entity: Entity, known: EntityNames, field: Field) -> IncrementView:
    statement = f"statements.{_constant(entity, field)}"
    call = Call("self._one", (known.id, statement, *campaign_argument(entity), known.id, "by"))
    parameters = ("self", *campaign_parameter(entity), f"{known.id}: int", "*", "by: int")
    return IncrementView(
        signature=signature(f"increment_{field.name}", parameters, known.model),
        summary=f"Add to the {names.words(field.name)} of the {known.words}, or take away; what others add is kept.",
        body=laid_out(call, indent=BODY, prefix="return await "),
    )


def _constant(entity: Entity, field: Field) -> str:
    return f"{names.constant(entity.name)}_INCREMENT_{names.constant(field.name)}"
