"""The parts that services have in a document: the statement and the method that merge into one of them."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Field, Service
from generator.targets.python import statement_parts as parts
from generator.targets.python.checks_view import services
from generator.targets.python.core_modules import JSON_LIMITS
from generator.targets.python.guarded_statements import TransitionView, event_text
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.python.statement_parts import sql_text
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

BODY = 8


@view
class PartMethodView:
    """A method that merges into a part."""

    signature: str
    column: str
    check: str
    body: str


def method_name(field: Field) -> str:
    """`merge_metadata_part`."""
    return f"merge_{field.column}_part"


def part_statements(entity: Entity) -> Iterator[TransitionView]:
    """One statement for each document of the entity that has parts."""
    updated = next(event_text(item) for item in entity.events if item.name == "updated")
    for field in entity.parted:
        fields = f"jsonb_build_array({sql_text(field.column)})"
        yield TransitionView(
            constant=f"{names.constant(entity.name)}_{names.constant(method_name(field))}",
            name=method_name(field),
            assignments=(_merged(field.column, parts.first_value(entity) + 1), *parts.next_version(entity)),
            conditions=parts.keyed(entity, parts.ID),
            event=updated,
            payload=f"jsonb_build_object('id', id, 'fields', {fields})",
        )


def _merged(column: str, number: int) -> str:
    """The assignment: parameter `number` is the service, the next what is merged into its part.

    Computed from the row as it is when it is written, so that two services that write at once lose nothing.
    """
    place = f"ARRAY['service_specific', ${number}::text]"
    lines = (
        f"{column} = jsonb_set(",
        f"    COALESCE({column}, '{{}}') || jsonb_build_object(",
        f"        'service_specific', COALESCE({column} -> 'service_specific', '{{}}')",
        "    ),",
        f"    {place},",
        f"    COALESCE({column} #> {place}, '{{}}') || ${number + 1}::jsonb",
        ")",
    )
    return "\n        ".join(lines)


def part_methods(entity: Entity, known: EntityNames) -> tuple[PartMethodView, ...]:
    """One method for each document of the entity that has parts."""
    return tuple(_method(entity, known, field) for field in entity.parted)


def _method(entity: Entity, known: EntityNames, field: Field) -> PartMethodView:
    name = method_name(field)
    given = (*campaign_parameter(entity), f"{known.id}: int", "service: str", "part: Mapping[str, object]")
    statement = f"statements.{known.constant}_{names.constant(name)}"
    asked = (text_literal(field.column), "service", "part", services(field))
    call = Call("self._one", (known.id, statement, *campaign_argument(entity), known.id, "service", "part"))
    return PartMethodView(
        signature=signature(name, ("self", *given), known.model),
        column=field.column,
        check=laid_out(Call(f"{JSON_LIMITS}.check_part", asked), indent=BODY),
        body=laid_out(call, indent=BODY, prefix="return await "),
    )


def part_imports(package: str, service: Service) -> Iterator[tuple[str, str]]:
    """What the repositories of the service need for them."""
    if any(entity.parted for entity in service.entities):
        yield f"{package}.core", JSON_LIMITS
