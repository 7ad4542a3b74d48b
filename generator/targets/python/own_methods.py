"""What a person writes into `service.py`: the class, the methods it may override, and those it has to write."""

from collections.abc import Iterator

from generator import names
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb
from generator.targets.python.rpc_methods import domain_view
from generator.targets.rendering import render
from generator.targets.source.imports import import_block
from generator.targets.source.view import view


@view
class OwnMethod:
    """A method that only the user can write: an operation that the spec declares and says no more about."""

    rpc: str
    """`ImportArticles`."""
    name: str
    """`import_articles`."""
    text: str
    """With signature and docstring, to be pasted into the class."""


@view
class OwnClass:
    """The user's class in `service.py`."""

    path: str
    """The file's path relative to the platform root."""
    name: str
    """`ContentService`, by which the server imports it."""
    servicer: str
    """`ContentServicer`, which it subclasses."""
    methods: tuple[str, ...]
    """Those that it may override: behind the RPCs in snake_case, and the RPCs themselves."""
    unwritten: tuple[OwnMethod, ...]
    """Those that it has to write: until then, callers get UNIMPLEMENTED."""
    imports: str
    """The import statements that those need."""


def own_class(blueprint: Blueprint) -> OwnClass:
    """The class that the user has for a service."""
    package, service = blueprint.platform.package, blueprint.service.name
    rpcs = blueprint.shapes.rpcs
    custom = tuple(rpc for rpc in rpcs if rpc.verb is Verb.CUSTOM)
    return OwnClass(
        path=f"src/{package}/{service}/service.py",
        name=blueprint.shapes.name,
        servicer=f"{names.pascal(service)}Servicer",
        methods=(*(rpc.method for rpc in rpcs), *(rpc.name for rpc in rpcs)),
        unwritten=tuple(_own_method(f"{service}_pb2", rpc) for rpc in custom),
        imports=import_block(package, _imports(package, service, custom)),
    )


def _imports(package: str, service: str, custom: tuple[Rpc, ...]) -> Iterator[tuple[str, str]]:
    yield f"{package}.{service}.v1", f"{service}_pb2"
    if any(rpc.stream for rpc in custom):
        yield "collections.abc", "AsyncIterator"
    if any(not rpc.stream for rpc in custom):
        yield f"{package}.core.database", "UnitOfWork"


def _own_method(module: str, rpc: Rpc) -> OwnMethod:
    text = render("python/service/own_method.py.jinja", domain_view(module, rpc))
    return OwnMethod(rpc=rpc.name, name=rpc.method, text=text.rstrip("\n"))
