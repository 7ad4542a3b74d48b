"""The view of the trigger that logs what goes with the rows it refers to."""

from generator.frozen import frozen
from generator.ir import NO_MASTER
from generator.plan.cascade_log import CascadeLog
from generator.targets.sql.quoting import expression, identifier, literal


@frozen
class CascadeView:
    """The trigger and its function, which share a name."""

    table: str
    name: str
    campaign: str
    marks: bool
    """Whether rows have a master row."""
    master: str
    """What the event is filed under, as an expression over `OLD`."""
    service: str
    """A literal, as those that follow."""
    event_type: str
    retention: str
    replaces: bool
    """Whether something of that name may be there."""
    was: str
    """The name of the one before; empty for none."""


def cascade_view(table: str, cascade: CascadeLog, *, replaces: bool, was: str | None = None) -> CascadeView:
    """The view of the trigger of a table."""
    return CascadeView(
        table=identifier(table),
        name=identifier(cascade.name),
        campaign=expression(cascade.campaign),
        marks=not cascade.alone,
        master=str(NO_MASTER) if cascade.alone else "OLD.master_id",
        service=literal(cascade.service),
        event_type=literal(cascade.event_type),
        retention=literal(cascade.retention),
        replaces=replaces,
        was=identifier(was) if was else "",
    )
