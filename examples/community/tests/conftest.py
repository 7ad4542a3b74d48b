"""Fixtures of all tests. The generated ones, which the generated tests need and yours may use; add your own below."""

from tests.generated.fixtures import (
    administrator,
    campaign,
    database,
    database_url,
    either,
    emptied_each_time,
    other,
    server,
    unguarded,
)

__all__ = [
    "administrator",
    "campaign",
    "database",
    "database_url",
    "either",
    "emptied_each_time",
    "other",
    "server",
    "unguarded",
]
