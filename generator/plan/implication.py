"""Whether one CHECK follows from another, where that can be read from them: rows need not be asked then."""

import re
from decimal import Decimal
from typing import Final

from generator.plan.renames import values_of
from generator.plan.schema import Check, CheckKind

_BOUND: Final = re.compile(r"(.+) (>=|<=) (-?[0-9]+(?:\.[0-9]+)?)")
_BOUNDED: Final = frozenset({CheckKind.LENGTH, CheckKind.RANGE, CheckKind.CARDINALITY, CheckKind.SIZE})


def implies(before: Check, after: Check) -> bool:
    """Whether every row that obeys `before` obeys `after`; false where it cannot be told."""
    if before.kind is not after.kind:
        return False
    if before.kind is CheckKind.VALUES:
        return set(values_of(before.expression)) <= set(values_of(after.expression))
    if before.kind not in _BOUNDED:
        return False
    old, new = _bounds(before.expression), _bounds(after.expression)
    return old is not None and new is not None and all(_within(old, key, limit) for key, limit in new.items())


def _bounds(expression: str) -> dict[tuple[str, str], Decimal] | None:
    """The limits by term and side; None for another form."""
    found = [_BOUND.fullmatch(part) for part in expression.split(" AND ")]
    known = [item for item in found if item is not None]
    if len(known) != len(found):
        return None
    return {(item[1], item[2]): Decimal(item[3]) for item in known}


def _within(old: dict[tuple[str, str], Decimal], key: tuple[str, str], limit: Decimal) -> bool:
    known = old.get(key)
    if known is None:
        return False
    return known >= limit if key[1] == ">=" else known <= limit
