"""Read models: rows of an entity with what they refer to, in an order of their own."""

from generator.diagnostics import Span
from generator.frozen import frozen
from generator.ir.constraints import IndexColumn
from generator.ir.fields import Field


@frozen
class Join:
    """A row that another refers to."""

    alias: str
    """Of its table in the statement: `league_of_team_of_player`."""
    table: str
    on: tuple[str, ...]
    """Conditions; a row that is deleted or expired is none."""


@frozen
class ViewColumn:
    """One value of a row of a view."""

    name: str
    """In SQL, proto and Python: `team_name`."""
    value: str
    """`team_of_player.name`."""
    field: Field
    """What it holds: the field, optional where the way to it can end."""
    owner: str
    """The entity of this service that has the field: enums are named after it; empty for one of another service."""

    @property
    def wire(self) -> str:
        """The name on the wire."""
        return self.name.removesuffix(self.field.column) + self.field.wire


@frozen
class View:
    """One entry below `views`."""

    name: str
    """`leaderboard`."""
    description: str
    columns: tuple[ViewColumn, ...]
    """The id of the entity's row first."""
    joins: tuple[Join, ...]
    where: str | None = None
    """A condition over the entity's columns."""
    order: tuple[IndexColumn, ...] = ()
    """Fields of the entity; newest first where there are none."""
    filters: tuple[str, ...] = ()
    """Fields of the entity that a request may narrow it by."""
    span: Span
