"""Targets: pure functions from a blueprint to artifacts. They read nothing from the platform and write nothing.

This module is also what an installed package imports to add a target of its own (docs/manual/extend.md). Of the rest,
such a package may read what a blueprint is made of (`generator.ir`, `generator.plan.blueprint` and
`generator.plan.shapes`), and use `generator.names` and `generator.targets.rendering.environment`. `API` is raised when
code that keeps to these has to change.
"""

from collections.abc import Iterator
from typing import Final, Protocol

from generator.artifacts import Artifact, Ownership
from generator.plan.blueprint import Blueprint, PlatformBlueprint

__all__ = ["API", "Artifact", "Blueprint", "Ownership", "PackageTarget", "PlatformBlueprint", "Target"]

API: Final = 1
"""The version of what is promised here. A package says which one it was written for: `api = 1` in its target."""

GROUP: Final = "scaffold.targets"
"""The entry points by which packages name their targets."""


class Target(Protocol):
    """Renders files of one kind.

    The same blueprint gives the same artifacts, byte for byte: no time, no version, no path of this machine. It may be
    rendered in another process, or twice, and a file is written only if it differs. A package's target may make files
    that are `generated` or `scaffolded`, outside `migrations/`.
    """

    @property
    def name(self) -> str:
        """What it is called: `sql`, also the folder of its templates; of a package, as its entry point."""
        ...

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """The files that exist once per platform."""
        ...

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The files of one service."""
        ...


class PackageTarget(Target, Protocol):
    """A target of an installed package, made by calling what its entry point names."""

    @property
    def api(self) -> int:
        """The `API` that it was written for."""
        ...
