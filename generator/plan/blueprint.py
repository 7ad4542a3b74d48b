"""The blueprint: all a target may know when it renders one service."""

from collections.abc import Mapping
from dataclasses import field

from generator.frozen import frozen
from generator.ir import Platform, Service
from generator.plan.operations import Operation, Phase
from generator.plan.schema import Table
from generator.plan.shapes import WireShapes
from generator.tree import migration_path

FieldNumbers = Mapping[str, int]
"""Wire numbers of a message's live fields by proto field name, or of an enum's values."""


@frozen
class Reserved:
    """Numbers and names that a message or enum used once and never uses again."""

    numbers: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@frozen
class WireType:
    """The recorded numbers of one message or enum."""

    numbers: FieldNumbers
    reserved: Reserved = Reserved()
    types: Mapping[str, str] = field(default_factory=dict)
    """Wire types by live field name, `repeated` included: `int64`, `repeated string`; empty for an enum.

    Presence is not recorded: to change it is compatible on the wire and in JSON.
    """
    limits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the values of a request must satisfy, by the live name of each field that is the spec's: `required`,
    `max_length 200`."""


@frozen
class Migration:
    """One migration file: operations that share a transaction mode."""

    id: str
    """`content.0001.create`: unique in the platform, and the file name without `.sql`."""
    service: str
    depends: tuple[str, ...]
    """Ids of the migrations that must run before."""
    transactional: bool
    phase: Phase
    summary: str
    """One sentence for the file's header."""
    operations: tuple[Operation, ...]
    replaces: tuple[str, ...] = ()
    """Of a baseline: the ids of the migrations that it stands for."""
    replaced_before: tuple[str, ...] = ()
    """Those that a baseline among them stood for, and its predecessors."""

    @property
    def path(self) -> str:
        """The file's path relative to the platform root."""
        return migration_path(self.service, self.id)


@frozen
class Blueprint:
    """One service, planned."""

    platform: Platform
    service: Service
    tables: tuple[Table, ...]
    """The physical schema after the plan, in recorded order; one per entity."""
    shapes: WireShapes
    """Its messages, enums and RPCs by name."""
    wire: Mapping[str, WireType]
    """Numbers by full message or enum name: `acme.content.v1.Article`."""
    migrations: tuple[Migration, ...] = ()
    """The new migrations of this run; those already recorded are not here."""

    def table(self, entity: str) -> Table:
        """The table of the entity; raises KeyError if there is none."""
        for item in self.tables:
            if item.entity == entity:
                return item
        raise KeyError(entity)


@frozen
class PlatformBlueprint:
    """The whole platform, planned: what platform-level files are rendered from."""

    platform: Platform
    services: tuple[Blueprint, ...]
    migrations: tuple[Migration, ...] = ()
    """New core migrations of this run."""
    retired: tuple[Blueprint, ...] = ()
    """The services whose specs are gone, as services without entities: of them, only migrations are rendered."""
    adopted: tuple[str, ...] = ()
    """The generated files that the user has taken over, by path relative to the platform root, in order."""
