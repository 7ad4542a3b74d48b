"""Which tables refer to one whose partitions change."""

from collections.abc import Iterator

from generator.ir import Platform, Service
from generator.plan import keys
from generator.plan.changes.edit import Referrer
from generator.plan.records import Record
from generator.plan.schema import Table


def referrers(record: Record, platform: Platform, service: Service, before: Table, after: Table) -> Iterator[Referrer]:
    """Foreign keys of other tables that lead to the table: recorded ones of the service, declared ones of others."""
    if before.partitioning == after.partitioning:
        return
    for table in record.tables:
        for key in table.foreign_keys:
            if key.parent == before.name and table.name != before.name:
                is_parted = table.partitioning is not None
                yield Referrer(table=table.name, entity=table.entity, key=key, is_parted=is_parted, is_foreign=False)
    for entity in platform.known_entities():
        if entity.key.service == service.name:
            continue
        for key in keys.foreign_keys(entity):
            if key.parent == before.name:
                yield Referrer(
                    table=entity.table,
                    entity=entity.name,
                    key=key,
                    is_parted=entity.partition_by is not None,
                    is_foreign=True,
                )
