"""`paging` of an entity, or of its service or platform: how clients go through its list."""

from collections.abc import Iterable
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Paging

_COUNTED: Final = frozenset("filters page rows skipped".split())
"""What the repository calls what it counts and skips, beside its parameters."""


def lower_paging(lowering: Lowering, service: Node, entity: Node, filters: Iterable[str]) -> Paging:
    """The entity's own, that of its service, or that of the platform; SG368 where it cannot be."""
    own = entity.get("paging")
    paging = Paging(own.string if own else service.text("paging", lowering.paging))
    if own and paging is not Paging.TOKEN and entity.flag("shared"):
        hint = "Leave `paging` out: its pages have tokens."
        lowering.refuse("SG368", "the list of a shared entity merges two campaigns and has no numbers", own.span, hint)
    if entity.flag("shared"):
        return Paging.TOKEN
    for name in filters:
        if paging.parameter and name in {paging.parameter, *_COUNTED}:
            message = f"the filter `{name}` of `{entity.name}` would be taken for its page"
            place = own or entity.at("filters")
            lowering.refuse("SG368", message, place.span, "Rename the field, or write `paging: token`.")
    return paging
