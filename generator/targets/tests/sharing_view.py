"""What the tests of shared rows are told: how a campaign finds what is not its own, and what it cannot do to it."""

from collections.abc import Iterator

from generator.ir import Entity
from generator.plan.blueprint import Blueprint
from generator.targets.source.view import view
from generator.targets.tests.isolation_view import awaits, lookups
from generator.targets.tests.keys_view import UniqueView, keys_view

_FOUND = 8
"""Column of a statement in a unit of work."""


@view
class SharingView:
    """Finished awaits of a shared entity's methods."""

    lookups: tuple[str, ...]
    """In `campaign`, with the keys of `row`, which is everybody's."""
    parent: str
    """Of a list there: `, row.article_id`, or nothing."""
    twins: tuple[UniqueView, ...]
    """The unique groups of which a campaign can have the same values as campaign 0."""


def sharing_view(blueprint: Blueprint, entity: Entity) -> SharingView | None:
    """The view of a shared entity; None for others."""
    if not entity.shared:
        return None
    return SharingView(
        lookups=tuple(awaits("campaign", lookups(entity), indent=_FOUND)),
        parent=f", row.{entity.parent_column}" if entity.parent_column else "",
        twins=tuple(_twins(blueprint, entity)),
    )


def _twins(blueprint: Blueprint, entity: Entity) -> Iterator[UniqueView]:
    """Those of plain values: what a reference names is in one campaign only."""
    for unique, found in zip(entity.of_all_rows, keys_view(blueprint, entity).uniques, strict=True):
        if found.found and all(entity.field(name).target is None for name in unique.fields):
            yield found
