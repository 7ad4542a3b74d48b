"""Foreign keys to other unique columns than the id: what must be there before they are, and after they are gone.

Services are planned apart, and their migrations run side by side. Within one the stages of a run put a unique before
what refers to it; between two, only what is recorded already can be relied on.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator import names
from generator.diagnostics import Diagnostic
from generator.ir import Entity, Field, Scope, Service, Target
from generator.plan import order, reference_refusals
from generator.plan.records import Record
from generator.plan.schema import ForeignKey, Table, UniqueKey


def origins(records: Iterable[Record]) -> Mapping[str, str]:
    """The migration that the uniques of each recorded table are there after, by what `order.uniques_of` calls them."""
    return {
        order.uniques_of(table.name): record.migrations[-1].id
        for record in records
        for table in record.tables
        if record.migrations
    }


def refused(service: Service, records: Mapping[str, Record], after: Iterable[Table]) -> Iterator[Diagnostic]:
    """SG588 for what is referred to before it is recorded; SG587 for what goes while it is recorded as referred to.

    `after` holds the tables of the service as they will be, those that are recorded first.
    """
    if any(field.target and field.target.by for entity in service.entities for field in entity.fields):
        yield from _referred_too_early(service, records)
    if record := records.get(service.name):
        for before, now in zip(record.tables, after, strict=False):
            for unique in _gone(before, now):
                keys = _keys_of_others(record, records)
                owners = [owner for owner, key in keys if _leads_to(key, before, unique)]
                if owners:
                    yield reference_refusals.still_referred(
                        service.name, before.entity, unique.columns[-1], owners[0], service.span
                    )


def _referred_too_early(service: Service, records: Mapping[str, Record]) -> Iterator[Diagnostic]:
    tables = {item.name: (record.service, item) for record in records.values() for item in record.tables}
    for entity in service.entities:
        for field in entity.fields:
            if field.target and field.target.by and _is_early(entity, field, field.target, tables):
                yield reference_refusals.referred_too_early(
                    entity.name, field.name, str(field.target.key), field.target.by, field.span
                )


def dropped(record: Record) -> frozenset[str]:
    """The names by which a run can drop what foreign keys of other services may once have led to."""
    number = order.next_number(tuple(item.id for item in record.migrations))
    uniques = (key.name for table in record.tables for key in table.uniques if _is_one_column(key))
    return frozenset(label for name in uniques for label in (name, names.shortened(f"{name}_until_{number:04}")))


def _is_early(entity: Entity, field: Field, target: Target, tables: Mapping[str, tuple[str, Table]]) -> bool:
    """Whether the key is new, and what it leads to is not there when it comes."""
    _, own = tables.get(entity.table, ("", None))
    owner, other = tables.get(target.table, ("", None))
    if other is None or (own and any(key.columns[-1] == field.column for key in own.foreign_keys)):
        return False
    if owner == entity.key.service:
        asked = own is not None and any(item.name == field.column and not item.retired for item in own.columns)
        return asked and all(item.name != target.by for item in other.columns)
    columns = ("campaign_id", target.by) if target.scope is Scope.CAMPAIGN else (target.by,)
    return all(key.columns != columns or key.is_index for key in other.uniques)


def _keys_of_others(record: Record, records: Mapping[str, Record]) -> Iterator[tuple[str, ForeignKey]]:
    for other in records.values():
        if other.service != record.service:
            for table in other.tables:
                for key in table.foreign_keys:
                    yield f"{other.service}.{table.entity}.{key.columns[-1]}", key


def _gone(before: Table, now: Table) -> Iterator[UniqueKey]:
    kept = {key.columns for key in now.uniques if not key.is_index}
    return (key for key in before.uniques if not key.is_index and key.columns not in kept)


def _leads_to(key: ForeignKey, table: Table, unique: UniqueKey) -> bool:
    return key.parent == table.name and key.parent_columns == unique.columns


def _is_one_column(key: UniqueKey) -> bool:
    columns = [column for column in key.columns if column != "campaign_id"]
    return not key.is_index and len(columns) == 1 and columns[0] not in {"uuid", "master_id"}
