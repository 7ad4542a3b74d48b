"""Operations: the closed set of steps that migrations are made of, and the words to describe them with."""

from dataclasses import dataclass
from enum import StrEnum

from generator.plan.schema import Check, Column, ForeignKey, SchemaIndex, Table


class Phase(StrEnum):
    """When a step may run relative to the deployment of the code that needs it."""

    EXPAND = "expand"
    VALIDATE = "validate"


class Lock(StrEnum):
    """The table locks that operations take, as PostgreSQL's manual names them."""

    ROW_SHARE = "ROW SHARE"
    SHARE_UPDATE_EXCLUSIVE = "SHARE UPDATE EXCLUSIVE"
    SHARE_ROW_EXCLUSIVE = "SHARE ROW EXCLUSIVE"
    ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTable:
    """A new table with its indexes, triggers, policies and grants; inline foreign keys would lock the parents."""

    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class AddForeignKey:
    """A foreign key; on a new (empty) table it is added validated, on a populated one NOT VALID."""

    table: str
    key: ForeignKey
    table_is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddColumn:
    """A nullable column or one with a constant default: a catalog change, no rewrite and no scan."""

    table: str
    column: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCheck:
    """A CHECK added NOT VALID, so that no row is scanned under ACCESS EXCLUSIVE."""

    table: str
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateConstraint:
    """The scan of a NOT VALID constraint, under SHARE UPDATE EXCLUSIVE."""

    table: str
    name: str
    parent: str | None = None
    """The parent table, for a foreign key: it is locked ROW SHARE meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateIndex:
    """An index on an existing table, built CONCURRENTLY outside any transaction."""

    table: str
    index: SchemaIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRetentionClass:
    """A branch of the event log for one more retention class, with its first partitions."""

    name: str
    table: str
    """The partition of `service_event` that holds the class: `service_event_audit`."""


Operation = CreateTable | AddForeignKey | AddColumn | AddCheck | ValidateConstraint | CreateIndex | AddRetentionClass
