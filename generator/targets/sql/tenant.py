"""The view of what makes the rows of a table campaigns."""

from generator.frozen import frozen
from generator.plan import tenant
from generator.plan.schema import Table, TenantTrigger
from generator.targets.sql.quoting import identifier, literal


@frozen
class TenantView:
    """A function and its two triggers; and the campaigns that are there when the table comes."""

    function: str
    trigger: str
    change_trigger: str
    master_type: str
    """A literal."""
    status: str
    """`, status` where the table has that column."""
    replaces: bool


def tenant_view(table: Table, trigger: TenantTrigger, *, replaces: bool = False) -> TenantView:
    """The view for a table whose rows are campaigns."""
    has_status = any(column.name == "status" and not column.retired for column in table.columns)
    of_new_rows, of_changes = map(identifier, tenant.triggers(table))
    return TenantView(
        function=identifier(trigger.function),
        trigger=of_new_rows,
        change_trigger=of_changes,
        master_type=literal(trigger.master_type),
        status=", status" if has_status else "",
        replaces=replaces,
    )
