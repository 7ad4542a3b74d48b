"""References of which a row has one: `one_of` of an entity, and a `ref` field with several targets."""

from collections.abc import Iterator
from typing import Final

from generator.frontend.arms import arms, is_polymorphic
from generator.frontend.constraints import Fields
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.ir import OnDelete, OneOf

_REFERENCES: Final = ("master", "ref")


def lower_one_of(lowering: Lowering, entity: Node, fields: Fields) -> tuple[OneOf, ...]:
    """The groups that `one_of` names, then those that fields with several targets make."""
    groups = (*_declared(lowering, entity, fields), *_polymorphic(lowering, entity))
    seen: dict[str, str] = {}
    for group in groups:
        for name in group.fields:
            other = seen.setdefault(name, group.name)
            if other != group.name:
                message = f"`{name}` is in `{other}` and in `{group.name}`"
                lowering.refuse("SG356", message, group.span, "Let each reference be of one group.")
        _check_emptied(lowering, group, fields)
        _check_type_name(lowering, group, fields)
    return groups


def _check_type_name(lowering: Lowering, group: OneOf, fields: Fields) -> None:
    """Refuses a field that is called like the attribute which tells which of the group a row has."""
    for field in fields.by_name.values():
        if field.column == group.type_name:
            message = f"`{group.type_name}` tells which of `{group.name}` a row has"
            lowering.refuse("SG304", message, field.span, "Remove the field, or rename it.")


def _declared(lowering: Lowering, entity: Node, fields: Fields) -> Iterator[OneOf]:
    taken = {node.name for node in entity.entries("fields") if is_polymorphic(node)}
    for node in entity.entries("one_of"):
        if node.name in taken:
            message = f"`{node.name}` is the name of a field with several targets, which is such a group by itself"
            lowering.refuse("SG304", message, node.key_span, "Choose another name for the group.")
        listed_fields = node if isinstance(node.data, list) else node.at("fields")
        names = tuple(item.string for item in listed_fields.values() if _suits(lowering, item, fields))
        if len(set(names)) != len(names):
            lowering.refuse("SG322", f"`{node.name}` lists a field twice", node.key_span, "Remove one of the two.")
        elif len(names) > 1:
            yield OneOf(name=node.name, fields=names, optional=node.flag("optional"), span=node.key_span)


def _suits(lowering: Lowering, item: Node, fields: Fields) -> bool:
    field = fields.find(lowering, item.string, item.span)
    if field is None:
        return False
    if field.target is None:
        message = f"`{field.name}` of type `{field.type.name}` cannot be one of several references"
        lowering.refuse("SG313", message, item.span, f"That works for {listed(_REFERENCES)}.")
        return False
    if field.refers_by:
        _check_ids(lowering, item)
    if field.required:
        message = f"`{field.name}` is required, so no other reference of its group could ever be given"
        lowering.refuse("SG355", message, item.span, "Remove `required`; the group says that one of them is there.")
        return False
    return True


def _polymorphic(lowering: Lowering, entity: Node) -> Iterator[OneOf]:
    for node in entity.entries("fields"):
        if is_polymorphic(node):
            _check_ids(lowering, node.get("by"))
            fields = tuple(arm.name for arm in arms(node))
            if len(fields) < len(tuple(node.at("to").values())):
                lowering.refuse("SG322", f"`{node.name}` lists an entity twice", node.at("to").span, "Remove one.")
            optional = not node.flag("required")
            yield OneOf(name=node.name, fields=fields, optional=optional, polymorphic=True, span=node.key_span)


def _check_ids(lowering: Lowering, node: Node | None) -> None:
    """Refuses references by other values than ids where a row has one of several (SG328)."""
    if node is not None:
        message = "one of several references is by id, so that all of the group are of one type"
        lowering.refuse("SG328", message, node.span, "Leave out `by`, or give each entity a field without a group.")


def _check_emptied(lowering: Lowering, group: OneOf, fields: Fields) -> None:
    """Refuses `set_null` where a row must have one: the deletion of the row referred to would break the rule."""
    for name in group.fields:
        field = fields.by_name.get(name)
        if field and field.target and field.target.on_delete is OnDelete.SET_NULL and not group.optional:
            message = f"`{name}` cannot be set to null: a row has exactly one of `{group.name}`"
            hint = "Use `on_delete: restrict`, or make the group optional."
            lowering.refuse("SG357", message, field.span, hint)
            return
