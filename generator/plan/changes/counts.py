"""What is counted of rows, and where: a count can end, but none can begin among rows that exist."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.diagnostics import Diagnostic
from generator.ir import Service
from generator.plan import lifecycle_refusals
from generator.plan.changes.edit import Edit
from generator.plan.operations import StopCounting
from generator.plan.records import Record
from generator.plan.schema import Table
from generator.plan.steps import Stage


def plan(edit: Edit) -> Edit:
    """Ends the counts that are gone, and refuses those that are new or others (SG595)."""
    before, after = edit.recorded.counts, edit.desired.counts
    moved = edit.recorded.scoped != edit.desired.scoped
    new = tuple(item for item in after if moved or item not in before)
    if new:
        columns = tuple(dict.fromkeys(item.column for item in new))
        return edit.refuse(lifecycle_refusals.counted_since(edit.entity.name, columns, edit.entity.span))
    gone = tuple(item for item in before if item not in after)
    if not gone:
        return edit
    stops = tuple(StopCounting(table=edit.table.name, count=item) for item in gone)
    return edit.then(edit.step(Stage.RETIRE, "counts", *stops), table=replace(edit.table, counts=after))


def refused(record: Record, service: Service, created: Iterable[Table]) -> Iterator[Diagnostic]:
    """SG595 for each column that holds something else by now, and would be the counter of a new entity."""
    held = {(table.name, column.name) for table in record.tables for column in table.columns}
    for table in created:
        columns = tuple(item.column for item in table.counts if (item.parent, item.column) in held)
        if columns:
            yield lifecycle_refusals.counted_since(table.entity, columns, service.entity(table.entity).span)
