"""`tenant`: the entity whose rows are the campaigns of the platform."""

from collections.abc import Iterator
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.ir import Entity, Field, Platform

SLUG_PATTERN: Final = "[a-z0-9]+(?:[_-][a-z0-9]+)*"
"""What the table `campaign` takes for a slug."""

_SLUG_LENGTH: Final = 80
_NAME_LENGTH: Final = 200
_STATES: Final = frozenset({"active", "archived"})


def lower_tenant(lowering: Lowering, said: Node, entity: Entity) -> bool:
    """Whether the entity is the campaigns themselves; SG377 for each thing that it lacks to be them."""
    node = said.get("tenant")
    if node is None or node.data is not True:
        return False
    for message, hint in _lacks(entity):
        lowering.refuse("SG377", f"the campaigns of the platform {message}", node.span, hint)
    return True


def _lacks(entity: Entity) -> Iterator[tuple[str, str]]:
    """What is wrong, as the end of a sentence, and what would be right."""
    fields = {field.name: field for field in entity.fields}
    if entity.scoped:
        yield "cannot belong to campaigns", "Give the entity `scope: global`."
    if entity.parent:
        yield "cannot belong to another row", "Remove `belongs_to`; refer to it by a `ref` field."
    if not entity.soft_delete:
        yield "are never deleted: every row of theirs refers to them", "Add `soft_delete: true`."
    if not _is_slug(fields.get("slug")):
        slug = f'{{type: string, max_length: {_SLUG_LENGTH}, pattern: "{SLUG_PATTERN}", required: true}}'
        yield "have a `slug` of their own form", f"Write `slug: {slug}`."
    if all(item.fields != ("slug",) for item in entity.unique):
        yield "are known by their slug", "Write `unique: [[slug]]`."
    if not _is_name(fields.get("name")):
        name = f"{{type: string, min_length: 1, max_length: {_NAME_LENGTH}, required: true}}"
        yield "have a `name`", f"Write `name: {name}`."
    if "name" in entity.natural_key:
        yield "may be called otherwise one day", "Take `name` out of `key`; `key: slug` does."
    status = fields.get("status")
    if status and not (_STATES.issubset(status.values) and status.default == "active"):
        yield "are active or archived", "Let `status` be an enum with both values and `default: active`."
    if further := [name for name, field in fields.items() if field.required and name not in {"slug", "name"}]:
        message = f"may be there before this service is, without {listed(further)}"
        yield message, "Let these fields be optional, or give them a default."


def _is_slug(field: Field | None) -> bool:
    if field is None or field.type.name != "string" or field.max_length is None:
        return False
    return field.required and field.pattern == SLUG_PATTERN and field.max_length <= _SLUG_LENGTH


def _is_name(field: Field | None) -> bool:
    if field is None or field.type.name != "string" or field.max_length is None:
        return False
    return field.required and bool(field.min_length) and field.max_length <= _NAME_LENGTH


def check_one_tenant(lowering: Lowering, platform: Platform) -> None:
    """Refuses a second entity whose rows would be the campaigns (SG377)."""
    tenants = [entity for entity in platform.known_entities() if entity.tenant]
    for entity in tenants[1:]:
        message = f"`{tenants[0].key}` is the campaigns of the platform already"
        lowering.refuse("SG377", message, entity.span, "Remove `tenant` from one of the two.")
