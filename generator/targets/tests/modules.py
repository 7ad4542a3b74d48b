"""A test module around its rendered body: header, docstring, and the imports that the body turns out to need."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

from generator import names
from generator.catalog import FIELD_TYPES
from generator.ir import EntityKey, Platform, Service
from generator.targets.rendering import render
from generator.targets.source.view import view
from generator.targets.tests.source import Origins, imports

_CORE = {
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

_OUTSIDE = {
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

_TYPE_MODULES = tuple(sorted({row.module for row in FIELD_TYPES.values() if row.module}))

_OF_OTHERS = ("_factories", "Repository")
"""How the names end of what may be another service's."""
_REPOSITORY_OF = "repository_of_"
"""How the module is called that holds the repositories of another service."""

_SHARED = ("bulk", "calls", "fixtures", "log", "patterns", "plans", "raw", "reading", "samples")


@view
class ModuleView:
    """A finished module."""

    title: str
    imports: str
    body: str
    starts_with_definition: bool
    """Whether the body begins with a function or class, which stands two lines below the imports."""


def module(package: str, template: str, view: object, origins: Origins, title: str) -> str:
    """The text of a module whose body is `template` rendered for `view`."""
    body = render(template, view).strip("\n")
    block = imports(package, body, origins)
    begins = body.startswith(("def ", "class ", "async def ", "@"))
    return render(
        "tests/module.py.jinja", ModuleView(title=title, imports=block, body=body, starts_with_definition=begins)
    )


def known_everywhere(package: str) -> Origins:
    """Where the names come from that any test module of the platform may use."""
    known = _everywhere(package)
    return lambda words: {name: known[name] for name in words & known.keys()}


def known_in_service(platform: Platform, service: Service) -> Origins:
    """The same for a test module of the service, which may use those of the other services, too."""
    folder = f"{platform.package}.{service.name}"
    known = _everywhere(platform.package)
    known |= {"wire": f"{platform.package}.core", "factories": f"tests.generated.{service.name}"}
    known |= dict.fromkeys((*_TYPE_MODULES, "json_limits"), f"{platform.package}.core")
    known |= dict.fromkeys(("documents", "events", "messages", "models", "statements"), folder)
    if any(entity.aggregates for entity in service.entities):
        known["aggregates"] = folder
    if any(entity.expires for entity in service.entities):
        known["expiry"] = folder
    known |= dict.fromkeys((f"{service.name}_pb2", f"{service.name}_pb2_grpc"), f"{folder}.v1")
    known[f"{names.pascal(service.name)}Servicer"] = f"{folder}.servicer"

    def origins(words: AbstractSet[str]) -> Mapping[str, str]:
        others = (word for word in words if word.endswith(_OF_OTHERS) or word.startswith(_REPOSITORY_OF))
        return {name: other(name) for name in others} | {name: known[name] for name in words & known.keys()}

    def other(name: str) -> str:
        if name.endswith("_factories"):
            return f"tests.generated.{name.removesuffix('_factories')}:factories"
        if name.startswith(_REPOSITORY_OF):
            return f"{platform.package}.{name.removeprefix(_REPOSITORY_OF)}:repository"
        return f"{platform.package}.{_owner(platform, service, name)}.repository"

    return origins


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


def _everywhere(package: str) -> dict[str, str]:
    core = {name: f"{package}.core.{module}" for module, members in _CORE.items() for name in members}
    shared = dict.fromkeys(_SHARED, "tests.generated")
    return {**_OUTSIDE, **core, **shared, "Connection": "tests.generated.log", "CAMPAIGNS": "tests.generated.bulk"}
