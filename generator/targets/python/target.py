"""The Python target: the runtime of the platform, and the package of each service."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.artifacts import Artifact
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.targets.python import core_modules
from generator.targets.python.asked_rpcs import uses_batches
from generator.targets.python.creation_methods import uses_attempts
from generator.targets.python.platform_views import platform_view
from generator.targets.python.service_target import render_service
from generator.targets.rendering import render

_CORE_MODULES: Final = (
    "auth",
    "campaigns",
    "changes",
    "codecs",
    "database",
    "errors",
    "events",
    "interceptors",
    "masks",
    "members",
    "paging",
    "pool",
    "server",
    "settings",
    "statements",
    "status",
    "streams",
    "translation",
    "unset",
    "validation",
    "wire",
)

_TEMPLATES: Final = {
    "__init__.py": "python/platform/init.py.jinja",
    "server.py": "python/platform/server.py.jinja",
    "core/__init__.py": "python/core/init.py.jinja",
    "core/constraints.py": "python/platform/constraints.py.jinja",
    **{f"core/{module}.py": f"python/core/{module}.py.jinja" for module in _CORE_MODULES},
}
"""Files below `src/<package>/` by the template they are rendered from."""


class PythonTarget:
    """Renders `src/<package>/`."""

    name = "python"

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """The runtime in `core/`, and the server of all services; nothing if the platform is in another repository."""
        if blueprint.platform.pin:
            return
        view = platform_view(blueprint)
        root = f"src/{view.package}"
        yield Artifact(path=f"{root}/py.typed", text="")
        for path, template in {**_TEMPLATES, **_asked_for(blueprint)}.items():
            yield Artifact(path=f"{root}/{path}", text=render(template, view))
        for module in core_modules.of_services(blueprint.platform.services):
            text = render(f"python/core/{module}.py.jinja", view)
            yield Artifact(path=f"{root}/core/{module}.py", text=text)

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The package of one service."""
        return render_service(blueprint)


def _asked_for(blueprint: PlatformBlueprint) -> Mapping[str, str]:
    """The modules of the core that are there only if some service uses them, with their templates."""
    uses = {
        "aggregated": any(entity.aggregates for entity in blueprint.platform.entities()),
        **dict.fromkeys(("answers", "cache"), blueprint.platform.keeps_answers),
        "batches": any(uses_batches(item.shapes.rpcs) for item in blueprint.services),
        "creations": any(uses_attempts(item.shapes.rpcs) for item in blueprint.services),
        "guards": any(service.guarded for service in blueprint.platform.services),
        "once": blueprint.platform.remembers_requests,
        "windows": any(entity.paging.parameter for entity in blueprint.platform.entities()),
    }
    return {f"core/{name}.py": f"python/core/{name}.py.jinja" for name, used in uses.items() if used}
