"""Typed json on its way: message, class, column and back, and what is refused on it."""

from datetime import timedelta
from decimal import Decimal

import asyncpg
import pytest
from gallery.core import errors
from gallery.core.database import Database
from gallery.diary.documents import EntryPlan, EntryPlanGrowth, EntrySteps
from gallery.diary.models import NewEntry
from gallery.diary.repository import EntryRepository
from gallery.diary.service import DiaryService
from gallery.diary.v1 import diary_pb2

PLAN = EntryPlan(
    attempts=3, delay=timedelta(days=400, microseconds=1), budget=Decimal("0.10"), growth=EntryPlanGrowth(factor=2.0)
)


async def test_a_document_survives(database: Database):
    """Every digit and every microsecond; no document stays none, and a list of none stays empty."""
    async with database.unit_of_work(1) as work:
        repository = EntryRepository(work)
        full = await repository.create(1, NewEntry(title="a", plan=PLAN, steps=[EntrySteps(command="x")]))
        bare = await repository.create(1, NewEntry(title="b"))
        assert (full.plan, full.steps) == (PLAN, [EntrySteps(command="x")])
        assert (bare.plan, bare.steps) == (None, [])
        assert (await repository.get(1, full.id)).plan == PLAN


async def test_what_is_in_the_column(database: Database, administrator: asyncpg.Connection):
    """JSON that others can read: decimals as text, durations as microseconds."""
    async with database.unit_of_work(1) as work:
        await EntryRepository(work).create(1, NewEntry(title="a", plan=PLAN))
    stored = await administrator.fetchval("SELECT plan FROM service_diary_entry")
    assert stored == '{"delay": "34560000000001", "budget": "0.10", "growth": {"factor": 2.0}, "attempts": 3}'


async def test_documents_of_other_times(database: Database, administrator: asyncpg.Connection):
    """What was written before a field came has none of it; a key that is gone is passed over."""
    async with database.unit_of_work(1) as work:
        made = await EntryRepository(work).create(1, NewEntry(title="a", plan=PLAN))
    await administrator.execute("""UPDATE service_diary_entry SET plan = '{"attempts": 1, "gone": [1]}'""")
    async with database.unit_of_work(1) as work:
        assert (await EntryRepository(work).get(1, made.id)).plan == EntryPlan(attempts=1)


def creation(**plan: object) -> diary_pb2.CreateEntryRequest:
    return diary_pb2.CreateEntryRequest(campaign_id=1, title="a", plan=diary_pb2.EntryPlan(**plan))


REFUSED = {
    "required": (creation(), ["plan.attempts"]),
    "too many": (creation(attempts=11), ["plan.attempts"]),
    "unreadable": (creation(attempts=1, budget="1e5"), ["plan.budget"]),
    "too exact": (creation(attempts=1, budget="0.001"), ["plan.budget"]),
    "deeper": (creation(attempts=1, growth=diary_pb2.EntryPlanGrowth()), ["plan.growth.factor"]),
    "not finite": (creation(attempts=1, growth=diary_pb2.EntryPlanGrowth(factor=float("nan"))), ["plan.growth.factor"]),
    "in a list": (
        diary_pb2.CreateEntryRequest(campaign_id=1, title="a", steps=[diary_pb2.EntrySteps(command="too long")]),
        ["steps.command"],
    ),
    "list too long": (
        diary_pb2.CreateEntryRequest(campaign_id=1, title="a", steps=[diary_pb2.EntrySteps(command="x")] * 3),
        ["steps"],
    ),
}


@pytest.mark.parametrize(("request_", "fields"), REFUSED.values(), ids=REFUSED.keys())
async def test_faults_are_named_by_their_path(database: Database, request_, fields):
    """The caller hears where in the document it is."""
    with pytest.raises(errors.InvalidArgument) as refused:
        await DiaryService(database).CreateEntry(request_, None)
    assert [item.field for item in refused.value.violations] == fields


async def test_a_document_is_changed_as_a_whole(database: Database):
    """The mask names the field, not what is in it; named and not sent, it is emptied."""
    service = DiaryService(database)
    made = (await service.CreateEntry(creation(attempts=3, budget="1.00"), None)).entry
    key = {"campaign_id": 1, "id": made.id}
    changed = await service.UpdateEntry(diary_pb2.UpdateEntryRequest(**key, plan=diary_pb2.EntryPlan(attempts=4)), None)
    assert changed.entry.plan == diary_pb2.EntryPlan(attempts=4)
    emptied = diary_pb2.UpdateEntryRequest(**key)
    emptied.update_mask.paths.append("plan")
    assert not (await service.UpdateEntry(emptied, None)).entry.HasField("plan")
