"""What is remembered between runs: the recorded schema, wire numbers, migrations and files of a service."""

from collections.abc import Mapping
from dataclasses import field

from generator import tree
from generator.artifacts import Ownership
from generator.frozen import frozen
from generator.plan.blueprint import WireType
from generator.plan.schema import Table

CORE = "core"
"""The platform itself among the services: whose record has the core migrations and the files that exist once, and the
folder and id prefix of those migrations. No service may be called so."""


@frozen
class RecordedMigration:
    """A migration that was written, and may have run anywhere since."""

    id: str
    sha256: str
    """Of the file's bytes."""
    chained: str
    """Of the previous migration's `chained`, this id and this sha256: see `generator.plan.history`."""
    down: str | None = None
    """The sha256 of the file that undoes it, if there is one."""


@frozen
class RecordedFile:
    """A file that was written, and who owns it."""

    sha256: str
    ownership: Ownership


@frozen
class RecordedRpc:
    """An RPC that clients may be calling: of an entity's standard verbs, or an operation of the spec."""

    name: str
    entity: str | None = None
    operation: str | None = None
    stream: str | None = None
    """`server`, `client` or `both`, where one call may have many messages."""
    http: str | None = None
    """Where it can be called over HTTP: `GET /v1/articles/{id}`."""


@frozen
class RecordedPlatform:
    """What databases and clients know the platform by."""

    name: str
    """The database roles begin with it."""
    package: str
    """Every message and RPC is in it."""
    retention: tuple[str, ...]
    """The classes that the event log has a branch for; how long each is kept is no matter of the database's."""
    extensions: tuple[str, ...] = ()
    """PostgreSQL extensions that the core's migrations install; one that the spec drops stays, and stays here."""


@frozen
class RecordedHome:
    """The release of a platform elsewhere that services were generated against."""

    package: str
    version: str
    sha256: str
    """Of its locks, which record all that it has generated."""
    entities: Mapping[str, str] = field(default_factory=dict)
    """The scope of each of its entities that is referred to, by `service.entity`."""


@frozen
class Record:
    """All that one lock file holds."""

    service: str
    """The service's name, or `core`."""
    spec: str = ""
    """sha256 of the text this was generated from; empty if that is of no use to anyone."""
    platform: RecordedPlatform | None = None
    """In the record of the platform itself, `core`."""
    home: RecordedHome | None = None
    """There, too, if the platform is in another repository."""
    tables: tuple[Table, ...] = ()
    """In recorded order."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """The id of the migration that created each table, by table name."""
    routines: int = 1
    """The version of the functions and triggers of its tables: see `generator.plan.routines`."""
    rpcs: tuple[RecordedRpc, ...] = ()
    wire: Mapping[str, WireType] = field(default_factory=dict)
    """Numbers by full message or enum name."""
    wire_names: Mapping[str, str] = field(default_factory=dict)
    """What clients know by another name than the spec's: see `generator.plan.wire_names`."""
    migrations: tuple[RecordedMigration, ...] = ()
    """In the order in which they were written, which is the order in which they run."""
    files: Mapping[str, RecordedFile] = field(default_factory=dict)
    """By path relative to the platform root; migrations are not among them, see `every_file`."""

    @property
    def every_file(self) -> Mapping[str, RecordedFile]:
        """The files and the migrations, by path relative to the platform root."""
        migrations = {tree.migration_path(self.service, item.id): item.sha256 for item in self.migrations}
        migrations |= {
            tree.migration_path(self.service, tree.rollback_id(item.id)): item.down
            for item in self.migrations
            if item.down
        }
        recorded = {
            path: RecordedFile(sha256=sha256, ownership=Ownership.APPEND_ONLY) for path, sha256 in migrations.items()
        }
        return {**self.files, **recorded}
