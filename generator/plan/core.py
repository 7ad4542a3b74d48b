"""The core migrations: what every platform has before its first service."""

from typing import Final

from generator.plan.blueprint import Migration
from generator.plan.operations import Phase

SERVICE: Final = "core"
"""The folder and the id prefix of the core migrations; no service may be called so."""


def _migration(slug: str, summary: str, *, depends: tuple[str, ...] = ()) -> Migration:
    return Migration(
        id=f"{SERVICE}.{slug}",
        service=SERVICE,
        depends=depends,
        transactional=True,
        phase=Phase.EXPAND,
        summary=summary,
        operations=(),
    )


ROLES: Final = _migration("0001.roles", "Makes the roles: who owns, writes, reads, archives and audits.")
TABLES: Final = _migration("0002.tables", "Creates campaign and master, on which all else hangs.", depends=(ROLES.id,))
EVENTS: Final = _migration("0003.events", "Creates the event log and its first partitions.", depends=(TABLES.id,))

CORE_MIGRATIONS: Final[tuple[Migration, ...]] = (ROLES, TABLES, EVENTS)
"""All of them, in the order in which they run; a service's first migration depends on the last.

They have no operations: the SQL target has a template for each. What is released never changes; a later version of
the core is one more migration.
"""
