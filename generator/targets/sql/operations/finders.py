"""The views of operations on functions that find rows."""

from collections.abc import Iterator
from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import FinderOperation
from generator.plan.operations import DropFinder, SetFinder
from generator.plan.schema import Table
from generator.plan.searching import Finder
from generator.targets.sql.finders import FinderView, finder_view, former_signatures, signatures
from generator.targets.sql.views import Roles


@frozen
class SetFinderView:
    """Functions that find rows."""

    finders: tuple[FinderView, ...]
    rw: str
    ro: str


@frozen
class DroppedFunctionsView:
    """Functions with their arguments."""

    functions: tuple[str, ...]


def spelled(operation: FinderOperation, roles: Roles) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    match operation:
        case SetFinder(table=table, finder=finder):
            found = (finder_view(table, finder),)
            template, view = "set_finder", SetFinderView(finders=found, rw=roles.rw, ro=roles.ro)
        case DropFinder(table=table, finder=finder):
            template, view = "drop_finder", DroppedFunctionsView(functions=tuple(_functions(table, finder)))
        case _:
            assert_never(operation)
    return template, view


def _functions(table: Table, finder: Finder) -> Iterator[str]:
    for name in table.former_names:
        yield from former_signatures(name, (finder,))
    yield from signatures((finder,))
