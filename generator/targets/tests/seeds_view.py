"""What the tests of seed records are told: the rows that a new database has."""

from collections.abc import Iterator

from generator.plan.blueprint import Blueprint
from generator.plan.schema import SeedRow, SeedTable, Table
from generator.targets.source.layout import Call, laid_out, parentheses
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.source import case


@view
class SeedsView:
    """The seeds of one service."""

    database: str
    """What the tests' own database is called, without the number of the process."""
    rows: tuple[str, ...]
    """Finished cases: table, conditions."""
    tables: tuple[str, ...]
    """Finished cases: table, what its rows are in `master`, how many."""
    alone: tuple[str, ...]
    """The same of tables whose rows have no master row."""


def seeds_view(blueprint: Blueprint) -> SeedsView | None:
    """The view of the service's seeds; None if it has none."""
    seeded = [(table, table.seeds) for table in blueprint.tables if table.seeds]
    if not seeded:
        return None
    return SeedsView(
        database=f"{blueprint.platform.name}_{blueprint.service.name}_seeds"[:40],
        rows=tuple(_row(table, row) for table, seeds in seeded for row in seeds.rows),
        tables=tuple(_table(table, seeds) for table, seeds in seeded if _has_master(table)),
        alone=tuple(_table(table, seeds) for table, seeds in seeded if not _has_master(table)),
    )


def _row(table: Table, row: SeedRow) -> str:
    conditions = parentheses(tuple(text_literal(condition) for condition in _conditions(table, row)))
    return laid_out(Call("", (text_literal(table.name), conditions)), indent=8, suffix=",")


def _conditions(table: Table, row: SeedRow) -> Iterator[str]:
    if table.scoped:
        yield "campaign_id = 0"
    for column, value in row.values:
        yield f"{column} IS NOT DISTINCT FROM {value}"


def _table(table: Table, seeds: SeedTable) -> str:
    return case(text_literal(table.name), text_literal(seeds.master_type), str(len(seeds.rows)))


def _has_master(table: Table) -> bool:
    return any(column.name == "master_id" for column in table.columns)
