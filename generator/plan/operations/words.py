"""The words that operations are described with: phases and locks."""

from enum import StrEnum


class Phase(StrEnum):
    """When a step may run relative to the deployment of the code that needs it."""

    EXPAND = "expand"
    """Before: the running code does not notice."""
    BACKFILL = "backfill"
    """Before, and it takes as long as there are rows: in batches, each its own transaction."""
    VALIDATE = "validate"
    """Before: what new rows obey already is proven of the old ones."""
    CONTRACT = "contract"
    """After the last instance of the old code is gone: it takes away what only that code used."""


class Lock(StrEnum):
    """The table locks that operations take, as PostgreSQL's manual names them, the weakest first."""

    ACCESS_SHARE = "ACCESS SHARE"
    ROW_SHARE = "ROW SHARE"
    ROW_EXCLUSIVE = "ROW EXCLUSIVE"
    SHARE_UPDATE_EXCLUSIVE = "SHARE UPDATE EXCLUSIVE"
    SHARE = "SHARE"
    SHARE_ROW_EXCLUSIVE = "SHARE ROW EXCLUSIVE"
    ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE"
