"""Types whose Python side is a module of the platform's core, where the platform is in another repository."""

from collections.abc import Iterator

from generator.frontend.outline import Lowering
from generator.ir import Field, Platform, Service


def check_core_types(lowering: Lowering, platform: Platform) -> None:
    """Refuses what the core cannot read, because no service of the platform's own repository uses it (SG334)."""
    if platform.pin is None:
        return
    known = {module for service in platform.borrowed for field in _fields(service) for module in _modules(field)}
    for field in (field for service in platform.services for field in _fields(service)):
        if set(_modules(field)) - known:
            message = f"the core of `{platform.pin.package}` does not know the type `{field.type.name}`"
            hint = "Use it in a service of the platform's own repository first; its release brings the core along."
            lowering.refuse("SG334", message, field.span, hint)


def _fields(service: Service) -> Iterator[Field]:
    for entity in service.entities:
        yield from entity.fields
        for event in entity.events:
            yield from event.payload
    for operation in service.operations:
        yield from (*operation.request, *operation.response)


def _modules(field: Field) -> Iterator[str]:
    for row in (field.type, field.element):
        if row and row.module and not row.own:
            yield row.module
    if field.is_limited:
        yield "json_limits"
    for inner in field.fields:
        yield from _modules(inner)
