"""Renders migrations."""

from collections.abc import Iterator

from generator.artifacts import Artifact, Ownership
from generator.plan.blueprint import Blueprint, Migration, PlatformBlueprint
from generator.targets.rendering import render
from generator.targets.sql import operations, views
from generator.targets.sql.core import core_migration
from generator.tree import PLATFORM_FILE


class SqlTarget:
    """One file per new migration."""

    name = "sql"

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """The core migrations that are new in this run."""
        platform = blueprint.platform
        for migration in blueprint.migrations:
            if migration.operations:
                text = _migration_text(migration, PLATFORM_FILE, views.roles(platform))
            else:
                text = core_migration(platform, migration)
            yield _artifact(migration, text)

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The service's migrations that are new in this run."""
        roles = views.roles(blueprint.platform)
        for migration in blueprint.migrations:
            yield _artifact(migration, _migration_text(migration, blueprint.service.path, roles))


def _artifact(migration: Migration, text: str) -> Artifact:
    return Artifact(path=migration.path, text=text, ownership=Ownership.APPEND_ONLY)


def _migration_text(migration: Migration, spec: str, roles: views.Roles) -> str:
    view = views.MigrationView(
        header=views.header(migration, spec=spec, owner=roles.owner),
        statements=tuple(
            operations.statement(operation, roles, transactional=migration.transactional)
            for operation in migration.operations
        ),
    )
    return render("sql/migration.sql.jinja", view)
