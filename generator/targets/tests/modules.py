"""A test module around its rendered body: header, docstring, and the imports that the body turns out to need."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator import names
from generator.plan.blueprint import Blueprint
from generator.targets.rendering import render
from generator.targets.tests.source import imports

_CORE = {
    "database": ("GLOBAL_CAMPAIGN", "Database", "UnitOfWork"),
    "pool": ("ROLE",),
    "errors": (
        "AlreadyExists",
        "CampaignMismatch",
        "InvalidArgument",
        "InvalidReference",
        "InvalidTransition",
        "NotFound",
        "PermissionDenied",
        "StillReferenced",
        "VersionConflict",
    ),
    "auth": ("MetadataAuthenticator",),
    "codecs": ("install_codecs",),
    "server": ("Service", "running"),
}

_OUTSIDE = {
    "Any": "typing",
    "AsyncIterator": "collections.abc",
    "Decimal": "decimal",
    "Final": "typing",
    "UTC": "datetime",
    "UUID": "uuid",
    "asyncio": "",
    "asyncpg": "",
    "date": "datetime",
    "datetime": "datetime",
    "grpc": "",
    "itertools": "",
    "partial": "functools",
    "pytest": "",
    "pytest_asyncio": "",
    "time": "datetime",
    "timedelta": "datetime",
}

_SHARED = ("calls", "log", "patterns", "plans", "raw", "reading", "samples")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """A finished module."""

    title: str
    imports: str
    body: str


def module(blueprint: Blueprint, template: str, view: object, known: Mapping[str, str], title: str) -> str:
    """The text of a module whose body is `template` rendered for `view`."""
    body = render(template, view).strip("\n")
    block = imports(blueprint.platform.package, body, known)
    return render("tests/module.py.jinja", ModuleView(title=title, imports=block, body=body))


def known_names(blueprint: Blueprint) -> Mapping[str, str]:
    """Every name that a test module of the service may use, and the module it comes from."""
    platform, service = blueprint.platform, blueprint.service
    folder = f"{platform.package}.{service.name}"
    known = dict(_OUTSIDE)
    known |= {name: f"{platform.package}.core.{core}" for core, members in _CORE.items() for name in members}
    known |= dict.fromkeys(_SHARED, "tests.generated")
    known |= {"wire": f"{platform.package}.core", "factories": f"tests.generated.{service.name}"}
    known |= dict.fromkeys(("events", "messages", "models", "statements"), folder)
    known |= dict.fromkeys((f"{service.name}_pb2", f"{service.name}_pb2_grpc"), f"{folder}.v1")
    known[f"{names.pascal(service.name)}Servicer"] = f"{folder}.servicer"
    for other in platform.services:
        if other is not service:
            known[f"{other.name}_factories"] = f"tests.generated.{other.name}:factories"
        for entity in other.entities:
            repository = f"{names.pascal(entity.name)}Repository"
            if other is service or repository not in known:
                known[repository] = f"{platform.package}.{other.name}.repository"
    return known
