"""Two ways to one schema: by migrations on top of each other, and made at once; compared by catalogue."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import psycopg

from generator.ir import Platform
from generator.plan import order
from generator.plan.blueprint import Blueprint, Migration, PlatformBlueprint
from generator.plan.core import CORE_MIGRATIONS
from generator.plan.schema import Table
from generator.plan.wire import shapes
from generator.targets.sql.target import SqlTarget

CATALOG = """
SELECT 'column', attrelid::regclass::text, attname, attnum, format_type(atttypid, atttypmod), attnotnull, attidentity,
       pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid::regclass::text LIKE 'service_%' AND attnum > 0
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, 0, pg_get_constraintdef(oid), convalidated, '', '', ''
FROM pg_constraint WHERE conrelid <> 0
UNION ALL
SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, 0, pg_get_indexdef(indexrelid), indisvalid,
       '', '', ''
FROM pg_index WHERE indrelid::regclass::text LIKE 'service_%'
UNION ALL
SELECT 'relation', oid::regclass::text, relkind::text, 0, relacl::text, relrowsecurity, '', relforcerowsecurity::text,
       obj_description(oid)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'service_%'
UNION ALL
SELECT 'partition', inhrelid::regclass::text, inhparent::regclass::text, 0, pg_get_expr(relpartbound, oid), true, '',
       pg_get_partkeydef(oid), ''
FROM pg_inherits JOIN pg_class ON oid = inhrelid
UNION ALL
SELECT 'policy', polrelid::regclass::text, polname, 0, polcmd::text, polpermissive, '',
       pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
FROM pg_policy
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, 0, pg_get_triggerdef(oid), true, '', tgenabled::text, ''
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'function', oid::regprocedure::text, '', 0, pg_get_functiondef(oid), prosecdef, '', proacl::text, ''
FROM pg_proc WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 4, 3
"""

Step = Mapping[str, tuple[tuple[Table, ...], tuple[Migration, ...]]]
"""By service: its tables, and the migrations to write."""


class Recorded(Protocol):
    """What has tables in recorded order: a plan, or a record of the lock."""

    @property
    def tables(self) -> tuple[Table, ...]: ...


def fresh(made: Mapping[str, Recorded]) -> Step:
    """Every service created at once, from the state that is recorded after the edit."""
    origins = {table.name: f"{name}.0001.create" for name, plan in made.items() for table in plan.tables}
    return {name: (plan.tables, order.migrations(name, (), plan.tables, (), origins)) for name, plan in made.items()}


def write(root: Path, whole: Platform, services: Step, *, core: bool) -> None:
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
    everything = PlatformBlueprint(platform=whole, services=blueprints, migrations=CORE_MIGRATIONS if core else ())
    artifacts = [*target.render_platform(everything)]
    artifacts += [item for blueprint in blueprints for item in target.render_service(blueprint)]
    for item in artifacts:
        (root / item.path).parent.mkdir(parents=True, exist_ok=True)
        (root / item.path).write_text(item.text, encoding="utf-8")


def catalog(url: str) -> list[tuple[object, ...]]:
    """Columns with their places, constraints, indexes, policies, triggers, functions, rights and comments."""
    with psycopg.connect(url) as connection:
        return connection.execute(CATALOG).fetchall()
