"""Where the names come from that generated tests use."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain
from typing import Final

from generator import names
from generator.catalog import FIELD_TYPES
from generator.ir import EntityKey, Platform, Service

Origin = Callable[[str], str | None]
"""Where a name is imported from; None if it needs no import.

`m` is for `from m import a`, `` for `import a`, `m:b` for `from m import b as a`.
"""

_CORE: Final = {
    "database": ("GLOBAL_CAMPAIGN", "Database", "UnitOfWork"),
    "pool": ("ROLE",),
    "errors": (
        "AlreadyExists",
        "CampaignMismatch",
        "CoreError",
        "InvalidArgument",
        "InvalidReference",
        "InvalidTransition",
        "NotFound",
        "PermissionDenied",
        "StillReferenced",
        "VersionConflict",
    ),
    "guards": ("GuardNotMet",),
    "auth": ("MetadataAuthenticator",),
    "events": ("append", "ensure_partitions"),
    "paging": ("Page",),
    "cache": ("Cache",),
    "codecs": ("install_codecs",),
    "once": ("Once",),
    "server": ("Service", "running"),
}

_OUTSIDE: Final = {
    "Any": "typing",
    "AsyncIterator": "collections.abc",
    "Awaitable": "collections.abc",
    "Callable": "collections.abc",
    "ClassVar": "typing",
    "Collection": "collections.abc",
    "Decimal": "decimal",
    "Final": "typing",
    "IPv4Address": "ipaddress",
    "IPv6Address": "ipaddress",
    "Message": "google.protobuf.message",
    "Iterable": "collections.abc",
    "Iterator": "collections.abc",
    "Path": "pathlib",
    "Protocol": "typing",
    "Sequence": "collections.abc",
    "TYPE_CHECKING": "typing",
    "TypeVar": "typing",
    "UTC": "datetime",
    "UUID": "uuid",
    "asynccontextmanager": "contextlib",
    "asyncio": "",
    "asyncpg": "",
    "cache": "functools",
    "create_database": "generator.database.embedded",
    "database_from_environment": "generator.database.embedded",
    "dataclass": "dataclasses",
    "dataclasses": "",
    "date": "datetime",
    "datetime": "datetime",
    "error_details_pb2": "google.rpc",
    "drop_database": "generator.database.embedded",
    "grpc": "",
    "import_module": "importlib",
    "Int64Value": "google.protobuf.wrappers_pb2",
    "itertools": "",
    "json": "",
    "localcontext": "decimal",
    "migrate": "generator.database.runner",
    "os": "",
    "pack": "struct",
    "partial": "functools",
    "pytest": "",
    "pytest_asyncio": "",
    "re": "",
    "time": "datetime",
    "status_pb2": "google.rpc",
    "timedelta": "datetime",
    "unpack": "struct",
    "urlsplit": "urllib.parse",
    "uuid4": "uuid",
}

_TYPE_MODULES: Final = tuple(sorted({row.module for row in FIELD_TYPES.values() if row.module}))

_SHARED: Final = ("bulk", "calls", "fixtures", "log", "patterns", "plans", "raw", "reading", "samples")
_OF_SERVICE: Final = ("documents", "events", "messages", "models", "statements")
_OF_SOME: Final = ("aggregates", "expiry", "factories", "json_limits", "wire")

_REPOSITORY_OF: Final = "repository_of_"
"""How the module is called that holds the repositories of another service."""
_NAMED_AFTER: Final = ("_factories", "Repository", "Servicer", "_pb2", "_pb2_grpc")
"""How the names end that are made of the name of a service or an entity."""


def known_everywhere(package: str) -> Origin:
    """Where the names come from that any test module of the platform may use."""
    return _everywhere(package).get


def known_in_service(platform: Platform, service: Service) -> Origin:
    """The same for a test module of the service, which may use those of the other services, too."""
    everywhere, own = _everywhere(platform.package), _own(platform.package, service)

    def origin(name: str) -> str | None:
        if name in own or name in everywhere:
            return own[name] if name in own else everywhere[name]
        if name.endswith("_factories"):
            return f"tests.generated.{name.removesuffix('_factories')}:factories"
        if name.startswith(_REPOSITORY_OF):
            return f"{platform.package}.{name.removeprefix(_REPOSITORY_OF)}:repository"
        if name.endswith("Repository"):
            return f"{platform.package}.{_owner(platform, service, name)}.repository"
        return None

    return origin


def is_importable(name: str) -> bool:
    """Whether some test module may import the name."""
    return name in _IMPORTABLE or name.endswith(_NAMED_AFTER) or name.startswith(_REPOSITORY_OF)


def repository_of(platform: Platform, service: Service, key: EntityKey) -> str:
    """The repository of an entity, as tests of `service` call it: with its module if it is not the first so called."""
    repository = f"{names.pascal(key.entity)}Repository"
    is_first = _owner(platform, service, repository) == key.service
    return repository if is_first else f"repository_of_{key.service}.{repository}"


def _owner(platform: Platform, service: Service, repository: str) -> str:
    """The service that has the repository: this one, or else the first other; looked for only when it is used."""
    wanted = repository.removesuffix("Repository")
    services = chain((service,), platform.services, platform.borrowed)
    return next(item.name for item in services for entity in item.entities if names.pascal(entity.name) == wanted)


def _own(package: str, service: Service) -> Mapping[str, str]:
    """What only tests of the service mean by these names."""
    folder = f"{package}.{service.name}"
    known = {"wire": f"{package}.core", "factories": f"tests.generated.{service.name}"}
    known |= dict.fromkeys((*_TYPE_MODULES, "json_limits"), f"{package}.core")
    known |= dict.fromkeys(_OF_SERVICE, folder)
    if any(entity.aggregates for entity in service.entities):
        known["aggregates"] = folder
    if any(entity.expires for entity in service.entities):
        known["expiry"] = folder
    known |= dict.fromkeys((f"{service.name}_pb2", f"{service.name}_pb2_grpc"), f"{folder}.v1")
    known[f"{names.pascal(service.name)}Servicer"] = f"{folder}.servicer"
    return known


@cache
def _everywhere(package: str) -> Mapping[str, str]:
    core = {name: f"{package}.core.{module}" for module, members in _CORE.items() for name in members}
    shared = dict.fromkeys(_SHARED, "tests.generated")
    return {**_OUTSIDE, **core, **shared, "Connection": "tests.generated.log", "CAMPAIGNS": "tests.generated.bulk"}


_IMPORTABLE: Final = frozenset((*_everywhere(""), *_OF_SERVICE, *_OF_SOME, *_TYPE_MODULES))
