"""Which database a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from generator.cli import screen
from generator.diagnostics import EnvironmentProblem

if TYPE_CHECKING:
    from pathlib import Path

NO_DATABASE_HINT = (
    "Set DATABASE_URL=postgresql://user@host/database, give --database-url, or, for a database to try things out on, "
    "`pip install 'service-scaffold[embedded]'`."
)

DATABASE_URL = click.option(
    "--database-url",
    metavar="URL",
    envvar="DATABASE_URL",
    help="Default: the variable DATABASE_URL; without it, a local PostgreSQL for trying out.",
)


@contextmanager
def chosen(url: str | None, root: "Path") -> Iterator[str]:
    """The database at the URL, or the one that the platform is tried out on.

    That is said, lest a deployment that forgot its URL takes it for its own.
    """
    if url:
        yield url
        return
    from generator.database import embedded

    try:
        with embedded.server(root / embedded.PLATFORM_DATA) as running:
            screen.tell(
                f"DATABASE_URL is not set: this is the PostgreSQL in {embedded.PLATFORM_DATA}/, for trying out."
            )
            yield running.url
    except embedded.NotInstalled as error:
        raise EnvironmentProblem("no database: DATABASE_URL is not set", hint=NO_DATABASE_HINT) from error
