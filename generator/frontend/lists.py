"""Lists of what has a form of its own, as addresses have: each item is checked as the one value would be."""

from typing import Final

from generator.catalog import FieldType
from generator.frozen import replace

_MODULE: Final = "address_lists"
"""The module of the core that checks them, rendered only where a spec has such a list."""


def checked(type_: FieldType, element: FieldType | None) -> FieldType:
    """The type of a list that checks its items, where they can be wrong in themselves; any other as it is."""
    if type_.name != "list" or element is None or element.check is None or element.own:
        return type_
    return replace(type_, module=_MODULE, check=element.check.replace("check_", "check_every_", 1))
