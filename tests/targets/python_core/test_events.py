"""Events and campaigns: what the core itself stores."""

# ruff: noqa: PT012 - the block of a unit of work is what raises

import asyncio
from dataclasses import dataclass
from typing import ClassVar

import pytest
from coretest.core import campaigns, errors, events
from coretest.core.campaigns import CampaignRepository
from coretest.core.database import Database


@dataclass(frozen=True, slots=True)
class Weighed:
    grams: int

    event_type: ClassVar[str] = "lab.item.weighed"
    service: ClassVar[str] = "lab"
    retention: ClassVar[str] = "standard"

    def validate(self):
        if self.grams < 0:
            raise errors.InvalidArgument.of("grams", "must be at least 0")

    def payload(self):
        return {"grams": self.grams}


LOG = """
SELECT campaign_id, master_id, service, event_type, retention, payload ->> 'grams' AS grams
FROM service_event ORDER BY id
"""


async def log(admin):
    return [tuple(row) for row in await admin.fetch(LOG)]


async def test_append(database, admin):
    """An event is stored with all that it says."""
    async with database.unit_of_work(7) as work:
        assert await events.append(work, 7, 12, Weighed(5)) is True

    assert await log(admin) == [(7, 12, "lab", "lab.item.weighed", "standard", "5")]


async def test_append_refuses_values_outside_their_limits(database, admin):
    """An event is asked whether it is right before anything is written; the unit goes on."""
    async with database.unit_of_work(7) as work:
        with pytest.raises(errors.InvalidArgument):
            await events.append(work, 7, 12, Weighed(-1), key="k")
        assert await events.append(work, 7, 12, Weighed(1), key="k") is True

    assert [row[-1] for row in await log(admin)] == ["1"]


async def test_append_belongs_to_the_transaction(database, admin):
    """An event of work that failed has not happened, and its key is free again."""
    with pytest.raises(RuntimeError):
        async with database.unit_of_work(7) as work:
            await events.append(work, 7, 12, Weighed(5), key="k")
            raise RuntimeError
    async with database.unit_of_work(7) as work:
        assert await events.append(work, 7, 12, Weighed(6), key="k") is True

    assert await log(admin) == [(7, 12, "lab", "lab.item.weighed", "standard", "6")]


async def test_a_key_is_used_once(database, admin):
    """Of the events with one key only the first is kept; another campaign has its own keys."""
    kept = []
    for campaign_id, grams in ((7, 1), (7, 2), (8, 3)):
        async with database.unit_of_work(campaign_id) as work:
            kept.append(await events.append(work, campaign_id, 12, Weighed(grams), key="k"))

    assert kept == [True, False, True]
    assert [row[-1] for row in await log(admin)] == ["1", "3"]


async def test_a_key_is_used_once_by_concurrent_units(url, admin):
    """Of concurrent attempts exactly one appends."""
    database = await Database.connect(url, maximum=5)

    async def attempt(grams):
        async with database.unit_of_work(7) as work:
            kept = await events.append(work, 7, 12, Weighed(grams), key="k")
            await asyncio.sleep(0.01)
            return kept

    kept = await asyncio.gather(*map(attempt, range(10)))
    await database.close()

    assert (sum(kept), len(await log(admin))) == (1, 1)


async def test_a_campaign_may_append_global_events(database, admin):
    """A unit of a campaign may touch a global entity; keys of global events are shared by all campaigns."""
    kept = []
    for campaign_id in (7, 8):
        async with database.unit_of_work(campaign_id) as work:
            kept.append(await events.append(work, 0, 1, Weighed(campaign_id), key="k"))

    assert kept == [True, False]
    assert [(row[0], row[-1]) for row in await log(admin)] == [(0, "7")]


async def test_no_events_for_another_campaign(database):
    """A unit writes events of its own campaign and global ones only."""
    async with database.unit_of_work(7) as work:
        with pytest.raises(errors.CampaignMismatch):
            await events.append(work, 8, 12, Weighed(5))


