"""What the platform-level test modules are told."""

from collections.abc import Iterable

from generator.ir import Platform, Service
from generator.targets.source.view import view


@view
class PlatformView:
    """The whole platform."""

    platform: str
    package: str
    retention: str
    """The default retention class."""
    maps: bool
    """Whether a message has a map."""
    caches: bool
    """Whether answers are kept."""
    histories: bool
    """Whether there are tables that nobody can empty."""
    secrets: bool
    """Whether rows have columns that they are not read with."""
    alone: bool
    """Whether some rows have no master row."""
    partitions: bool
    """Whether some table is in partitions."""


def platform_view(platform: Platform) -> PlatformView:
    """The view of the platform."""
    return PlatformView(
        platform=platform.name,
        package=platform.package,
        retention=platform.retention[0].name,
        maps=any(field.type.name == "map" for entity in platform.known_entities() for field in entity.fields),
        caches=platform.keeps_answers,
        histories=any(entity.history for entity in platform.known_entities()),
        secrets=any(entity.hidden for entity in platform.known_entities()),
        alone=any(not entity.has_master for entity in platform.known_entities()),
        partitions=any(entity.partition_by for entity in platform.known_entities()),
    )


def referred(platform: Platform) -> tuple[Service, ...]:
    """The borrowed services of which tests need rows: what the platform's own services refer to, and so on."""
    found = _targets(platform.services)
    while more := _targets(item for item in platform.borrowed if item.name in found) - found:
        found |= more
    return tuple(service for service in platform.borrowed if service.name in found)


def _targets(services: Iterable[Service]) -> set[str]:
    """The services that `services` refer to."""
    entities = (entity for service in services for entity in service.entities)
    return {field.target.key.service for entity in entities for field in entity.fields if field.target}
