"""The tests target: fixtures for the platform, factories for each service, test modules for each entity."""

from collections.abc import Iterator, Mapping

from generator.artifacts import Artifact, Ownership
from generator.ir import Entity
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.targets.rendering import render
from generator.targets.tests.entity_view import entity_view
from generator.targets.tests.factories_view import factories_view
from generator.targets.tests.modules import known_names, module
from generator.targets.tests.platform_view import platform_view

ROOT = "tests/generated"

_PLATFORM_MODULES = ("conftest", "log", "patterns", "raw", "reading", "samples")

_ENTITY_MODULES: Mapping[str, str] = {
    "repository": "What the repository of {plural} does.",
    "constraints": "What {plural} cannot be.",
    "campaigns": "Who sees {plural}.",
    "events": "What the event log holds of {plural}.",
}
"""Test modules by their concern, with the first line of their docstring."""


class TestsTarget:
    """Renders `tests/generated/`."""

    name = "tests"

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """Fixtures, and what all tests share."""
        view = platform_view(blueprint.platform)
        # `tests` must be a package too, or its modules would have two names; what else is in it is the user's.
        yield Artifact(path="tests/__init__.py", text="", ownership=Ownership.SCAFFOLDED)
        yield Artifact(path=f"{ROOT}/__init__.py", text=render("tests/package.py.jinja", "Tests of the generated code."))
        for name in _PLATFORM_MODULES:
            yield Artifact(path=f"{ROOT}/{name}.py", text=render(f"tests/platform/{name}.py.jinja", view))

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """Factories of the service's rows, and the tests of its entities."""
        service = blueprint.service
        folder = f"{ROOT}/{service.name}"
        title = f"Tests of the {service.name} service."
        yield Artifact(path=f"{folder}/__init__.py", text=render("tests/package.py.jinja", title))
        known = known_names(blueprint)
        text = module(blueprint, "tests/service/factories.py.jinja", factories_view(service), known, "Rows for tests.")
        yield Artifact(path=f"{folder}/factories.py", text=text)
        for entity in service.entities:
            yield from _entity(blueprint, entity, known, folder)


def _entity(blueprint: Blueprint, entity: Entity, known: Mapping[str, str], folder: str) -> Iterator[Artifact]:
    view = entity_view(blueprint, entity)
    for concern, title in _ENTITY_MODULES.items():
        if concern == "campaigns" and not entity.scoped:
            continue
        spelled = title.format(plural=view.plural)
        text = module(blueprint, f"tests/entity/{concern}.py.jinja", view, known, spelled)
        yield Artifact(path=f"{folder}/test_{entity.name}_{concern}.py", text=text)
