"""What tests are told of the parts that services have in a document."""

from generator.ir import Entity, Field
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.source import call, logged_head


@view
class PartView:
    """A document with parts."""

    column: str
    service: str
    """A literal: one that has a part."""
    merged_head: str
    refused_head: str
    logged_head: str
    too_large_head: str
    """The heads of the tests; the last is empty where a document may be of any size."""
    first: str
    """The statement, at column 8, that puts `a` and `b` into the part."""
    second: str
    """The statement, at column 8, that changes `a`, and gives `merged`."""
    unknown: str
    """The statement, at column 12, that writes the part of no service."""
    absent: str
    """The same of no row."""
    empty: str
    """The statement, at column 8, that merges nothing."""
    large: str
    """The statement, at column 12, that merges more than the document may hold."""


def part_views(entity: Entity) -> tuple[PartView, ...]:
    """The views of the entity's documents with parts."""
    return tuple(_part(entity, field) for field in entity.parted)


def _part(entity: Entity, field: Field) -> PartView:
    column, service = field.column, text_literal(field.parts[0])
    return PartView(
        column=column,
        service=service,
        merged_head=_head(entity, f"test_part_of_{column}_is_merged"),
        refused_head=_head(entity, f"test_part_of_{column}_is_that_of_a_service"),
        logged_head=logged_head(f"test_merged_part_of_{column}_is_logged", scoped=entity.scoped),
        too_large_head=_head(entity, f"test_part_of_{column}_fits_the_document") if field.max_bytes else "",
        first=_merge(entity, field, service, '{"a": 1, "b": [2]}', 8),
        second=_merge(entity, field, service, '{"a": {"c": None}}', 8, "merged = "),
        unknown=_merge(entity, field, '"nobody at all"', "{}", 12),
        absent=_merge(entity, field, service, "{}", 12, row="row.id + 1_000_000"),
        empty=_merge(entity, field, service, "{}", 8),
        large=_merge(entity, field, service, f'{{"": "x" * {field.max_bytes}}}', 12),
    )


def _head(entity: Entity, name: str) -> str:
    parameters = ("database: Database", *(("campaign: int",) if entity.scoped else ()))
    return call(f"async def {name}", parameters, indent=0, tail=" -> None:")


def _merge(
    entity: Entity, field: Field, service: str, part: str, indent: int, prefix: str = "", *, row: str = "row.id"
) -> str:
    scope = ("campaign",) if entity.scoped else ()
    return call(f"{prefix}await repository.merge_{field.column}_part", (*scope, row, service, part), indent=indent)
