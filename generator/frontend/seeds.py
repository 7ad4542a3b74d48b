"""`seed_records` of a service, lowered: each record complete, of values that fit, and known by a unique group."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frontend.references import refuse_unknown_entity
from generator.frontend.seeded_references import check_references
from generator.frontend.values import UnfitError, fitted
from generator.frozen import replace
from generator.ir import Entity, EntityKey, Field, SeedRecord, Seeds, SeedValue, Unique
from generator.ir.truth import READERS, UNKNOWN, breaks

_PLAIN: Final = frozenset({"smallint", "integer", "bigint", "boolean", "enum"})
_UNSPEAKABLE: Final = frozenset({"bytes", "ref", "master", "map", "point", "secret", "vector"})
"""Types whose values a spec cannot say, or must not: ids are the database's, and everybody reads a migration."""


def with_seeds(lowering: Lowering, service: Node, entities: Mapping[str, Entity]) -> Mapping[str, Entity]:
    """The entities by name, those that `seed_records` names with their rows; SG305, SG312, SG372 to SG374."""
    seeded = dict(entities)
    for node in service.entries("seed_records"):
        entity = entities.get(node.name)
        if entity is None:
            key = EntityKey(service=service.text("service"), entity=node.name)
            refuse_unknown_entity(lowering, key, key.service, node.key_span)
        elif _can_be_seeded(lowering, entity, node):
            seeded[node.name] = replace(entity, seeds=_seeds(lowering, entity, node))
    check_references(lowering, seeded)
    return seeded


def _can_be_seeded(lowering: Lowering, entity: Entity, node: Node) -> bool:
    if entity.scoped and not entity.shared:
        message = f"the rows of `{entity.name}` belong to campaigns, and a seed to none of them"
        hint = "Give the entity `shared: true`, so that all campaigns read it, or `scope: global`."
        lowering.refuse("SG372", message, node.key_span, hint)
        return False
    if entity.parent is not None:
        message = f"a row of `{entity.name}` needs the id of its parent, which is the database's to give"
        lowering.refuse("SG373", message, node.key_span, "Seed entities without a parent.")
        return False
    for group in entity.one_of:
        if not group.optional:
            message = f"a row of `{entity.name}` refers to one of `{group.name}`, whose ids are the database's to give"
            lowering.refuse("SG373", message, node.key_span, "Make the group `optional`, or seed other entities.")
            return False
    return True


def _seeds(lowering: Lowering, entity: Entity, node: Node) -> Seeds | None:
    records = tuple(_record(lowering, entity, item) for item in node.values())
    given = [frozenset(item.name for item in record.values()) for record in node.values()]
    known = next(
        (
            item
            for item in entity.of_all_rows
            if item.is_exact and all(names.issuperset(item.fields) for names in given)
        ),
        None,
    )
    if known is None:
        message = f"the records of `{entity.name}` have no unique group in common by which to find them again"
        hint = "Give every record the fields of one of its `unique` groups, or add such a group."
        lowering.refuse("SG374", message, node.key_span, hint)
        return None
    # A record with a value that does not fit is refused already.
    whole = tuple(record for record in records if {name for name, _ in record.values}.issuperset(known.fields))
    _check_twins(lowering, known.fields, whole)
    _check_other_keys(lowering, entity, known, whole)
    return Seeds(unique=known.fields, records=whole)


def _record(lowering: Lowering, entity: Entity, node: Node) -> SeedRecord:
    fields = {field.name: field for field in entity.fields}
    values = tuple(_values(lowering, entity, fields, node))
    given = {name for name, _ in values}
    missing = [field.name for field in entity.writable if field.required and field.name not in given]
    if missing and len(values) == len(list(node.values())):
        message = f"a seed record of `{entity.name}` lacks {listed(missing)}, which every row has"
        lowering.refuse("SG374", message, node.span, "Give it a value.")
    _check_rows(lowering, entity, dict(values), node)
    return SeedRecord(values=values, span=node.span)


def _check_rows(lowering: Lowering, entity: Entity, values: Mapping[str, SeedValue], node: Node) -> None:
    """Refuses a record that breaks a check; where only the database can tell, it is let pass."""
    row = {field.column: _known(field, values.get(field.name, field.default)) for field in entity.fields}
    for check in entity.checks:
        if breaks(check.condition, row):
            message = f"this record breaks the check `{check.name}` of `{entity.name}`"
            lowering.refuse("SG374", message, node.span, "Change the record, or the check.")


def _known(field: Field, value: object) -> object:
    """The value as the row will hold it; UNKNOWN where a spec says it otherwise, and of texts."""
    if value is None or field.type.name in _PLAIN:
        return value
    read = READERS.get(field.type.name)
    return read(str(value)) if read else UNKNOWN


def _values(
    lowering: Lowering, entity: Entity, fields: Mapping[str, Field], node: Node
) -> Iterator[tuple[str, SeedValue]]:
    for item in node.values():
        field = fields.get(item.name)
        if field is None:
            known = list(fields)
            hint = did_you_mean(item.name, known, otherwise=f"The fields of `{entity.name}` are {listed(known)}.")
            lowering.refuse("SG312", f"`{entity.name}` has no field `{item.name}`", item.key_span, hint)
        elif field.type.name in _UNSPEAKABLE or field.name in entity.governed:
            why = (
                "transitions alone change it"
                if field.name in entity.governed
                else f"a spec knows no `{field.type.name}`"
            )
            message = f"`{field.name}` cannot be seeded: {why}"
            lowering.refuse("SG373", message, item.key_span, "Leave it out.")
        else:
            try:
                yield field.name, _fitted(field, item)
            except UnfitError as error:
                lowering.refuse("SG310", f"the seed of `{field.name}` {error}", item.span)


def _fitted(field: Field, node: Node) -> SeedValue:
    if node.data is None:
        if not field.nullable:
            raise UnfitError("must not be null")
        return None
    if field.type.name == "json":
        if not isinstance(node.data, dict):
            raise UnfitError("must be a mapping")
        return json.dumps(node.data, ensure_ascii=False, sort_keys=True)
    return fitted(field, node.data, "" if isinstance(node.data, dict | list) else node.raw)


def _check_twins(lowering: Lowering, unique: tuple[str, ...], records: tuple[SeedRecord, ...]) -> None:
    seen: set[tuple[SeedValue, ...]] = set()
    for record in records:
        key = tuple(record.value(name) for name in unique)
        if key in seen or None in key:
            message = f"this record has the same {listed(unique)} as another, or none"
            lowering.refuse("SG374", message, record.span, "Remove one of the two, or give it a value of its own.")
        seen.add(key)


def _check_other_keys(lowering: Lowering, entity: Entity, known: Unique, records: tuple[SeedRecord, ...]) -> None:
    """Refuses a record that has the values of another one in a unique group besides, be it by default."""
    defaults = {field.name: field.default for field in entity.fields}
    for unique in (item for item in entity.of_all_rows if item.is_exact and item.fields != known.fields):
        seen: set[tuple[object, ...]] = set()
        for record in records:
            key = tuple((defaults | dict(record.values)).get(name) for name in unique.fields)
            if key in seen and (None not in key or unique.nulls_same):
                message = f"this record has the same {listed(unique.fields)} as another, which is unique, too"
                lowering.refuse("SG374", message, record.span, "Give it a value of its own.")
            seen.add(key)
