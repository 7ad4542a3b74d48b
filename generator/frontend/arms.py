"""A `ref` field with several targets, as the fields that it stands for."""

from generator.frontend.node import Node
from generator.frontend.outline import Lowering


def arms(node: Node) -> tuple[Node, ...]:
    """The fields that one field of the spec stands for: a `ref` to several entities is an optional one to each.

    `target: {type: ref, to: [content.article, product.variant]}` is `target_article` and `target_variant`. Targets of
    one name have their services in front: `target_content_article`.
    """
    if not is_polymorphic(node):
        return (node,)
    targets = [item.string for item in node.at("to").values()]
    short = [_entity(target) for target in targets]
    return tuple(
        _arm(node, target, _entity(target) if short.count(_entity(target)) == 1 else target.replace(".", "_"))
        for target in dict.fromkeys(targets)
    )


def is_polymorphic(node: Node) -> bool:
    """Whether the field refers to one of several entities."""
    return isinstance(node.data, dict) and node.data.get("type") == "ref" and isinstance(node.data.get("to"), list)


def _arm(node: Node, target: str, label: str) -> Node:
    options = dict(node.data) if isinstance(node.data, dict) else {}
    options |= {"to": target}
    options.pop("required", None)
    if former := options.get("renamed_from"):
        options["renamed_from"] = f"{former}_{label}"
    return node.standing_for(f"{node.name}_{label}", options)


def _entity(target: str) -> str:
    return target.rpartition(".")[2]


def refuse_in_message(lowering: Lowering, node: Node) -> None:
    """Refuses several targets where no table can hold them (SG358)."""
    hint = "Give a field for each entity, or refer to the entity that has the reference."
    lowering.refuse("SG358", "only an entity's field has several targets", node.at("to").span, hint)
