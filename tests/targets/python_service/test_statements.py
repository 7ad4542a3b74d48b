"""The statements: every one is listed, prepares, keeps to its campaign and to its index."""

import re

import asyncpg
import pytest
from gallery.art import statements as art
from gallery.people import statements as people

EVERY = {**art.STATEMENTS, **people.STATEMENTS}


def test_every_constant_is_listed():
    """What can be sent is in STATEMENTS; of a list, the forms with none, one and all of its filters."""
    sent = set()
    for module in (art, people):
        for name, value in vars(module).items():
            if name.isupper() and not name.startswith("_") and name != "STATEMENTS":
                sent |= {value} if isinstance(value, str) else set(value.examples())
    assert sent == set(EVERY.values())


@pytest.mark.parametrize("name", sorted(EVERY))
def test_named(name: str):
    """A statement begins with its name, as pg_stat_statements shows it."""
    assert EVERY[name].startswith(f"/* {name} */\n")


@pytest.mark.parametrize("name", sorted(EVERY))
def test_no_filter_that_kills_the_index(name: str):
    """No `$n IS NULL OR ...`."""
    assert re.search(r"\$\d+(::\w+)?\s+IS\s+NULL", EVERY[name]) is None


@pytest.mark.parametrize("name", sorted(art.STATEMENTS))
def test_campaign(name: str):
    """Each statement of a scoped entity is bound to the campaign in its first parameter."""
    assert "$1::bigint" in EVERY[name]


async def test_all_prepare(administrator: "asyncpg.Connection[asyncpg.Record]"):
    """PostgreSQL accepts every statement, in the role of the application."""
    await administrator.execute("SET ROLE gallery_rw")
    refused = {}
    for name, text in EVERY.items():
        try:
            await administrator.prepare(text)
        except asyncpg.PostgresError as error:
            refused[name] = str(error)
    assert refused == {}
