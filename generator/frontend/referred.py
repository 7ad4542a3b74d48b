"""`by` of a reference: the unique field of the entity referred to whose value it holds, in place of the id."""

from collections.abc import Iterator
from typing import Final

from generator.catalog import FIELD_TYPES, FieldType
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frozen import replace
from generator.ir import Field, Target

_NAMES: Final = ("string", "email", "url", "uuid", "smallint", "integer", "bigint")
"""Types of what rows are called by."""


def column_of(name: str, type_: FieldType) -> str:
    """The column of a field of the type."""
    match type_.name:
        case "ref":
            return f"{name}_id"
        case "master":
            return f"{name}_master_id"
        case _:
            return name


def known_by(lowering: Lowering, field: Field, options: Node) -> Field:
    """The field; a reference with `by` as the value that it is (SG312, SG328 where no such value names a row).

    It has the limits of the field referred to: what no row can be called is refused before the database is asked.
    """
    by = options.get("by")
    if by is None or field.target is None:
        return field
    entity = lowering.outline.nodes[field.target.key]
    fields = {item.name: item for item in entity.entries("fields")}
    named = fields.get(by.string)
    if named is None:
        hint = did_you_mean(by.string, list(fields), otherwise=f"Its fields are {listed(fields)}.")
        lowering.refuse("SG312", f"`{field.target.key}` has no field `{by.string}`", by.span, hint)
        return field
    if refusal := next(_refusals(entity, named), None):
        reason, hint = refusal
        message = f"no row of `{field.target.key}` can be referred to by `{named.name}`: {reason}"
        lowering.refuse("SG328", message, by.span, hint)
        return field
    return _of_its_type(field, field.target, named)


def _refusals(entity: Node, named: Node) -> Iterator[tuple[str, str]]:
    """Why a foreign key cannot lead to the field, and what to do about it."""
    if _type(named) not in _NAMES:
        yield f"it is of type `{_type(named)}`", f"That works for {listed(_NAMES)}."
    groups = [node for node in entity.entries("unique") if _fields(node) == (named.name,)]
    key = entity.get("key")
    if not groups and (key is None or _fields(key) != (named.name,)):
        hint = f"Add `[{named.name}]` to its `unique`, or leave out `by`."
        yield "two rows may have the same", hint
    for option in ("where", "case_insensitive", "hashed"):
        if any(node.flag(option) or node.text(option) for node in groups):
            yield f"it is unique with `{option}`", "PostgreSQL refers to a plain unique column only: leave out `by`."
    if entity.flag("soft_delete"):
        reason = "it is unique among the rows that are not deleted, and another may get the value of a deleted one"
        yield reason, "Leave out `by`."


def _fields(group: Node) -> tuple[str, ...]:
    """The fields of a group in any of its forms: `code`, `[code]`, `{fields: [code]}`."""
    if isinstance(group.data, str):
        return (group.data,)
    return tuple(item.string for item in (group.get("fields") or group).values())


def _type(node: Node) -> str:
    return node.data if isinstance(node.data, str) else node.text("type")


def _of_its_type(field: Field, target: Target, named: Node) -> Field:
    options = named if isinstance(named.data, dict) else Node(named.document, named.path, {})
    type_ = FIELD_TYPES[_type(named)]
    return replace(
        field,
        column=f"{field.name}_{named.name}",
        type=type_,
        target=replace(target, by=named.name),
        min_length=options.number("min_length"),
        max_length=options.number("max_length") or type_.longest,
        pattern=options.text("pattern") or type_.pattern,
        minimum=_bound(options, "minimum"),
        maximum=_bound(options, "maximum"),
    )


def _bound(options: Node, key: str) -> str | None:
    node = options.get(key)
    return None if node is None else str(node.data)
