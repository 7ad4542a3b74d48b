"""What is counted of rows, and where: a count begins among rows that exist, changes, and ends.

The triggers come first, and with them every writer waits until those before it are done. From then on the number is
wrong by the same difference, whoever writes, until that is added: one statement sees the number and the rows counted at
one moment, and adds the difference to whatever the number is by the time it is written.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.frozen import replace
from generator.ir import Service
from generator.plan import lifecycle_refusals
from generator.plan.changes.edit import Edit
from generator.plan.kept import RowCount
from generator.plan.operations import Backfill, StartCounting, StopCounting
from generator.plan.records import Record
from generator.plan.renames import renames
from generator.plan.schema import Table
from generator.plan.steps import Stage, Step


def plan(edit: Edit) -> Edit:
    """Begins and changes counts, and ends those that are gone; refuses what would overwrite a number (SG595)."""
    before, after = {_place(item): item for item in edit.recorded.counts}, edit.desired.counts
    new = tuple(item for item in after if before.get(_place(item)) != item)
    moved = edit.recorded.scoped != edit.desired.scoped
    wrong = after if moved else tuple(item for item in new if not _may_begin(edit, item))
    if wrong:
        columns = tuple(dict.fromkeys(item.column for item in wrong))
        return edit.refuse(lifecycle_refusals.counted_since(edit.entity.name, columns, edit.entity.span))
    if not edit.live.keys() >= {item.reference for item in new}:
        return edit  # a reference is refused
    kept = set(map(_place, after))
    stops = tuple(StopCounting(table=edit.table.name, count=item) for at, item in before.items() if at not in kept)
    return edit.then(
        *((edit.step(Stage.RETIRE, "counts", *stops),) if stops else ()),
        *(step for item in new for step in _begun(edit, before.get(_place(item)), item)),
        table=replace(edit.table, counts=after),
    )


def _place(count: RowCount) -> tuple[str, str]:
    """Where the number is. The triggers are called by tables, which may have other names by now."""
    return count.parent, count.column


def _may_begin(edit: Edit, count: RowCount) -> bool:
    """Whether the number is the count's own, or there is none yet; and nothing else has the names of its triggers."""
    recorded = {_place(item): item.name for item in edit.recorded.counts}
    others = {name for place, name in recorded.items() if place != _place(count)}
    return count.name not in others and (_place(count) in recorded or _place(count) not in edit.held)


def _begun(edit: Edit, before: RowCount | None, count: RowCount) -> Iterator[Step]:
    """The triggers, once what they read is filled; then the rows whose number is another than that of theirs."""
    start = StartCounting(
        table=edit.table.name,
        count=count,
        scoped=edit.table.scoped,
        is_new=before is None,
        was=before if before and before.name != count.name else None,
    )
    yield edit.step(Stage.SETTLE, "counts", start)
    reference = edit.renamed.get(count.reference, count.reference)
    if before and replace(before, name=count.name) == replace(count, reference=reference):
        return  # by other names the same is counted: a reference and its former column are equal in every row by now
    yield Step(
        stage=Stage.MOVE,
        table=count.parent,
        entity=edit.neighbours[count.parent],
        subjects=(count.column,),
        operations=(recount(edit.table, count),),
    )


def recount(table: Table, count: RowCount) -> Backfill:
    """The difference between the number and the rows that count, added where there is one."""
    key = ("campaign_id", "id") if table.scoped else ("id",)
    parent, column = count.parent, count.column
    own = " AND ".join(f"was.{name} = {parent}.{name}" for name in key)
    there = [f"counted.campaign_id = {parent}.campaign_id"] if table.scoped else []
    there += [f"counted.{count.reference} = {parent}.id", *([f"({count.where})"] if count.where else [])]
    rows = f"(SELECT count(*) FROM {table.name} AS counted WHERE {' AND '.join(there)})"  # noqa: S608 - names of the plan
    number = f"(SELECT was.{column} FROM {parent} AS was WHERE {own})"  # noqa: S608 - names of the plan
    return Backfill(
        table=parent,
        key=key,
        values=((column, f"{parent}.{column} + {rows} - {number}"),),
        where=f"{parent}.{column} <> {rows}",
    )


def held(record: Record, service: Service, names: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """The columns that the service's tables have, by the names that the tables will have; `names` are the new ones."""
    tables = {entity.name: entity.table for entity in service.entities}
    return frozenset(
        (tables.get(names.get(table.entity, table.entity), table.name), column.name)
        for table in record.tables
        for column in table.columns
    )


def refused(record: Record, service: Service, created: Iterable[Table]) -> Iterator[Diagnostic]:
    """SG595 for each column that holds something else by now, and would be the counter of a new entity."""
    known = held(record, service, {former: name for name, former in renames(record, service).entities.items()})
    for table in created:
        columns = tuple(item.column for item in table.counts if _place(item) in known)
        if columns:
            yield lifecycle_refusals.counted_since(table.entity, columns, service.entity(table.entity).span)
