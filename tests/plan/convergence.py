"""Two ways to one schema: by migrations on top of each other, and made at once; compared by catalogue."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from generator.database.catalog import catalog
from generator.ir import Platform
from generator.plan import extensions, order
from generator.plan.blueprint import Blueprint, Migration, PlatformBlueprint
from generator.plan.core import CORE_MIGRATIONS, request_migrations
from generator.plan.schema import Table
from generator.plan.wire import shapes
from generator.targets.sql.target import SqlTarget

__all__ = ["Recorded", "Step", "catalog", "fresh", "write"]

Step = Mapping[str, tuple[tuple[Table, ...], tuple[Migration, ...]]]
"""By service: its tables, and the migrations to write."""


class Recorded(Protocol):
    """What has tables in recorded order: a plan, or a record of the lock."""

    @property
    def tables(self) -> tuple[Table, ...]: ...


def fresh(made: Mapping[str, Recorded], whole: Platform | None = None) -> Step:
    """Every service created at once, from the state that is recorded after the edit."""
    origins = {table.name: f"{name}.0001.create" for name, plan in made.items() for table in plan.tables}
    origins |= extensions.origins(item.id for item in core_of(whole)) if whole else {}
    return {name: (plan.tables, order.migrations(name, (), plan.tables, (), origins)) for name, plan in made.items()}


def core_of(whole: Platform, *, requests: bool = False) -> tuple[Migration, ...]:
    """The core's migrations of a new platform, with its log of requests if it has one, or had one once."""
    made = CORE_MIGRATIONS + extensions.extension_migrations([CORE_MIGRATIONS[-1].id], whole.extensions)
    wanted = requests or whole.remembers_requests
    return made + (request_migrations([item.id for item in made]) if wanted else ())


def write(root: Path, whole: Platform, services: Step, *, core: bool, requests: bool = False) -> None:
    """The migration files of the services and, on request, of the core."""
    blueprints = tuple(
        Blueprint(
            platform=whole,
            service=whole.service(name),
            tables=made,
            shapes=shapes(whole, whole.service(name)),
            wire={},
            migrations=new,
        )
        for name, (made, new) in services.items()
    )
    target = SqlTarget()
    everything = PlatformBlueprint(
        platform=whole, services=blueprints, migrations=core_of(whole, requests=requests) if core else ()
    )
    artifacts = [*target.render_platform(everything)]
    artifacts += [item for blueprint in blueprints for item in target.render_service(blueprint)]
    for item in artifacts:
        (root / item.path).parent.mkdir(parents=True, exist_ok=True)
        (root / item.path).write_text(item.text, encoding="utf-8")
