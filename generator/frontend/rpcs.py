"""`rpcs` of an entity: what clients can do beside, or without, what every entity offers."""

from collections.abc import Iterator

from generator.frontend.constraints import Fields
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.frontend.searching import is_long
from generator.frozen import frozen
from generator.ir import Scope, StandardRpcs, Unique


@frozen
class Offered:
    """What of an entity decides which RPCs it can have."""

    entity: Node
    fields: Fields
    unique: tuple[Unique, ...]
    governed: frozenset[str]
    key: tuple[str, ...]
    """The natural key, which has its RPCs by itself."""
    scope: Scope

    @property
    def given(self) -> frozenset[str]:
        """The fields of which every creation gives a value."""
        return frozenset(
            item.name for item in self.fields.by_name.values() if item.required and item.name not in self.governed
        )


def lower_rpcs(lowering: Lowering, offered: Offered) -> StandardRpcs:
    """The `rpcs`; what the entity cannot have is refused (SG363, SG364, SG365)."""
    node = offered.entity.get("rpcs")
    if node is None:
        return StandardRpcs()
    omitted = frozenset(item.string for item in node.entries("omit"))
    _check_omitted(lowering, offered, node, omitted)
    if node.flag("batch_create") and "create" in omitted:
        message = "`batch_create` takes what `create` takes, and `create` is omitted"
        hint = "Keep `create`, or leave `batch_create` out too; the repository has `create_many` in any case."
        lowering.refuse("SG365", message, node.at("batch_create").span, hint)
    return StandardRpcs(
        get_by=tuple(group for _, group in _groups(lowering, offered, node, "get_by")),
        upsert=tuple(_upserts(lowering, offered, node)),
        batch_get=node.flag("batch_get"),
        batch_create=node.flag("batch_create"),
        batch_delete=node.flag("batch_delete"),
        omitted=omitted,
    )


def _check_omitted(lowering: Lowering, offered: Offered, node: Node, omitted: frozenset[str]) -> None:
    entity = offered.entity
    searched = entity.get("search")
    lacks = {
        "restore": None if entity.get("soft_delete") else "soft_delete",
        "search": None if searched else "search",
        "suggest": None if searched and is_long(searched) and searched.get("suggest") else "search.suggest",
    }
    seen: set[str] = set()
    for item in node.entries("omit"):
        if item.string in seen:
            lowering.refuse("SG322", f"`{item.string}` is listed twice", item.span, "Remove one of the two.")
        elif needed := lacks.get(item.string):
            message = f"`{entity.name}` has no `{item.string}` to omit: it has no `{needed}`"
            lowering.refuse("SG365", message, item.span, "Remove it.")
        elif item.string == "delete" and entity.flag("soft_delete") and "restore" not in omitted:
            message = "`restore` brings back what `delete` hides, and `delete` is omitted"
            lowering.refuse("SG365", message, item.span, "Omit `restore` too.")
        seen.add(item.string)


def _groups(lowering: Lowering, offered: Offered, node: Node, key: str) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """The unique groups below `key`, each once and with its place."""
    seen: set[tuple[str, ...]] = set()
    exact = key == "upsert" or offered.scope is Scope.GLOBAL
    bound = (item for item in offered.unique if item.where is None and (exact or item.is_exact))
    known = {frozenset(item.fields): item.fields for item in bound}
    if offered.key and key == "get_by":
        seen.add(offered.key)
    for item in node.entries(key):
        parts = (item,) if isinstance(item.data, str) else tuple(item.values())
        found = [offered.fields.find(lowering, part.string, part.span) for part in parts]
        if None in found:
            continue
        names = tuple(part.string for part in parts)
        group = known.get(frozenset(names))
        if group is None:
            message = f"{listed(names)} is no unique group of `{offered.entity.name}`: more than one row may have it"
            hint = f"Add `[{', '.join(names)}]` to its `unique`."
            lowering.refuse("SG363", message, item.span, hint)
        elif group in seen:
            lowering.refuse("SG322", "this group repeats another", item.span, "Remove one of the two.")
        else:
            seen.add(group)
            yield item, group


def _upserts(lowering: Lowering, offered: Offered, node: Node) -> Iterator[tuple[str, ...]]:
    for item, group in _groups(lowering, offered, node, "upsert"):
        if missing := [name for name in group if name not in offered.given]:
            message = f"an upsert by {listed(group)} could not find its row: a creation need not give {listed(missing)}"
            hint = f"Make {listed(missing)} `required`, or leave the upsert out."
            lowering.refuse("SG364", message, item.span, hint)
        else:
            yield group
