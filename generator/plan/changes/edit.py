"""One table on its way from what is recorded to what its spec asks for."""

from collections.abc import Iterable, Iterator, Mapping

from generator.diagnostics import Diagnostic, Span
from generator.frozen import frozen, replace
from generator.ir import Entity, Field
from generator.plan.operations import Operation
from generator.plan.schema import Column, ForeignKey, Table
from generator.plan.steps import Stage, Step


@frozen
class Referrer:
    """A foreign key of another table that leads to the one that is edited."""

    table: str
    entity: str
    key: ForeignKey
    is_parted: bool
    """Whether that table is in partitions."""
    is_foreign: bool
    """Whether it is another service's."""


@frozen
class Edit:
    """What is known and decided so far; every kind of change takes one and gives the next."""

    recorded: Table
    """As the lock has it."""
    table: Table
    """As it will be after `steps`."""
    desired: Table
    """As a fresh database would get it from the spec."""
    entity: Entity
    renamed: Mapping[str, str]
    """The new columns that take the place of others, and those."""
    arrivals: Mapping[str, int]
    """The tables of all services that become a campaign's in this run, and which campaign's."""
    neighbours: Mapping[str, str]
    """The entities of the service by the names of their tables."""
    held: frozenset[tuple[str, str]]
    """The columns that the tables of the service have by now, by the names that the tables will have."""
    number: int
    """Of the service's next migration: part of the names that must never meet those of a later edit."""
    referrers: tuple[Referrer, ...] = ()
    """Known only where partitions change."""
    steps: tuple[Step, ...] = ()
    refused: tuple[Diagnostic, ...] = ()

    @property
    def live(self) -> dict[str, Column]:
        """The columns that code uses, by name, as they are after the steps."""
        return {column.name: column for column in self.table.columns if not column.retired}

    @property
    def retired(self) -> frozenset[str]:
        """The names of the columns that code no longer uses."""
        return frozenset(column.name for column in self.table.columns if column.retired)

    @property
    def wanted(self) -> dict[str, Column]:
        """The columns of the desired table by name."""
        return {column.name: column for column in self.desired.columns}

    @property
    def fields(self) -> dict[str, Field]:
        """The entity's fields by column."""
        return {field.column: field for field in self.entity.fields}

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row until old code is gone."""
        return self.recorded.primary_key.columns

    def shared(self) -> Iterator[tuple[Column, Column]]:
        """The columns that the table has and keeps: as they are, and as they shall be."""
        wanted = self.wanted
        return ((column, wanted[name]) for name, column in self.live.items() if name in wanted)

    def is_new(self, column: str) -> bool:
        """Whether the column is added by this edit, so that no row can hold anything in it."""
        return all(item.name != column for item in self.recorded.columns)

    def former(self, column: str) -> Column:
        """The column as it is recorded."""
        return next(item for item in self.recorded.columns if item.name == column)

    def span(self, column: str) -> Span:
        """Where the spec speaks of the column; the entity's name if it does nowhere."""
        field = self.fields.get(column)
        return field.span if field else self.entity.span

    def step(self, stage: Stage, subject: str, *operations: Operation) -> Step:
        """A step on this table."""
        return Step(
            stage=stage,
            table=self.table.name,
            entity=self.entity.name,
            subjects=(subject,),
            operations=operations,
        )

    def then(self, *steps: Step, table: Table | None = None) -> "Edit":
        """This edit with further steps, after which the table is `table`."""
        return replace(self, steps=self.steps + steps, table=table or self.table)

    def refuse(self, *findings: Diagnostic) -> "Edit":
        """This edit with reasons why not."""
        return replace(self, refused=self.refused + findings)

    def with_column(self, column: Column) -> Table:
        """The table with the column in the place of the one of its name, or at the end."""
        return replace(self.table, columns=replaced(self.table.columns, column))


def replaced(columns: Iterable[Column], column: Column) -> tuple[Column, ...]:
    """The columns with `column` in the place of the one of its name, or at the end."""
    known = tuple(columns)
    if all(item.name != column.name for item in known):
        return (*known, column)
    return tuple(column if item.name == column.name else item for item in known)
