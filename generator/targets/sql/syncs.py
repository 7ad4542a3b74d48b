"""The view of a trigger that keeps a retired column and its successor equal."""

from generator.frozen import frozen
from generator.plan.schema import ColumnSync
from generator.targets.sql.quoting import expression, identifier


@frozen
class SyncView:
    """The trigger and its function, which share a name."""

    table: str
    name: str
    old: str
    new: str
    forward: str
    backward: str
    default: str
    """What the new column holds in a row that was inserted without it."""
    as_text: str
    """The cast by which values are compared; empty where their type has an equality."""
    converts: bool
    """Whether a value of the new column may have no counterpart in the old one."""
    replaces: bool
    """Whether something of that name may be there, or may be gone."""


@frozen
class SyncsView:
    """The syncs that a migration adds to one table."""

    syncs: tuple[SyncView, ...]


def sync_view(table: str, sync: ColumnSync, *, replaces: bool) -> SyncView:
    """The view of one sync of a table."""
    return SyncView(
        table=identifier(table),
        name=identifier(sync.name),
        old=identifier(sync.old),
        new=identifier(sync.new),
        forward=expression(sync.forward),
        backward=expression(sync.backward),
        default="NULL" if sync.default is None else expression(sync.default),
        as_text="::text" if sync.as_text else "",
        converts=sync.backward not in {f"NEW.{sync.new}", f"NEW.{identifier(sync.new)}"},
        replaces=replaces,
    )
