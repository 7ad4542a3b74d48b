"""The views of operations on the triggers that log what goes with the rows it refers to."""

from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import CascadeOperation
from generator.plan.operations import LogCascades, StopCascades
from generator.targets.sql.cascades import CascadeView, cascade_view
from generator.targets.sql.quoting import identifier


@frozen
class LoggedView:
    """A table that exists, and the trigger as it will be."""

    cascade: CascadeView


@frozen
class EndedView:
    """What is dropped."""

    table: str
    name: str


def spelled(operation: CascadeOperation) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    match operation:
        case LogCascades(table=table, cascade=cascade, was=was):
            template, view = "log_cascades", LoggedView(cascade=cascade_view(table, cascade, replaces=True, was=was))
        case StopCascades(table=table, name=name):
            template, view = "stop_cascades", EndedView(table=identifier(table), name=identifier(name))
        case _:
            assert_never(operation)
    return template, view
