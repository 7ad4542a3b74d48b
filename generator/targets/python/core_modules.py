"""The modules of the platform's core that only some types need: which of them are rendered, and who imports them."""

from collections.abc import Iterable, Iterator
from typing import Final

from generator.ir import Field, Service
from generator.targets.python import annotations

JSON_LIMITS: Final = "json_limits"
"""Of documents that are held to more than being one."""


def of_services(services: Iterable[Service]) -> tuple[str, ...]:
    """The modules that types of the services' fields need, in order."""
    return tuple(sorted({module for service in services for module in _of_fields(every_field(service))}))


def with_codecs(services: Iterable[Service]) -> tuple[str, ...]:
    """Those of the modules that have a codec for asyncpg, in order."""
    fields = (field for service in services for field in every_field(service))
    return tuple(sorted({field.type.module for field in fields if field.type.module and field.type.codec}))


def imported(package: str, fields: Iterable[Field], texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The imports of those that the finished code `texts` names, out of the ones that the fields need.

    The service's own module of documents is one of them.
    """
    every, code = tuple(fields), "\n".join(texts)
    yield from ((f"{package}.core", module) for module in sorted(_of_fields(every)) if f"{module}." in code)
    for row in (row for field in every for row in (field.type, field.element)):
        if row and row.own and f"{row.module}." in code:
            yield from annotations.row_imports(row, frozenset())


def every_field(service: Service) -> Iterator[Field]:
    """The fields of its entities, events and operations, each followed by those below it."""
    for entity in service.entities:
        yield from _with_inner(entity.fields)
        for event in entity.events:
            yield from _with_inner(event.payload)
    for operation in service.operations:
        yield from _with_inner((*operation.request, *operation.response))


def _with_inner(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _with_inner(field.fields)


def _of_fields(fields: Iterable[Field]) -> set[str]:
    every = tuple(fields)
    limits = {JSON_LIMITS for field in every if field.is_limited}
    return limits | {
        row.module for field in every for row in (field.type, field.element) if row and row.module and not row.own
    }
