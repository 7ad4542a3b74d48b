"""Names that two things of a spec would both be given in the generated code."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.diagnostics import Span
from generator.frontend.outline import Lowering
from generator.ir import Entity, Platform, Service
from generator.names import constant, pascal

_LIBRARY_CLASSES: Final = frozenset(
    "Any ClassVar Database Date Datetime Decimal Duration Empty Event Exception Field Final Iterator List Mapping "
    "Page Protocol Record Sequence StrEnum Struct Time Timestamp Type Unset UUID Violation Violations "
    "Warning".split()
)
"""Class names that generated modules import; compared without case, because `uuid` becomes `Uuid`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A name and what asks for it."""

    name: str
    by: str
    span: Span


def check_service(lowering: Lowering, service: Service) -> None:
    """Refuses (SG304) entities, enums, events and operations of a service that would share a message, class or RPC."""
    taken: dict[str, str] = {
        f"{pascal(service.name)}{suffix}": "the service itself" for suffix in ("Service", "Servicer", "Stub")
    }
    library = {name.lower(): name for name in _LIBRARY_CLASSES}
    for entity in service.entities:
        if clash := library.get(pascal(entity.name).lower()):
            message = f"`{entity.name}` would hide `{clash}`, which the generated code imports"
            hint = f"Choose another name, such as `{service.name}_{entity.name}`."
            lowering.refuse("SG302", message, entity.span, hint)
    pairs: set[tuple[str, str]] = set()
    for claim in _claims(service):
        other = taken.setdefault(claim.name, claim.by)
        if other != claim.by and (other, claim.by) not in pairs:
            pairs.add((other, claim.by))
            message = f"{claim.by} and {other} would both make `{claim.name}`"
            lowering.refuse("SG304", message, claim.span, "Rename one of the two.")


def check_tables(lowering: Lowering, platform: Platform) -> None:
    """Refuses entities of different services whose tables would have one name: `a_b` + `c`, `a` + `b_c`."""
    taken: dict[str, str] = {f"service_event_{item.name}": "the event log" for item in platform.retention}
    for entity in platform.entities():
        other = taken.setdefault(entity.table, f"entity `{entity.key}`")
        if other != f"entity `{entity.key}`":
            message = f"entity `{entity.key}` and {other} would both be the table `{entity.table}`"
            lowering.refuse("SG304", message, entity.span, "Rename one of the two.")


def _claims(service: Service) -> Iterator[_Claim]:
    for entity in service.entities:
        for name in _entity_names(entity):
            yield _Claim(name=name, by=f"entity `{entity.name}`", span=entity.span)
    for entity in service.entities:
        yield from _part_claims(entity)
    for operation in service.operations:
        by = f"operation `{operation.name}`"
        for suffix in ("Request", "Response"):
            yield _Claim(name=f"{pascal(operation.name)}{suffix}", by=by, span=operation.span)


def _entity_names(entity: Entity) -> Iterator[str]:
    one, many = pascal(entity.name), pascal(entity.plural)
    yield from (one, f"New{one}", f"{one}Changes", f"{one}Repository")
    for call in (f"Create{one}", f"Get{one}", f"List{many}", f"Update{one}", f"Delete{one}"):
        yield from (f"{call}Request", f"{call}Response")
    if entity.soft_delete:
        yield from (f"Restore{one}Request", f"Restore{one}Response")
    if entity.search:
        yield from (f"Search{many}Request", f"Search{many}Response")


def _part_claims(entity: Entity) -> Iterator[_Claim]:
    one = pascal(entity.name)
    for field in entity.fields:
        if field.type.name == "enum":
            by = f"field `{entity.name}.{field.name}`"
            yield _Claim(name=f"{one}{pascal(field.name)}", by=by, span=field.span)
            prefix = constant(f"{entity.name}_{field.name}")
            for value in ("unspecified", *field.values):
                # proto enum values live in the package, not in their enum.
                yield _Claim(name=f"{prefix}_{constant(value)}", by=by, span=field.span)
    for event in entity.events:
        by = f"event `{entity.name}.{event.name}`"
        yield _Claim(name=f"{one}{pascal(event.name)}", by=by, span=event.span)
