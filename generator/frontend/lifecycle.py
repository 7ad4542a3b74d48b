"""What may become of a row besides being changed and deleted: archived."""

from collections.abc import Iterator
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import ARCHIVED_AT

_ARCHIVAL: Final = ("archive", "unarchive")
"""Methods of a repository whose rows can be archived."""


def implied_events(entity: Node) -> Iterator[str]:
    """The events that the entity has because of its lifecycle."""
    if entity.flag("archive"):
        yield from ("archived", "unarchived")


def taken_columns(entity: Node) -> frozenset[str]:
    """Names that the lifecycle of the entity takes from its fields."""
    return frozenset({ARCHIVED_AT, "include_archived"}) if entity.flag("archive") else frozenset()


def check_operations(lowering: Lowering, service: Node) -> None:
    """Refuses operations that are called as a method which the lifecycle of their entity gives its repository."""
    archived = {item.name for item in service.entries("entities") if item.flag("archive")}
    for operation in service.entries("operations"):
        if operation.name in _ARCHIVAL and operation.text("entity") in archived:
            message = f"the repository of `{operation.text('entity')}` already has a method `{operation.name}`"
            lowering.refuse("SG302", message, operation.key_span, "Name the entity too, as in `publish_article`.")
