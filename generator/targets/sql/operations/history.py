"""The views of operations on the history of rows."""

from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import HistoryOperation
from generator.plan.operations import DropHistory, StartHistory, StopHistory
from generator.targets.sql.history import HistoryView, history_view
from generator.targets.sql.views import Roles


@frozen
class KeptView:
    """A history, for the statement that makes it and those that end it."""

    history: HistoryView


def spelled(operation: HistoryOperation, roles: Roles) -> tuple[str, KeptView]:
    """The template of the operation and its view."""
    is_new = True
    match operation:
        case StartHistory(is_new=is_new):
            template = "start_history"
        case StopHistory():
            template = "stop_history"
        case DropHistory():
            template = "drop_history"
        case _:
            assert_never(operation)
    return template, KeptView(history=history_view(operation.table, operation.history, roles, is_new=is_new))
