"""What changes about the tables of a service that are recorded: loaded only where there are any."""

from collections.abc import Iterable, Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.ir import Platform, Service
from generator.plan import order
from generator.plan.changes import Edit, carried_out, counts, entity_name
from generator.plan.records import Record
from generator.plan.referrers import referrers
from generator.plan.renames import renames, with_parents_renamed
from generator.plan.schema import Table


def edits(
    record: Record, platform: Platform, service: Service, desired: Mapping[str, Table], arriving: Mapping[str, int]
) -> Iterator[tuple[str, Edit]]:
    """What changes about each table that code uses before and after the run, by the entity's recorded name."""
    renamed = renames(record, service)
    number = order.next_number(tuple(item.id for item in record.migrations))
    names = {former: name for name, former in renamed.entities.items()}
    held = counts.held(record, service, names)
    for table in with_parents_renamed(record.tables, platform):
        name = names.get(table.entity, table.entity)
        if name in desired and not table.retired:
            entity = service.entity(name)
            start = table if name == table.entity else entity_name.renamed(table, entity)
            edit = Edit(
                recorded=start,
                table=start,
                desired=desired[name],
                entity=entity,
                renamed=renamed.columns.get(name, {}),
                arrivals=arriving,
                neighbours={item.table: item.name for item in service.entities},
                held=held,
                number=number,
                referrers=tuple(referrers(record, platform, service, start, desired[name])),
                steps=() if start is table else entity_name.steps(table, start, service.name),
            )
            # Most tables are as the spec wants them: thirty kinds of change would find that out one by one.
            yield table.entity, edit if table == desired[name] else carried_out(edit)


def refused(record: Record, service: Service, created: Iterable[Table], found: Iterable[Edit]) -> Iterator[Diagnostic]:
    """What is refused of the edits that were found, and of new tables beside the recorded ones."""
    for edit in found:
        yield from edit.refused
    yield from counts.refused(record, service, created)
