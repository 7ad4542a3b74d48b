"""The functions and triggers of tables, when another version of scaffold writes them differently."""

from collections.abc import Iterable, Iterator
from typing import Final

from generator.plan.operations import RenewCompatibilityViews, RenewRoutines
from generator.plan.schema import Table
from generator.plan.steps import Stage, Step

VERSION: Final = 1
"""Raised with every change of what the templates of functions and triggers say. The lock of each service records the
version that its databases have, so that what a new database gets is what the others are brought to."""


def renewals(tables: Iterable[Table], recorded: int) -> Iterator[Step]:
    """What brings the tables, retired ones among them, from the recorded version to that of today."""
    for table in tables if recorded != VERSION else ():
        if _has_any(table):
            yield Step(
                stage=Stage.RENEW,
                table=table.name,
                entity=table.entity,
                subjects=("routines",),
                operations=(
                    RenewRoutines(table=table),
                    *((RenewCompatibilityViews(table=table),) if table.former_names else ()),
                ),
            )


def _has_any(table: Table) -> bool:
    keeps = table.history is not None and not table.history.stopped
    made = table.syncs or table.cascade or table.search or table.finders or table.tenant or table.counts
    return bool(made or table.derivation or keeps)
