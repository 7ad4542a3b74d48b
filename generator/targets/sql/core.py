"""The views of the core migrations: one template each."""

from generator.frozen import frozen
from generator.ir import Platform
from generator.plan import core
from generator.plan.blueprint import Migration
from generator.plan.events import EVENT_TABLE, class_table
from generator.targets.rendering import render
from generator.targets.sql import views
from generator.tree import PLATFORM_FILE


@frozen
class RetentionView:
    """The partitions of one retention class."""

    name: str
    table: str


@frozen
class CoreView:
    """What the core templates read."""

    header: views.Header
    owner: str
    rw: str
    ro: str
    archiver: str
    auditor: str
    current_campaign: str
    classes: tuple[RetentionView, ...]
    event_tables: tuple[str, ...]
    """service_event and the table of each class."""


def core_migration(platform: Platform, migration: Migration) -> str:
    """The text of a core migration; its template is called like its id: `core.0001.roles` -> `roles`."""
    slug = migration.id.rpartition(".")[2]
    return render(f"sql/core/{slug}.sql.jinja", core_view(platform, migration))


def core_view(platform: Platform, migration: Migration) -> CoreView:
    """The view of a core migration."""
    roles = views.roles(platform)
    # The owner is a role that the first file makes.
    owner = "" if migration.id == core.ROLES.id else roles.owner
    classes = tuple(RetentionView(name=item.name, table=class_table(item.name)) for item in platform.retention)
    return CoreView(
        header=views.header(migration, spec=PLATFORM_FILE, owner=owner),
        owner=roles.owner,
        rw=roles.rw,
        ro=roles.ro,
        archiver=roles.archiver,
        auditor=roles.auditor,
        current_campaign=views.CURRENT_CAMPAIGN,
        classes=classes,
        event_tables=(EVENT_TABLE, *(item.table for item in classes)),
    )
