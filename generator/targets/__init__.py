"""Targets: pure functions from a blueprint to artifacts. They read nothing from the platform and write nothing."""

from collections.abc import Iterator
from typing import Protocol

from generator.artifacts import Artifact
from generator.plan.blueprint import Blueprint, PlatformBlueprint


class Target(Protocol):
    """Renders files of one kind."""

    name: str
    """`sql`, `proto`, `python` or `tests`: also the folder of its templates."""

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """The files that exist once per platform."""
        ...

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The files of one service."""
        ...
