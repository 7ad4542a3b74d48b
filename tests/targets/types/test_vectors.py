"""Vectors: how many numbers of which size, and the bytes in which pgvector sends them."""

import math

import asyncpg
import pytest

from generator.database.embedded import Server
from tests.targets.types.test_maps import Noted

COUNT, SIZE = "must have exactly 2 numbers", "must contain finite numbers of 32 bits only"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([0.5, -1.0], []),
        ([3.4028234663852886e38, 0.0], []),
        (None, []),
        ([], [COUNT]),
        ([1.0], [COUNT]),
        ([1.0, math.nan], [SIZE]),
        ([1.0, -math.inf], [SIZE]),
        ([1.0, 1e39], [SIZE]),
    ],
)
def test_what_a_vector_may_be(module, value: list[float] | None, expected: list[str]):
    """What pgvector refuses, or could not hold, is refused before it is asked."""
    violations = Noted()
    module("core.vectors").check_vector(violations, "field", value, dimensions=2)
    assert violations.said == expected


@pytest.mark.parametrize("schema", ["public", "elsewhere"])
async def test_the_codec_finds_the_extension(module, embedded_server: Server, schema: str):
    """Values go and come in binary form, whichever schema it is installed in; where it is not, no codec is set."""
    connection = await asyncpg.connect(embedded_server.url)
    transaction = connection.transaction()
    await transaction.start()
    await module("core.vectors").install_codec(connection)
    await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    await connection.execute(f"CREATE EXTENSION vector SCHEMA {schema}")
    await connection.execute(f"SET LOCAL search_path TO {schema}")
    await module("core.vectors").install_codec(connection)
    found = await connection.fetchrow("SELECT $1::vector AS value, $1::vector::text AS text", [0.5, -3.0])
    await transaction.rollback()
    await connection.close()
    assert (found["value"], found["text"]) == ([0.5, -3.0], "[0.5,-3]")
