"""The values that targets make for templates and for each other."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

from generator.frozen import frozen as view

__all__ = ["node", "view"]

Node = TypeVar("Node")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node(of: type[Node]) -> type[Node]:
    """A slotted dataclass made with positions: a node of an expression.

    It is frozen for the type checker only, and without what nobody asks of a node: a service is made of thousands.
    """
    return dataclass(slots=True, eq=False, repr=False)(of)
