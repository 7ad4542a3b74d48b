"""Generated repositories against raw asyncpg by hand and against the SQLAlchemy ORM, interleaved, on one server."""

import asyncio
import importlib
import itertools
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import asyncpg
import uvloop
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from benchmarks import raw, scene

ROUNDS = 400
WARM_UP = 50
CAMPAIGN = 3
SLUGS = itertools.count()

Call = Callable[[], Awaitable[object]]


def slug() -> str:
    return f"bench-{next(SLUGS)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way to do the three jobs; each call is a whole request: transaction, campaign, statement, commit."""

    name: str
    get: Call
    list: Call
    create: Call


async def measured(calls: Mapping[str, Call]) -> dict[str, float]:
    """Median seconds by name; the contenders take turns, the first one changing each round."""
    samples: dict[str, list[float]] = {name: [] for name in calls}
    order = list(calls.items())
    for number in range(WARM_UP + ROUNDS):
        for name, call in order[number % len(order) :] + order[: number % len(order)]:
            start = time.perf_counter()
            await call()
            if number >= WARM_UP:
                samples[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in samples.items()}


def by_hand(pool: asyncpg.Pool) -> Contender:
    """Raw asyncpg with the same campaign contract and no reset query."""

    async def request(work: Callable[[asyncpg.Connection], Awaitable[object]], *, mode: str) -> object:
        async with pool.acquire() as connection:
            await connection.execute(f"BEGIN{mode}; SET LOCAL app.campaign_id = '{CAMPAIGN}'")
            try:
                found = await work(connection)
            except BaseException:
                await connection.execute("ROLLBACK")
                raise
            await connection.execute("COMMIT")
            return found

    return Contender(
        name="raw asyncpg by hand",
        get=lambda: request(lambda it: raw.get(it, CAMPAIGN, 12), mode=" READ ONLY"),
        list=lambda: request(lambda it: raw.list_items(it, CAMPAIGN, 51), mode=" READ ONLY"),
        create=lambda: request(lambda it: raw.create(it, CAMPAIGN, slug()), mode=""),
    )


def generated(database: Any) -> Contender:
    """The generated repository through the generated unit of work."""
    models = importlib.import_module("acme.s0000.models")
    repository = importlib.import_module("acme.s0000.repository").ItemRepository

    async def get() -> object:
        async with database.unit_of_work(CAMPAIGN, read_only=True) as work:
            return await repository(work).get(CAMPAIGN, 12)

    async def list_page() -> object:
        async with database.unit_of_work(CAMPAIGN, read_only=True) as work:
            return await repository(work).list(CAMPAIGN, page_size=50)

    async def create() -> object:
        async with database.unit_of_work(CAMPAIGN) as work:
            new = models.NewItem(title="A title", slug=slug(), body="A body", price=Decimal(5), tags=["a", "b"])
            return await repository(work).create(CAMPAIGN, new)

    return Contender(name="generated", get=get, list=list_page, create=create)


def orm(engine: Any) -> Contender:
    """SQLAlchemy's ORM on asyncpg."""

    async def request(work: Callable[[AsyncSession], Awaitable[object]]) -> object:
        async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
            await raw.orm_campaign(session, CAMPAIGN)
            return await work(session)

    return Contender(
        name="SQLAlchemy ORM",
        get=lambda: request(lambda it: raw.orm_get(it, CAMPAIGN, 12)),
        list=lambda: request(lambda it: raw.orm_list(it, CAMPAIGN, 51)),
        create=lambda: request(lambda it: raw.orm_create(it, CAMPAIGN, slug())),
    )


async def nothing(connection: asyncpg.Connection) -> None:
    """Instead of the pool's reset query: nothing is left in the session to reset."""


async def compare(url: str) -> None:
    """Runs the contest and prints it."""
    database_class = importlib.import_module("acme.core.database").Database
    async with AsyncExitStack() as stack:
        settings = {"role": "acme_rw"}
        pool = await stack.enter_async_context(
            asyncpg.create_pool(url, min_size=1, max_size=2, reset=nothing, server_settings=settings)
        )
        database = await database_class.connect(url)
        stack.push_async_callback(database.close)
        engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=lambda: asyncpg.connect(url, server_settings=settings),
        )
        stack.push_async_callback(engine.dispose)
        contenders = (by_hand(pool), generated(database), orm(engine))
        print("\n### One request: transaction, campaign, statement, commit\n")
        print("| job | " + " | ".join(item.name for item in contenders) + " | generated / by hand | ORM / generated |")
        print("|---|---|---|---|---|---|")
        for job in ("get", "list", "create"):
            found = await measured({item.name: getattr(item, job) for item in contenders})
            first, second, third = found.values()
            times = " | ".join(f"{seconds * 1e6:.0f} us" for seconds in found.values())
            print(f"| {job} | {times} | {second / first:.2f} | {third / second:.2f} |")


def main() -> None:
    """Prints the table."""
    with scene.database() as (url, _):
        uvloop.run(compare(url)) if uvloop else asyncio.run(compare(url))


if __name__ == "__main__":
    main()
