"""What tests are told of the checks between an entity's fields: values that obey them, and values that break each."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from generator import names
from generator.ir import Entity, Field
from generator.ir.truth import UNKNOWN, Row
from generator.plan.checks import row_check_name
from generator.plan.literals import quoted
from generator.targets.source.layout import Call, Entry, braces, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.source import case, lined
from generator.targets.tests.values import enum_class
from generator.targets.tests.witness import breaches


@view
class RowChecksView:
    """The checks of one entity."""

    assignments: tuple[str, ...]
    """Finished cases: constraint, SQL assignments that break it, the fields that the error names."""
    refusal_head: str
    """The head of the test of what the database refuses."""
    creation_head: str
    """The head of the test of creations and changes."""
    creations: tuple[str, ...]
    """Finished cases: the values of a creation that break a check, the fields that the error names."""


def row_checks_view(entity: Entity) -> RowChecksView:
    """The view of the checks of `entity`."""
    found = tuple(breaches(entity))
    return RowChecksView(
        assignments=tuple(
            case(
                text_literal(row_check_name(entity, item.check.name)),
                text_literal(assignments(item.values)),
                _fields(item.check.fields),
            )
            for item in found
        ),
        refusal_head=_head(
            entity, "test_database_refuses_rows", ("constraint: str", "assignments: str", "fields: set[str]")
        ),
        creation_head=_head(entity, "test_values_must_go_together", ("values: dict[str, object]", "fields: set[str]")),
        creations=tuple(_creation(entity, item.values, _fields(item.check.fields)) for item in found),
    )


def _head(entity: Entity, name: str, parameters: tuple[str, ...]) -> str:
    campaign = ("campaign: int",) if entity.scoped else ()
    line = ("database: Database", *campaign, *parameters)
    return lined(f"async def {name}", line, " -> None:")


def chosen(entity: Entity, found: Row) -> Iterator[tuple[str, str]]:
    """Columns, with the Python expressions of the values that a witness gives them."""
    for field in entity.writable:
        value = found.get(field.column, UNKNOWN)
        if value is not UNKNOWN:
            yield field.column, spelled(entity, field, value)


def spelled(entity: Entity, field: Field, value: object) -> str:
    """The Python expression of a value of the field."""
    match value:
        case str() if field.values:
            return f"{enum_class(entity, field)}.{names.constant(value)}"
        case str():
            return text_literal(value)
        case Decimal():
            return f'Decimal("{value:f}")'
        case _:
            return repr(value).replace("datetime.timezone.utc", "UTC").replace("datetime.", "")


def _creation(entity: Entity, values: Row, fields: str) -> str:
    entries = tuple(
        Entry(text_literal(column), spelled(entity, field, values[column]))
        for column, field in ((item.column, item) for item in entity.writable)
        if column in values and values[column] is not UNKNOWN
    )
    return laid_out(Call("", (braces(entries), fields)), indent=8, suffix=",")


def _fields(fields: tuple[Field, ...]) -> str:
    return f"{{{', '.join(text_literal(field.column) for field in fields)}}}"


def assignments(values: Row) -> str:
    """The values that are known, as SET says them: `price = 1, body = NULL`."""
    return ", ".join(f"{column} = {_sql(value)}" for column, value in values.items() if value is not UNKNOWN)


def _sql(value: object) -> str:
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case int() | float() | Decimal():
            return str(value)
        case timedelta():
            return f"'{value // timedelta(microseconds=1)} microseconds'"
        case list():
            return f"'{{{', '.join(map(str, value))}}}'"
        case _:
            return quoted(str(value))
