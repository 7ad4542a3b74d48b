"""The tests target: fixtures for the platform, factories for each service, test modules for each entity."""

from collections.abc import Iterator, Mapping

from generator import names
from generator.artifacts import Artifact, Ownership
from generator.ir import Entity, Platform, Service
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.targets.rendering import render
from generator.targets.tests.entity_view import entity_view
from generator.targets.tests.factories_view import factories_view
from generator.targets.tests.http_view import http_view
from generator.targets.tests.modules import module
from generator.targets.tests.origins import Origin, known_everywhere, known_in_service
from generator.targets.tests.platform_view import platform_view, referred
from generator.targets.tests.seeds_view import seeds_view
from generator.targets.tests.service_view import schema_view, served_view, statements_view
from generator.targets.tests.streams_view import streams_view

ROOT = "tests/generated"

_PLATFORM_MODULES: dict[str, str] = {
    "calls": "Calls as tests make them: requests from messages, and what is at fault in a refusal.",
    "bulk": "Many rows, for plans that show what the statements do on a grown platform.",
    "conftest": "What surrounds every module of generated tests.",
    "fixtures": "Fixtures: a real PostgreSQL, and campaigns of each test's own.",
    "log": "The event log as tests look at it: what it holds, and what happens when it refuses.",
    "patterns": "Strings that match the pattern of a spec: as many distinct ones as it has.",
    "plans": "Query plans as tests read them.",
    "raw": "Statements that go around the repositories, to put rows into any state and see what the database refuses.",
    "reading": "Lists as tests read them: page by page, and in the order that they must have.",
    "samples": "Valid values, distinct for each number as far as the limits allow, and what tests ask of values.",
    "test_event_log": "What the event log keeps, and who sees it.",
    "test_schema": "What holds for every table.",
}
"""Modules of the platform, with their docstrings."""

_ONCE: dict[str, str] = {"test_once": "What becomes of requests that are repeated."}
"""The same, where some service carries requests out once."""

_ANSWERS: dict[str, str] = {"test_answers": "What becomes of answers that are kept."}
"""The same, where answers are kept."""

_SERVICE_MODULES: Mapping[str, str] = {
    "conftest": "A server of the service.",
    "test_calls": "What holds for the methods of the service.",
}

_STORAGE_MODULES: Mapping[str, str] = {
    "test_schema": "What the migrations have made.",
    "test_statements": "What the server makes of every statement of the service.",
}
"""The same of a service that stores something."""

_ENTITY_MODULES: Mapping[str, str] = {
    "repository": "What the repository of {plural} does.",
    "constraints": "What {plural} cannot be.",
    "campaigns": "Who sees {plural}.",
    "events": "What the event log holds of {plural}.",
    "tenant": "How {plural} are what every row belongs to.",
    "calls": "How {plural} travel, and what their calls answer.",
    "answers": "Which answers about {plural} are kept.",
}
"""Test modules by their concern, with the first line of their docstring."""


class TestsTarget:
    """Renders `tests/generated/`."""

    name = "tests"

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """Fixtures, and what all tests share."""
        view = platform_view(blueprint.platform)
        known = known_everywhere(view.package)
        # `tests` must be a package too, or its modules would have two names; what else is in it is the user's.
        yield Artifact(path="tests/__init__.py", text='"""Tests of the platform."""\n', ownership=Ownership.SCAFFOLDED)
        # The fixtures are for the user's tests, too: they stand above both.
        own = render("tests/platform/own_conftest.py.jinja", view)
        yield Artifact(path="tests/conftest.py", text=own, ownership=Ownership.SCAFFOLDED)
        yield Artifact(
            path=f"{ROOT}/__init__.py", text=render("tests/package.py.jinja", "Tests of the generated code.")
        )
        modules = _PLATFORM_MODULES | (_ONCE if blueprint.platform.remembers_requests else {})
        modules |= _ANSWERS if blueprint.platform.keeps_answers else {}
        for name, title in modules.items():
            text = module(view.package, f"tests/platform/{name}.py.jinja", view, known, title)
            yield Artifact(path=f"{ROOT}/{name}.py", text=text)
        for service in referred(blueprint.platform):
            yield from _factories(blueprint.platform, service)

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """Factories of the service's rows, and the tests of its entities."""
        service = blueprint.service
        folder = f"{ROOT}/{service.name}"
        package, known = blueprint.platform.package, known_in_service(blueprint.platform, service)
        yield from _factories(blueprint.platform, service)
        served = served_view(blueprint)
        views = {
            "conftest": served,
            "test_calls": served,
            "test_schema": schema_view(blueprint),
            "test_statements": statements_view(blueprint),
        }
        stored = _STORAGE_MODULES if service.entities else {}
        for name, title in {**_SERVICE_MODULES, **stored}.items():
            text = module(package, f"tests/service/{name}.py.jinja", views[name], known, title)
            yield Artifact(path=f"{folder}/{name}.py", text=text)
        if (streams := streams_view(blueprint)).methods:
            title = "What holds for the methods of the service that stream."
            text = module(package, "tests/service/test_streams.py.jinja", streams, known, title)
            yield Artifact(path=f"{folder}/test_streams.py", text=text)
        if (addresses := http_view(blueprint)).cases:
            title = "Where the methods of the service can be called over HTTP."
            text = module(package, "tests/service/test_http.py.jinja", addresses, known, title)
            yield Artifact(path=f"{folder}/test_http.py", text=text)
        if seeds := seeds_view(blueprint):
            text = module(package, "tests/service/test_seeds.py.jinja", seeds, known, "What every new database holds.")
            yield Artifact(path=f"{folder}/test_seeds.py", text=text)
        for entity in service.entities:
            yield from _entity(blueprint, entity, known, folder)


def _factories(platform: Platform, service: Service) -> Iterator[Artifact]:
    """What other services' tests need of this one, too."""
    folder = f"{ROOT}/{service.name}"
    title = f"Tests of the {service.name} service."
    yield Artifact(path=f"{folder}/__init__.py", text=render("tests/package.py.jinja", title))
    if not service.entities:
        return
    text = module(
        platform.package,
        "tests/service/factories.py.jinja",
        factories_view(platform, service),
        known_in_service(platform, service),
        "Rows for tests, each with values of its own.",
    )
    yield Artifact(path=f"{folder}/factories.py", text=text)


def _entity(blueprint: Blueprint, entity: Entity, known: Origin, folder: str) -> Iterator[Artifact]:
    view = entity_view(blueprint, entity)
    wanted = {"campaigns": entity.scoped, "tenant": entity.tenant, "answers": bool(view.wire.answers)}
    for concern, title in _ENTITY_MODULES.items():
        if not wanted.get(concern, True):
            continue
        spelled = title.format(plural=names.words(view.plural))
        text = module(blueprint.platform.package, f"tests/entity/{concern}.py.jinja", view, known, spelled)
        yield Artifact(path=f"{folder}/test_{entity.name}_{concern}.py", text=text)
