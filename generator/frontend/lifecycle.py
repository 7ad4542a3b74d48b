"""What may become of a row besides being changed and deleted: archived, expired."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.frontend.counters import counters
from generator.frontend.increments import lower_increments
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frontend.relations import entity_nodes
from generator.frozen import replace
from generator.ir import ARCHIVED_AT, Entity, Expiry, Field, Platform

_METHODS: Final = {"archive": ("archive", "unarchive"), "expires": ("purge_expired",), "history": ("history",)}
"""Methods that a key of the entity gives its repository."""


def implied_events(entity: Node) -> Iterator[str]:
    """The events that the entity has because of its lifecycle."""
    if entity.flag("archive"):
        yield from ("archived", "unarchived")


def taken_columns(entity: Node) -> frozenset[str]:
    """Names that the lifecycle of the entity takes from its fields."""
    return frozenset({ARCHIVED_AT, "include_archived"}) if entity.flag("archive") else frozenset()


def check_operations(lowering: Lowering, service: Node) -> None:
    """Refuses operations that are called as a method which the lifecycle of their entity gives its repository."""
    taken = {item.name: tuple(_methods(item)) for item in entity_nodes(service)}
    for operation in service.entries("operations"):
        entity = operation.text("entity")
        if operation.name in taken.get(entity, ()):
            message = f"the repository of `{entity}` already has a method `{operation.name}`"
            lowering.refuse("SG302", message, operation.key_span, "Name the entity too, as in `publish_article`.")


def _methods(entity: Node) -> Iterator[str]:
    for key, methods in _METHODS.items():
        if entity.get(key) and entity.at(key).data is not False:
            yield from methods
    for field in entity.entries("fields"):
        if isinstance(field.data, dict) and field.flag("increment"):
            yield f"increment_{field.name}"


def lived(lowering: Lowering, node: Node, entity: Entity) -> Entity:
    """The entity with what may become of its rows."""
    counting = counters(node)
    return replace(
        entity,
        archive=node.flag("archive"),
        history=node.flag("history"),
        increments=lower_increments(lowering, node, entity.fields, entity.governed),
        counters=tuple(field.name for field in entity.fields if field.name in counting),
        expires=_expiry(lowering, node, entity.fields),
    )


def _expiry(lowering: Lowering, entity: Node, fields: Sequence[Field]) -> Expiry | None:
    """When rows of the entity end; None where they do not, and where what tells it is no timestamp (SG378)."""
    said = entity.get("expires")
    if said is None:
        return None
    after = said.get("after")
    if after is not None:
        return Expiry(column="created_at", after=after.string)
    name = said.at("field")
    moments = {field.name: field for field in fields if field.type.name == "timestamp"}
    if name.string not in moments:
        known = list(moments)
        way = f"The timestamps of `{entity.name}` are {listed(known)}." if known else "Add a field of type `timestamp`."
        hint = did_you_mean(name.string, known, otherwise=way)
        message = f"`{entity.name}` has no timestamp `{name.string}`, so nothing tells when its rows expire"
        lowering.refuse("SG378", message, name.span, hint)
        return None
    field = moments[name.string]
    return Expiry(column=field.column, nullable=field.nullable)


def check_purges(lowering: Lowering, platform: Platform) -> None:
    """Refuses rows that expire and that others keep from being deleted: one of them would stop every purge (SG379)."""
    for entity in platform.entities():
        if entity.expires and not entity.soft_delete and platform.restricts(entity.key):
            message = f"rows of `{entity.name}` expire, but what refers to them forbids that they are deleted"
            hint = "Let the references be `on_delete: set_null`, or the rows only be marked: `soft_delete: true`."
            lowering.refuse("SG379", message, entity.span, hint)
