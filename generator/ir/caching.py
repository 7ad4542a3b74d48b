"""Answers that are kept for a while, and whose writes end them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from generator.frozen import frozen
from generator.ir.fields import EntityKey, OnDelete

if TYPE_CHECKING:
    from generator.ir.entities import Entity


@frozen
class Kept:
    """How long, in seconds, answers about an entity are kept; 0 where they are not."""

    search: int = 0
    list: int = 0
    aggregates: int = 0


def concerned(entities: Iterable["Entity"]) -> Mapping[EntityKey, tuple["Entity", ...]]:
    """For each entity the ones whose kept answers a write of its rows can change; empty where no answers are kept.

    That is itself, and through the database what goes with its rows, loses them as a reference, or counts them.
    """
    known = {entity.key: entity for entity in entities}
    if not any(entity.kept for entity in known.values()):
        return {}
    tables = {entity.table: entity.key for entity in known.values()}
    changed: dict[EntityKey, set[EntityKey]] = {key: {key} for key in known}
    for entity in known.values():
        for target in entity.references:
            if target.on_delete is not OnDelete.RESTRICT and target.key in changed:
                changed[target.key].add(entity.key)
        changed[entity.key] |= {tables[count.parent] for count in entity.counts if count.parent in tables}
    kept = {key for key, entity in known.items() if entity.kept}
    return {key: tuple(known[item] for item in sorted(_reached(changed, key) & kept, key=str)) for key in known}


def _reached(changed: Mapping[EntityKey, set[EntityKey]], start: EntityKey) -> set[EntityKey]:
    found, ahead = set[EntityKey](), {start}
    while ahead:
        found |= ahead
        ahead = {item for key in ahead for item in changed[key]} - found
    return found
