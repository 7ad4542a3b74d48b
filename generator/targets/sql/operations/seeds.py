"""The view of seed records: rows that are inserted if absent and changed if they differ."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.frozen import frozen
from generator.ir import NO_MASTER
from generator.plan.operations import PlantSeeds
from generator.plan.schema import SeedRow
from generator.targets.sql.quoting import expression, identifier, identifiers, literal
from generator.targets.sql.views import Roles


@frozen
class SeedGroup:
    """The records that give values to the same columns: one statement."""

    columns: str
    rows: tuple[str, ...]
    """Rows of VALUES, with the comma that follows each."""
    assignments: tuple[str, ...]
    """Of a row that is there, with their commas; none where the records say no more than their key."""
    differences: tuple[str, ...]
    """The condition that such a row says something else, in lines."""
    fields: str
    """A literal: the JSON list of the columns that may have changed."""


@frozen
class SeedsView:
    """Statements that plant the records of one table."""

    rw: str
    table: str
    master_type: str
    service: str
    created: str
    created_retention: str
    updated: str
    updated_retention: str
    masters: bool
    """Whether rows have a master row."""
    owner: str
    """`campaign_id, master_id, ` before the columns of an INSERT, as far as rows have them."""
    owned: str
    """`0, new_master_id, ` before their values."""
    written: str
    """What the log needs to know of a row that is created."""
    changed: str
    """The same of one that is `present`."""
    logged: str
    """What its event is filed under."""
    known: str
    """The condition that `present` is the row of a seed."""
    counts: bool
    """Whether a change is counted in `version`."""
    groups: tuple[SeedGroup, ...]


def seeds_view(operation: PlantSeeds, roles: Roles) -> SeedsView:
    """The view of the operation."""
    table, seeds = operation.table, operation.seeds
    live = {column.name for column in table.columns if not column.retired}
    same = [f"present.{identifier(column)} = seed.{identifier(column)}" for column in seeds.key]
    own = ["present.campaign_id = 0"] if table.scoped else []
    alive = ["present.deleted_at IS NULL"] if "deleted_at" in live else []
    masters = "master_id" in live
    return SeedsView(
        rw=roles.rw,
        table=identifier(table.name),
        master_type=literal(seeds.master_type),
        service=literal(seeds.service),
        created=literal(f"{seeds.master_type}.created"),
        created_retention=literal(seeds.created),
        updated=literal(f"{seeds.master_type}.updated"),
        updated_retention=literal(seeds.updated),
        masters=masters,
        owner="campaign_id, " * table.scoped + "master_id, " * masters,
        owned="0, " * table.scoped + "new_master_id, " * masters,
        written="id, master_id" if masters else "id",
        changed="present.id, present.master_id" if masters else "present.id",
        logged="master_id" if masters else str(NO_MASTER),
        known="\n            AND ".join((*own, *same, *alive)),
        counts="version" in live,
        groups=tuple(_groups(operation.rows, seeds.key)),
    )


def _groups(rows: Iterable[SeedRow], key: tuple[str, ...]) -> Iterator[SeedGroup]:
    """One for each set of columns, in the order in which they first appear."""
    places: dict[tuple[str, ...], int] = {}
    for row in rows:
        places.setdefault(_columns(row), len(places))
    ordered = sorted(rows, key=lambda row: places[_columns(row)])
    for columns, group in groupby(ordered, _columns):
        rest = [column for column in columns if column not in key]
        yield SeedGroup(
            columns=identifiers(columns),
            rows=_with_commas(f"({', '.join(expression(value) for _, value in row.values)})" for row in group),
            assignments=_with_commas(f"{identifier(column)} = seed.{identifier(column)}" for column in rest),
            differences=tuple(_differences(rest)),
            fields=literal("[" + ", ".join(f'"{column}"' for column in rest) + "]"),
        )


def _differences(columns: Iterable[str]) -> Iterator[str]:
    for place, column in enumerate(map(identifier, columns)):
        yield f"{'OR ' if place else ''}present.{column} IS DISTINCT FROM seed.{column}"


def _columns(row: SeedRow) -> tuple[str, ...]:
    return tuple(column for column, _ in row.values)


def _with_commas(items: Iterable[str]) -> tuple[str, ...]:
    every = tuple(items)
    return (*(f"{item}," for item in every[:-1]), *every[-1:])
