"""Seed records that refer to others by a value: what they refer to is planted before them."""

from collections.abc import Iterator, Mapping

from generator.frontend.outline import Lowering, listed
from generator.frozen import frozen
from generator.ir import Entity, Field, SeedRecord, Target


@frozen
class _Reference:
    """A record that refers to a row."""

    entity: Entity
    record: SeedRecord
    place: int
    """Among the records of its entity."""
    field: Field
    target: Target


def check_references(lowering: Lowering, entities: Mapping[str, Entity]) -> None:
    """Refuses references to rows that need not be there when the record is planted (SG374)."""
    references = tuple(found for entity in entities.values() for found in _references(entity))
    for item in references:
        if problem := _problem(item, entities):
            message, hint = problem
            lowering.refuse("SG374", message, item.record.span, hint)
    _check_circles(lowering, references)


def _references(entity: Entity) -> Iterator[_Reference]:
    for place, record in enumerate(entity.seeds.records if entity.seeds else ()):
        for name, value in record.values:
            field = entity.field(name)
            if field.target is not None and value is not None:
                yield _Reference(entity=entity, record=record, place=place, field=field, target=field.target)


def _problem(item: _Reference, entities: Mapping[str, Entity]) -> tuple[str, str] | None:
    said = f"`{item.field.name}` of a seed record"
    if item.target.key.service != item.entity.key.service:
        hint = "Leave it out: the seeds of two services come in any order."
        return f"{said} refers to `{item.target.key}`, which is of another service", hint
    target = entities[item.target.key.entity]
    values = [record.value(item.target.by or "") for record in target.seeds.records] if target.seeds else []
    wanted = item.record.value(item.field.name)
    if wanted not in values:
        hint = f"Add one to `seed_records` of `{target.name}`, so that every database has it."
        return f"{said} refers to `{wanted}`, and no seed record of `{target.name}` has that `{item.target.by}`", hint
    if target.key == item.entity.key and values.index(wanted) > item.place:
        return f"{said} refers to `{wanted}`, which comes after it", "Put the record behind the one that it refers to."
    return None


def _check_circles(lowering: Lowering, references: tuple[_Reference, ...]) -> None:
    from graphlib import CycleError, TopologicalSorter

    needed: dict[str, set[str]] = {}
    for item in references:
        if item.target.key != item.entity.key:
            needed.setdefault(item.entity.name, set()).add(item.target.key.entity)
    try:
        TopologicalSorter(needed).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        first = next(item for item in references if item.entity.name == circle[0])
        message = f"the seed records of {listed(dict.fromkeys(circle))} refer to each other in a circle"
        lowering.refuse("SG374", message, first.record.span, "Leave one of the references out.")
