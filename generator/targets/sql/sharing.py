"""The view of the policies of a shared table."""

from generator.frozen import frozen
from generator.plan import sharing
from generator.targets.sql.quoting import identifier


@frozen
class Guards:
    """The policies that keep what is shared from being written, by name."""

    update: str
    delete: str


def guards(policy: str) -> Guards:
    """Those beside `policy`."""
    update, delete = map(identifier, sharing.guards(policy))
    return Guards(update=update, delete=delete)
