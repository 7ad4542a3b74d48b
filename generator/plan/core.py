"""The core migrations: what every platform has before its first service."""

from collections.abc import Iterable, Sequence
from typing import Final

from generator.plan.blueprint import Migration
from generator.plan.events import class_table
from generator.plan.operations import AddRetentionClass, Operation, Phase
from generator.plan.records import CORE


def _migration(
    slug: str, summary: str, *, depends: tuple[str, ...] = (), operations: tuple[Operation, ...] = ()
) -> Migration:
    return Migration(
        id=f"{CORE}.{slug}",
        service=CORE,
        depends=depends,
        transactional=True,
        phase=Phase.EXPAND,
        summary=summary,
        operations=operations,
    )


ROLES: Final = _migration("0001.roles", "Makes the roles: who owns, writes, reads, archives and audits.")
TABLES: Final = _migration("0002.tables", "Creates campaign and master, on which all else hangs.", depends=(ROLES.id,))
EVENTS: Final = _migration("0003.events", "Creates the event log and its first partitions.", depends=(TABLES.id,))

_REQUESTS: Final = "requests"

CORE_MIGRATIONS: Final[tuple[Migration, ...]] = (ROLES, TABLES, EVENTS)
"""All of them, in the order in which they run; a service's first migration depends on the last.

They have no operations: the SQL target has a template for each. What is released never changes; a later version of
the core is one more migration.
"""


def retention_migrations(history: Sequence[str], added: Iterable[str]) -> tuple[Migration, ...]:
    """One migration for each of the retention classes `added` to a platform that has run those of `history`."""
    return core_migrations(
        history,
        (
            (
                f"retention_{name}",
                f"Adds the retention class {name} to the event log.",
                AddRetentionClass(name=name, table=class_table(name)),
            )
            for name in added
        ),
    )


def request_migrations(history: Sequence[str]) -> tuple[Migration, ...]:
    """The migration that makes the log of requests which are carried out once; none if `history` has it.

    Its SQL is a template, as that of the core's first migrations is.
    """
    if any(id_.endswith(f".{_REQUESTS}") for id_ in history):
        return ()
    number = int(history[-1].split(".")[1]) + 1
    summary = "Creates the log of requests, by which a repeated one gets the answer of the first."
    return (_migration(f"{number:04}.{_REQUESTS}", summary, depends=(history[-1],)),)


def core_migrations(history: Sequence[str], wanted: Iterable[tuple[str, str, Operation]]) -> tuple[Migration, ...]:
    """A migration after those of `history` for each slug, summary and operation that is `wanted`."""
    made: list[Migration] = []
    previous = history[-1]
    for number, (slug, summary, operation) in enumerate(wanted, int(previous.split(".")[1]) + 1):
        migration = _migration(f"{number:04}.{slug}", summary, depends=(previous,), operations=(operation,))
        made.append(migration)
        previous = migration.id
    return tuple(made)
