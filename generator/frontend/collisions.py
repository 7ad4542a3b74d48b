"""Names that two things of a spec would both be given in the generated Python.

Those that would meet in a .proto file are found by `generator.plan.collisions`.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Span
from generator.frontend.outline import Lowering
from generator.frozen import frozen
from generator.ir import Entity, Field, PartitionBy, Platform, Service
from generator.names import camel, pascal
from generator.plan.partitioning import partition_name

_LIBRARY_CLASSES: Final = frozenset(
    "Any AsyncIterator ClassVar Collection Database Date Datetime Decimal Duration Empty Event Exception Field "
    "FieldMask Final InvalidArgument Iterator List Mapping MappingProxyType Numbers Page Protocol Record Sequence "
    "StrEnum Struct Time Timestamp Type UnitOfWork Unset UUID Violation Violations Warning".split()
)
"""Class names that generated modules import; compared without case, because `uuid` becomes `Uuid`."""


@frozen
class _Claim:
    """A name and what asks for it."""

    name: str
    by: str
    span: Span


def check_service(lowering: Lowering, service: Service) -> None:
    """Refuses entities, enums, events and operations that would share a class (SG304) or hide one (SG302)."""
    taken: dict[str, str] = {
        f"{pascal(service.name)}{suffix}": "the service itself" for suffix in ("Service", "Servicer", "Stub")
    }
    library = {name.lower(): name for name in _LIBRARY_CLASSES}
    pairs: set[tuple[str, str]] = set()
    refused = {item.span for item in lowering.findings}
    for claim in _claims(service):
        if claim.span in refused:
            continue
        if clash := library.get(claim.name.lower()):
            message = f"{claim.by} would hide `{clash}`, which the generated code imports"
            lowering.refuse("SG302", message, claim.span, "Choose another name.")
        other = taken.setdefault(claim.name, claim.by)
        if other != claim.by and (other, claim.by) not in pairs:
            pairs.add((other, claim.by))
            message = f"{claim.by} and {other} would both make `{claim.name}`"
            lowering.refuse("SG304", message, claim.span, "Rename one of the two.")


def check_tables(lowering: Lowering, platform: Platform) -> None:
    """Refuses entities of different services whose tables would have one name: `a_b` + `c`, `a` + `b_c`."""
    taken: dict[str, str] = {f"service_event_{item.name}": "the event log" for item in platform.retention}
    for entity in (*(item for service in platform.borrowed for item in service.entities), *platform.entities()):
        claims = {entity.table: f"entity `{entity.key}`"}
        if entity.history:
            claims[entity.history_table] = f"the history of `{entity.key}`"
        if entity.partition_by:
            claims |= dict.fromkeys(_partitions(entity, entity.partition_by), f"a partition of `{entity.key}`")
        for table, claim in claims.items():
            other = taken.setdefault(table, claim)
            if other != claim:
                message = f"{claim} and {other} would both be the table `{table}`"
                lowering.refuse("SG304", message, entity.span, "Rename one of the two.")


def _partitions(entity: Entity, by: PartitionBy) -> Iterator[str]:
    for number in range(by.count or len(by.campaigns_from) + 1):
        yield partition_name(entity.table, number)


def _claims(service: Service) -> Iterator[_Claim]:
    for entity in service.entities:
        for name in _entity_names(entity):
            yield _Claim(name=name, by=f"entity `{entity.name}`", span=entity.span)
    for entity in service.entities:
        yield from _part_claims(entity)
    for operation in service.operations:
        yield _Claim(name=pascal(operation.name), by=f"operation `{operation.name}`", span=operation.span)


def _entity_names(entity: Entity) -> Iterator[str]:
    one = pascal(entity.name)
    yield from (one, f"New{one}", f"{one}Changes", f"{one}Repository")


def _part_claims(entity: Entity) -> Iterator[_Claim]:
    one = pascal(entity.name)
    for field in entity.fields:
        if field.type.name == "enum":
            by = f"field `{entity.name}.{field.name}`"
            yield _Claim(name=f"{one}{pascal(field.name)}", by=by, span=field.span)
    for event in entity.events:
        by = f"event `{entity.name}.{event.name}`"
        yield _Claim(name=f"{one}{pascal(event.name)}", by=by, span=event.span)


def check_twins(lowering: Lowering, fields: tuple[Field, ...]) -> None:
    """Refuses two fields that make one column, or one JSON name, which protoc refuses."""
    seen: dict[str, Field] = {}
    for field in fields:
        first = seen.setdefault(camel(field.column), field)
        if first is field:
            continue
        what = f"column `{field.column}`" if first.column == field.column else f"JSON name `{camel(field.column)}`"
        message = f"`{field.name}` and `{first.name}` both become the {what}"
        lowering.refuse("SG304", message, field.span, "Rename one of the two.")
