"""Renders the Python package of one service."""

from collections.abc import Iterator

from generator.artifacts import Artifact, Ownership
from generator.plan.blueprint import Blueprint
from generator.targets.python.aggregates_view import aggregates_view, every_aggregate
from generator.targets.python.events_view import events_view
from generator.targets.python.expiry_view import expires, expiry_view
from generator.targets.python.messages_view import messages_view
from generator.targets.python.models_view import models_view
from generator.targets.python.package_view import PackageView, package_views
from generator.targets.python.platform_views import member_view, server_view
from generator.targets.python.read_models_view import every_view, read_models_view
from generator.targets.python.repository_view import repository_view
from generator.targets.python.servicer_view import service_view, servicer_view
from generator.targets.python.statements_view import statements_view
from generator.targets.rendering import render

_TEMPLATES = "python/service"


def render_service(blueprint: Blueprint) -> Iterator[Artifact]:
    """The files of `src/<package>/<service>/`; all generated but `service.py`, which is the user's once it exists.

    A service that stores nothing has none of the modules for what is stored.
    """
    folder = f"src/{blueprint.platform.package}/{blueprint.service.name}"
    packages = package_views(blueprint)
    files = {name: render(f"{_TEMPLATES}/package.py.jinja", package) for name, package in packages.items()}
    if blueprint.platform.pin:
        files |= _member_files(blueprint, packages["__init__.py"])
    for name, text in files.items():
        yield Artifact(path=f"{folder}/{name}", text=text)
    for module, view in _modules(blueprint):
        yield Artifact(path=f"{folder}/{module}.py", text=render(f"{_TEMPLATES}/{module}.py.jinja", view))
    yield Artifact(
        path=f"{folder}/service.py",
        text=render(f"{_TEMPLATES}/service.py.jinja", service_view(blueprint)),
        ownership=Ownership.SCAFFOLDED,
    )


def _modules(blueprint: Blueprint) -> Iterator[tuple[str, object]]:
    if blueprint.service.entities:
        yield "models", models_view(blueprint)
        yield "statements", statements_view(blueprint)
        yield "events", events_view(blueprint)
        yield "repository", repository_view(blueprint)
    if any(every_aggregate(blueprint.service)):
        yield "aggregates", aggregates_view(blueprint)
    if any(every_view(blueprint.service)):
        yield "read_models", read_models_view(blueprint)
    if blueprint.shapes.documents:
        from generator.targets.python.documents_view import documents_view

        yield "documents", documents_view(blueprint)
    messages = messages_view(blueprint)
    if messages.entities or messages.requests:
        yield "messages", messages
    yield "servicer", servicer_view(blueprint)
    if any(entity.shared for entity in blueprint.service.entities):
        from generator.targets.python.sharing_view import sharing_view

        yield "shared", sharing_view(blueprint)
    if expires(blueprint.service):
        yield "expiry", expiry_view(blueprint)


def _member_files(blueprint: Blueprint, package: PackageView) -> dict[str, str]:
    """What else the package needs if the platform, with its core and its server, is in another repository."""
    return {
        "__init__.py": render(f"{_TEMPLATES}/member.py.jinja", member_view(blueprint, package)),
        "py.typed": "",
        "server.py": render("python/platform/server.py.jinja", server_view(blueprint)),
    }
