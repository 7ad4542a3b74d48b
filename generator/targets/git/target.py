"""Renders `.gitattributes` in the folders that hold generated files."""

from collections.abc import Iterator

from generator.artifacts import Artifact
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.targets.git.views import attributes
from generator.targets.rendering import render


class GitTarget:
    """One `.gitattributes` per folder; the one at the root, if there is any, is the user's."""

    name = "git"

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """What git is told about the files of all services."""
        for folder, view in attributes(blueprint).items():
            yield Artifact(path=f"{folder}/.gitattributes", text=render("git/gitattributes.jinja", view))

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:  # noqa: ARG002 - the platform's tell of all
        """Nothing: a service has no attributes of its own."""
        return iter(())
