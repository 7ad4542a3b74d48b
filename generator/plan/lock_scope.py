"""What a lock says of whose the rows of a table are: everybody's to read, or campaigns themselves."""

from collections.abc import Iterator

from generator.plan import notation
from generator.plan.lock_nodes import Node
from generator.plan.schema import Table, TenantTrigger


def written(table: Table) -> Iterator[str]:
    """The lines below a table; none for most."""
    if table.tenant is not None:
        about = {"function": table.tenant.function, "master_type": table.tenant.master_type}
        yield f"    tenant: {notation.flow(about)}"
    if table.shared:
        yield "    shared: true"


def tenant(table: Node) -> TenantTrigger | None:
    """What makes the rows campaigns; None where they are none."""
    if not table.has("tenant"):
        return None
    node = table.child("tenant")
    node.only("function master_type")
    return TenantTrigger(function=node.text("function"), master_type=node.text("master_type"))
