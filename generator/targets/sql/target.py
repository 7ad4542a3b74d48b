"""Renders migrations."""

from collections.abc import Iterator

from generator.artifacts import Artifact, Ownership
from generator.plan.blueprint import Blueprint, Migration, PlatformBlueprint
from generator.plan.undoing import undoing
from generator.targets.rendering import render
from generator.targets.sql import operations, views
from generator.targets.sql.core import core_migration
from generator.tree import PLATFORM_FILE


class SqlTarget:
    """One file per new migration, and one beside it that undoes it where that is safe."""

    name = "sql"

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """The core migrations that are new in this run."""
        platform = blueprint.platform
        for migration in blueprint.migrations:
            if migration.operations:
                yield from _artifacts(migration, PLATFORM_FILE, views.roles(platform))
            else:
                yield _artifact(migration, core_migration(platform, migration))

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The service's migrations that are new in this run."""
        roles = views.roles(blueprint.platform)
        for migration in blueprint.migrations:
            yield from _artifacts(migration, blueprint.service.path, roles)


def _artifacts(migration: Migration, spec: str, roles: views.Roles) -> Iterator[Artifact]:
    yield _artifact(migration, _text(migration, views.header(migration, spec=spec, owner=roles.owner), roles))
    down = undoing(migration)
    if down is not None:
        header = views.down_header(down, migration, spec=spec, owner=roles.owner)
        yield _artifact(down, _text(down, header, roles))


def _artifact(migration: Migration, text: str) -> Artifact:
    return Artifact(path=migration.path, text=text, ownership=Ownership.APPEND_ONLY)


def _text(migration: Migration, header: views.Header, roles: views.Roles) -> str:
    view = views.MigrationView(
        header=header,
        statements=tuple(
            operations.statement(operation, roles, transactional=migration.transactional)
            for operation in migration.operations
        ),
    )
    return render("sql/migration.sql.jinja", view)
