"""Which files git folds in reviews, keeps with their line endings, and merges line by line."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.frozen import frozen
from generator.plan.blueprint import PlatformBlueprint
from generator.plan.http import is_used
from generator.tree import LOCKS, MIGRATIONS

GENERATED: Final = "text eol=lf linguist-generated"
"""Folded in reviews, out of the language statistics, and the same bytes in every checkout: the lock has their hash."""
KEPT: Final = "text eol=lf"
"""The same bytes in every checkout, and read in reviews like any code: a migration runs on a live database."""
MERGED: Final = f"{GENERATED} merge"
"""As generated, and always merged with conflict markers, whatever a driver like `union` above does to YAML: two locks
joined without a word would be a lock of neither branch."""

_SERVICE_FILES: Final = (
    *("__init__.py", "events.py", "messages.py", "models.py", "repository.py", "servicer.py", "statements.py"),
    "v1/**",
)
"""What is generated in the package of a service; every other file there is the user's."""


@frozen
class AttributesView:
    """One `.gitattributes`."""

    lines: tuple[str, ...]


def attributes(blueprint: PlatformBlueprint) -> Mapping[str, AttributesView]:
    """The views by the folder that each is about; the last line that matches a path decides."""
    platform = blueprint.platform
    package = platform.package
    services = tuple(item.service.name for item in blueprint.services)
    rules = {
        LOCKS: (f"*.yaml {MERGED}",),
        MIGRATIONS: (f"*.sql {KEPT}",),
        f"src/{package}": tuple(_member(services) if platform.pin else _package(services)),
        "tests/generated": (f"* {GENERATED}",),
    }
    if services:
        declared = (f"/google/** {GENERATED}",) if is_used(blueprint) else ()
        rules["proto"] = (*declared, *(f"/{package}/{name}/** {GENERATED}" for name in services))
    return {
        folder: AttributesView(lines=(f"/.gitattributes {GENERATED}", *lines, *_exceptions(folder, blueprint.adopted)))
        for folder, lines in rules.items()
    }


def _package(services: tuple[str, ...]) -> Iterator[str]:
    for file in ("/__init__.py", "/py.typed", "/server.py", "/core/**"):
        yield f"{file} {GENERATED}"
    for name in services:
        yield from (f"/{name}/{file} {GENERATED}" for file in _SERVICE_FILES)


def _member(services: tuple[str, ...]) -> Iterator[str]:
    """Where the platform, with its core, is in another repository."""
    for name in services:
        yield from (f"/{name}/{file} {GENERATED}" for file in (*_SERVICE_FILES, "py.typed", "server.py"))


def _exceptions(folder: str, adopted: tuple[str, ...]) -> Iterator[str]:
    """Files that the user has adopted are read in reviews like any of theirs."""
    for path in adopted:
        if path.startswith(f"{folder}/"):
            yield f"{path.removeprefix(folder)} -linguist-generated"
