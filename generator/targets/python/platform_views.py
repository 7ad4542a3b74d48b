"""What the platform-level Python templates are told: names, the import lines of the server, the map of constraints."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator import names
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.plan.checks import row_check_name
from generator.plan.schema import CheckKind, Table
from generator.targets.python import core_modules
from generator.targets.python.package_view import PackageView
from generator.targets.source.imports import import_block
from generator.targets.source.layout import STEP, Call, Expression, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

_CAMPAIGN = "campaign_id"

_SERVER_IMPORTS: Final = (
    ("core.auth", "Authenticator"),
    ("core.auth", "MetadataAuthenticator"),
    ("core.database", "Database"),
    ("core.errors", "CoreError"),
    ("core.events", "ensure_partitions"),
    ("core.events", "keep_partitions"),
    ("core.server", "Service"),
    ("core.server", "serve"),
    ("core.settings", "Settings"),
    ("core.settings", "SettingsError"),
)


@view
class ServiceView:
    """A service that the server serves."""

    name: str
    """`acme.content.v1.ContentService`."""
    add: str
    """The generated function that registers a servicer."""
    implementation: str
    """The class in `service.py`."""


@view
class PlatformView:
    """The whole platform."""

    package: str
    platform: str
    role: str
    """The database role that the application takes on."""
    server: str
    """What the server is started as: `acme.server`."""
    imports: str
    """The first-party import statements of the server."""
    services: tuple[ServiceView, ...]
    codecs: tuple[str, ...]
    """The modules of the core whose types asyncpg does not know by itself."""
    caches: bool
    """Whether answers about some entity are kept."""
    has_row_checks: bool
    """Whether some entity has checks between fields, whose constraints say themselves what is wrong."""
    has_partitions: bool
    """Whether some table is in partitions, whose constraints have names of their own."""
    constraint_name: str
    """The expression by which an error names a constraint."""
    constraints: tuple[str, ...]
    """Finished entries of a dict, sorted by constraint."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Constraint:
    """A constraint of a table, as an error needs it."""

    name: str
    kind: str
    """`unique`, `reference`, what a CHECK is about, or for one between fields what is wrong where it is broken."""
    fields: tuple[str, ...]


@view
class MemberView:
    """The package of a service whose platform is in another repository."""

    spec: str
    docstring: str
    package: str
    constraints: tuple[str, ...]
    """As of the platform."""


def platform_view(blueprint: PlatformBlueprint) -> PlatformView:
    """The view of the platform."""
    return _served(blueprint, f"{blueprint.platform.package}.server")


def server_view(blueprint: Blueprint) -> PlatformView:
    """The view of a server of one service: of one whose platform is in another repository."""
    platform, service = blueprint.platform, blueprint.service
    alone = PlatformBlueprint(platform=platform, services=(blueprint,))
    return _served(alone, f"{platform.package}.{service.name}.server")


def member_view(blueprint: Blueprint, package: PackageView) -> MemberView:
    """The view of its package, which is otherwise as `package` says."""
    known = sorted(_of_service(blueprint))
    return MemberView(
        spec=package.spec,
        docstring=package.docstring,
        package=blueprint.platform.package,
        constraints=tuple(_entry(item) for item in known),
    )


def _served(blueprint: PlatformBlueprint, server: str) -> PlatformView:
    platform = blueprint.platform
    services = [item.service.name for item in blueprint.services]
    has_partitions = any(entity.partition_by for entity in platform.known_entities())
    return PlatformView(
        server=server,
        package=platform.package,
        platform=platform.name,
        role=platform.role("rw"),
        imports=import_block(platform.package, _server_imports(platform.package, services)),
        services=tuple(_service(platform.package, name) for name in services),
        codecs=core_modules.with_codecs(platform.services),
        caches=platform.keeps_answers,
        has_row_checks=any(entity.checks for entity in platform.entities()),
        has_partitions=has_partitions,
        constraint_name="_constraint(error)" if has_partitions else 'error.constraint_name or ""',
        constraints=tuple(_entry(item) for item in sorted(constraints(blueprint.services))),
    )


def constraints(services: tuple[Blueprint, ...]) -> Iterator[Constraint]:
    """The constraints that a caller's values can violate, of the core and of every service."""
    yield Constraint(name="campaign_slug_key", kind="unique", fields=("slug",))
    yield Constraint(name="event_dedup_key_length_check", kind=CheckKind.LENGTH.value, fields=("key",))
    for service in services:
        yield from _of_service(service)


def _of_service(service: Blueprint) -> Iterator[Constraint]:
    for table in service.tables:
        yield from _of_table(table)
    for entity in service.service.entities:
        for check in entity.checks:
            columns = tuple(field.column for field in check.fields)
            # In the place of a kind stands what callers are told.
            yield Constraint(name=row_check_name(entity, check.name), kind=check.message, fields=columns)


def _of_table(table: Table) -> Iterator[Constraint]:
    for key in (table.primary_key, *table.uniques):
        yield Constraint(name=key.name, kind="unique", fields=_without_campaign(key.columns))
    for reference in table.foreign_keys:
        yield Constraint(name=reference.name, kind="reference", fields=_without_campaign(reference.columns))
    for check in table.checks:
        yield Constraint(name=check.name, kind=check.kind.value, fields=check.columns)


def _without_campaign(columns: tuple[str, ...]) -> tuple[str, ...]:
    """What the caller gave: the campaign comes from the call, unless it is all there is."""
    return tuple(column for column in columns if column != _CAMPAIGN) or columns


def _entry(constraint: Constraint) -> str:
    value = Call("", (text_literal(constraint.kind), _tuple(constraint.fields)))
    return laid_out(value, indent=STEP, prefix=f'"{constraint.name}": ', suffix=",")


def _tuple(fields: tuple[str, ...]) -> Expression:
    quoted = tuple(f'"{field}"' for field in fields)
    return f"({quoted[0]},)" if len(quoted) == 1 else Call("", quoted)


def _service(package: str, name: str) -> ServiceView:
    class_name = f"{names.pascal(name)}Service"
    return ServiceView(
        name=f"{package}.{name}.v1.{class_name}",
        add=f"{name}_pb2_grpc.add_{class_name}Servicer_to_server",
        implementation=f"{name}_service.{class_name}",
    )


def _server_imports(package: str, services: list[str]) -> Iterator[tuple[str, str]]:
    for module, name in _SERVER_IMPORTS:
        yield f"{package}.{module}", name
    for service in services:
        yield f"{package}.{service}", f"service as {service}_service"
        yield f"{package}.{service}.v1", f"{service}_pb2_grpc"