async def test_a_bad_key_names_its_field(database):
    """The limits of keys are reported like those of any field."""
    with pytest.raises(errors.InvalidArgument) as caught:
        async with database.unit_of_work(7) as work:
            await events.append(work, 7, 12, Weighed(5), key="x" * 501)

    assert [item.field for item in caught.value.violations] == ["key"]


async def test_partitions_are_made_ahead(database, admin):
    """The partitions of the coming months are there, and asking again changes nothing."""
    count = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'service_event_standard'::regclass"
    await events.ensure_partitions(database)
    before = await admin.fetchval(count)
    await events.ensure_partitions(database)

    assert before >= 4
    assert await admin.fetchval(count) == before


async def test_partitions_are_kept_by_a_running_server(database, admin, monkeypatch, caplog):
    """The daily run survives a failure, reports it and goes on."""
    calls = []

    async def ensure(database):
        calls.append(database)
        if len(calls) == 1:
            raise errors.Unavailable("gone")
        if len(calls) == 3:
            raise asyncio.CancelledError

    monkeypatch.setattr(events, "ensure_partitions", ensure)
    monkeypatch.setattr(events, "_SECONDS_BETWEEN_RUNS", 0.0)
    monkeypatch.setattr(events, "_SECONDS_AFTER_FAILURE", 0.0)
    with pytest.raises(asyncio.CancelledError):
        await events.keep_partitions(database)

    assert len(calls) == 3
    assert [record.message for record in caplog.records] == ["cannot make the coming partitions of service_event"]


async def test_campaigns(database):
    """A campaign is found by id and by slug."""
    async with database.unit_of_work() as work:
        repository = CampaignRepository(work)
        created = await repository.create("nine", "Nine", {"tier": "gold"})
        found = (await repository.get(created.id), await repository.get_by_slug("nine"))

    assert (created.slug, created.name, created.metadata) == ("nine", "Nine", {"tier": "gold"})
    assert found == (created, created)


async def test_campaign_slugs_are_unique(database):
    """A taken slug names its field."""
    with pytest.raises(errors.AlreadyExists) as caught:
        async with database.unit_of_work() as work:
            await CampaignRepository(work).create("seven", "Again")

    assert caught.value.fields == ("slug",)


async def test_campaigns_are_made_by_the_platform(database):
    """A unit of a campaign makes no other campaign; it may look one up."""
    async with database.unit_of_work(7) as work:
        assert (await CampaignRepository(work).get_by_slug("eight")).id == 8
    with pytest.raises(errors.PermissionDenied):
        async with database.unit_of_work(7) as work:
            await CampaignRepository(work).create("nine", "Nine")


async def test_unknown_campaigns(database):
    """A campaign that does not exist is not found."""
    async with database.unit_of_work() as work:
        for search in (CampaignRepository(work).get(99), CampaignRepository(work).get_by_slug("none")):
            with pytest.raises(errors.NotFound):
                await search


async def test_campaign_pages(database):
    """Pages list every campaign but the global one, once, newest first."""
    async with database.unit_of_work() as work:
        repository = CampaignRepository(work)
        for number in range(3):
            await repository.create(f"c{number}", "C")
        slugs, token = [], ""
        while True:
            page = await repository.list(page_size=2, page_token=token)
            slugs.append([item.slug for item in page.items])
            token = page.next_page_token
            if not token:
                break

    assert slugs == [["c2", "c1"], ["c0", "eight"], ["seven"]]


@pytest.mark.parametrize("module", [campaigns, events])
async def test_statements_prepare(database, module):
    """Every statement of the core is understood by the database, and says its name first."""
    statements = [text for name, text in vars(module).items() if name.isupper() and isinstance(text, str)]
    async with database.unit_of_work() as work:
        for statement in statements:
            await work.connection.prepare(statement)

    assert statements
    assert all(statement.startswith("/* core.") for statement in statements)
