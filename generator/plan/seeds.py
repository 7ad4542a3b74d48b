"""Seed records as rows of a table, the steps that plant them, and what is left of those that are gone."""

from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic
from generator.ir import Entity, SeedRecord, Seeds, Service
from generator.plan import literals, scope_refusals
from generator.plan.operations import PlantSeeds
from generator.plan.records import Record
from generator.plan.schema import SeedRow, SeedTable, Table
from generator.plan.steps import Stage, Step


def seed_table(entity: Entity, seeds: Seeds) -> SeedTable:
    """The seeds of the entity, as SQL."""
    retention = {event.name: event.retention for event in entity.events}
    return SeedTable(
        service=entity.key.service,
        master_type=str(entity.key),
        key=tuple(entity.field(name).column for name in seeds.unique),
        created=retention["created"],
        updated=retention["updated"],
        rows=tuple(_row(entity, seeds, record) for record in seeds.records),
    )


def _row(entity: Entity, seeds: Seeds, record: SeedRecord) -> SeedRow:
    values = dict(record.values)
    spelled = {
        field.column: literals.value(field, values[field.name]) for field in entity.fields if field.name in values
    }
    key = tuple(record.value(name) for name in seeds.unique)
    alone = key[0] if len(key) == 1 else None
    # Several texts with something between them could be read as others.
    name = alone if isinstance(alone, str) else ", ".join(spelled[entity.field(item).column] for item in seeds.unique)
    return SeedRow(name=name, values=tuple(spelled.items()))


def planted(table: Table, seeds: SeedTable, rows: tuple[SeedRow, ...]) -> Step:
    """The step that puts the rows in place; `table` has the columns that it will have by then."""
    return Step(
        stage=Stage.SEED,
        table=table.name,
        entity=table.entity,
        subjects=tuple(row.name for row in rows),
        operations=(PlantSeeds(table=table, seeds=seeds, rows=rows),),
    )


def steps(tables: Iterable[Table]) -> Iterator[Step]:
    """The seeds of new tables."""
    for table in tables:
        if table.seeds and not table.retired:
            yield planted(table, table.seeds, table.seeds.rows)


def parents_first(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps, of those that plant seeds each behind those of the tables that its rows refer to.

    Lowering has seen to it that they do not go round in a circle.
    """
    left: list[Step] = []
    for step in steps:
        if step.stage is Stage.SEED:
            left.append(step)
        else:
            yield step
    while left:
        waiting = {step.table for step in left}
        free = next((step for step in left if waiting.isdisjoint(_referred(step))), left[0])
        left.remove(free)
        yield free


def _referred(step: Step) -> Iterator[str]:
    for operation in step.operations:
        if isinstance(operation, PlantSeeds):
            given = {name for row in operation.rows for name, _ in row.values}
            keys = (key for key in operation.table.foreign_keys if key.parent != operation.table.name)
            yield from (key.parent for key in keys if key.columns[-1] in given)


def left_behind(record: Record, service: Service) -> Iterator[Diagnostic]:
    """SG592 for each entity that had seeds which it has no longer."""
    entities = {entity.name: entity for entity in service.entities}
    for table in record.tables:
        entity = entities.get(table.entity)
        if table.seeds is None or entity is None:
            continue
        now = seed_table(entity, entity.seeds) if entity.seeds else None
        # Known by other columns, all of them have other names.
        kept = {row.name for row in now.rows} if now and now.key == table.seeds.key else set()
        gone = tuple(row.name for row in table.seeds.rows if row.name not in kept)
        if gone and (now is None or now.key == table.seeds.key):
            yield scope_refusals.seeds_left(entity.name, gone, entity.span)
