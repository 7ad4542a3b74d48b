"""`key` of an entity: the fields by which its callers know a row, and which no update changes."""

from generator.frontend.constraints import Fields, check_key_field
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.ir import Unique


def lower_key(
    lowering: Lowering, entity: Node, fields: Fields, unique: tuple[Unique, ...], governed: frozenset[str]
) -> tuple[str, ...]:
    """The names of the key's fields, in the order of `unique` where it declares them too.

    None where there is no key, or it is refused (SG312, SG313, SG322, SG366, SG367).
    """
    node = entity.get("key")
    if node is None:
        return ()
    parts = (node,) if isinstance(node.data, str) else tuple(node.values())
    names = tuple(part.string for part in parts)
    suited = [check_key_field(lowering, fields, part) for part in parts]
    if not all(suited):
        return ()
    if len(set(names)) < len(names):
        lowering.refuse("SG322", f"{listed(names)} names a field twice", node.span, "Remove one of the two.")
    for part in parts:
        _check_given(lowering, fields, part, governed)
    if not set(fields.by_name) - governed - set(names) - _parent(entity):
        message = f"nothing of `{entity.name}` could be updated: all that callers write is its key"
        hint = f"Write `unique: [[{', '.join(names)}]]` and `rpcs: {{omit: [update]}}`, or add a field."
        lowering.refuse("SG367", message, node.span, hint)
    return next((item.fields for item in unique if set(item.fields) == set(names)), names)


def _parent(entity: Node) -> set[str]:
    """The name by which the key may have the parent, which no update changes."""
    node = entity.get("belongs_to")
    return {(node.get("entity") or node).string.rpartition(".")[2]} if node else set()


def _check_given(lowering: Lowering, fields: Fields, part: Node, governed: frozenset[str]) -> None:
    field = fields.by_name[part.string]
    if field.name in governed:
        message = f"`{field.name}` cannot be of the key: transitions change it, and a key stays as it is"
        lowering.refuse("SG366", message, part.span, "Choose a field that identifies the row for ever.")
    elif not field.required:
        message = f"`{field.name}` cannot be of the key: a row may come without it"
        lowering.refuse("SG366", message, part.span, f"Make `{field.name}` `required`.")


def with_key(unique: tuple[Unique, ...], key: tuple[str, ...], entity: Node) -> tuple[Unique, ...]:
    """The unique groups, that of the key in front unless the spec declares it itself."""
    if not key or any(item.fields == key for item in unique):
        return unique
    return (Unique(fields=key, span=entity.at("key").span), *unique)
