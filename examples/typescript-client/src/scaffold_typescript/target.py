"""The target: one TypeScript module per service, one for the transport, one that exports them all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.targets import Artifact, Blueprint, Ownership, PlatformBlueprint
from generator.targets.rendering import environment

from scaffold_typescript.views import platform_view, service_view

FOLDER: Final = "clients/typescript"
TEMPLATES: Final = Path(__file__).parent / "templates"


class TypeScriptTarget:
    """Renders `clients/typescript/`."""

    name = "typescript-client"
    api = 1

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """What the clients of all services share, and the module that exports them."""
        view = platform_view(blueprint)
        for name in ("index.ts", "transport.ts", ".gitattributes"):
            yield Artifact(path=f"{FOLDER}/{name}", text=_render(name.removeprefix("."), view))
        # Written once, then the user's: how the client is built and published is their business.
        yield Artifact(
            path=f"{FOLDER}/package.json", text=_render("package.json", view), ownership=Ownership.SCAFFOLDED
        )

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The messages of one service and the class that calls it."""
        path = f"{FOLDER}/{blueprint.service.name}.ts"
        yield Artifact(path=path, text=_render("service.ts", service_view(blueprint)))


def _render(name: str, view: object) -> str:
    return environment(TEMPLATES).get_template(f"{name}.jinja").render(view=view)
