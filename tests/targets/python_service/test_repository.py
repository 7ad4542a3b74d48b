"""The generated repositories on a real PostgreSQL, in the role of the application."""

import asyncio
import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import asyncpg
import pytest
from gallery.art.models import (
    NewRemark,
    NewWorkPiece,
    RemarkState,
    WorkPiece,
    WorkPieceChanges,
    WorkPieceMood,
    WorkPieceStatus,
)
from gallery.art.repository import RemarkRepository, WorkPieceRepository
from gallery.core import errors
from gallery.core.database import Database
from gallery.people.models import BadgeChanges, BadgeLevel, NewAccount, NewBadge
from gallery.people.repository import AccountRepository, BadgeRepository

Administrator = asyncpg.Connection

SERIAL = UUID("6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11")
MADE_AT = datetime(2024, 2, 29, 12, 30, 15, 123456, tzinfo=UTC)


async def author(database: Database) -> int:
    async with database.unit_of_work() as work:
        return (await AccountRepository(work).create(NewAccount(email="ada@example.org"))).id


def minimal(author_id: int, number: int = 1) -> NewWorkPiece:
    return NewWorkPiece(
        title=f"Piece {number}", slug=f"piece-{number}", shelf="a", slot=number, made_at=MADE_AT, author_id=author_id
    )


def full(author_id: int, sponsor: int) -> NewWorkPiece:
    return NewWorkPiece(
        title='It\'s "all" \\ here',
        slug="full",
        shelf="b",
        slot=1,
        body="two\nlines",
        mood=WorkPieceMood.WILD,
        price=Decimal("12.50"),
        rating=1.1,
        date=date(2024, 2, 29),
        time=time(23, 59, 59, 999999),
        lasts=timedelta(days=2, microseconds=1),
        made_at=MADE_AT,
        tags=["a", "b, c", "{d}"],
        marks=[SERIAL],
        sizes=[9007199254740993, -1],
        author_id=author_id,
        sponsor_master_id=sponsor,
        serial=SERIAL,
        cover=b"\x00\xff",
        metadata={"deep": {"list": [1, None, "x"]}},
    )


def given(new: NewWorkPiece) -> dict[str, object]:
    return {name: getattr(new, name) for name in NewWorkPiece.__slots__}


def kept(row: WorkPiece) -> dict[str, object]:
    return {name: getattr(row, name) for name in NewWorkPiece.__slots__}


async def events(administrator: Administrator, campaign_id: int = 1) -> list[tuple[str, dict[str, object]]]:
    rows = await administrator.fetch(
        "SELECT event_type, payload::text FROM service_event WHERE campaign_id = $1 AND service = 'art' ORDER BY id",
        campaign_id,
    )
    return [(row["event_type"], json.loads(row["payload"])) for row in rows]


async def test_create_and_get(database: Database):
    """Every field survives; what is left out has its default or NULL; enums are members of their class."""
    author_id = await author(database)
    async with database.unit_of_work() as work:
        sponsor = (await AccountRepository(work).get(author_id)).master_id
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        wanted = full(author_id, sponsor)
        row = await pieces.create(1, wanted)
        assert kept(row) == given(wanted)
        assert (row.version, row.deleted_at, row.status) == (1, None, WorkPieceStatus.DRAFT)
        assert type(row.status) is WorkPieceStatus
        assert type(row.mood) is WorkPieceMood
        assert await pieces.get(1, row.id) == row
        assert await pieces.get_by_uuid(1, row.uuid) == row
        assert await pieces.get_by_master_id(1, row.master_id) == row
        assert await pieces.get_by_slug(1, "full") == row
        assert await pieces.get_by_shelf_slot(1, "b", 1) == row
        small = await pieces.create(1, minimal(author_id))
        assert (small.mood, small.tags, small.time, small.lasts) == (None, [], time(8, 30), timedelta(minutes=90))


async def test_create_many_keeps_the_order_and_every_value(database: Database, administrator: Administrator):
    """Rows come back in the order given, lists of any length included; each has its master row and event."""
    author_id = await author(database)
    wanted = [full(author_id, None), *(minimal(author_id, number) for number in range(1, 20))]  # type: ignore[arg-type]
    wanted[3].tags = ["x"] * 7
    async with database.unit_of_work(1) as work:
        rows = await WorkPieceRepository(work).create_many(1, wanted)
        assert await WorkPieceRepository(work).create_many(1, []) == []
    assert [kept(row) for row in rows] == [given(item) for item in wanted]
    masters = await administrator.fetch("SELECT id FROM master WHERE campaign_id = 1 AND type = 'art.work_piece'")
    assert {row["id"] for row in masters} == {row.master_id for row in rows}
    assert await events(administrator) == [("art.work_piece.created", {"id": row.id}) for row in rows]


async def test_filters_called_as_anything(database: Database):
    """A field may have a name that the body of a method would like to use: `row`, `given`."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        near, far = minimal(author_id, 1), minimal(author_id, 2)
        near.row, near.given, far.row = 1, True, 2
        kept_near, kept_far = await pieces.create_many(1, [near, far])
        assert (await pieces.list(1, row=1, given=True)).items == [kept_near]
        assert [item async for item in pieces.stream(1, row=2)] == [kept_far]


async def test_update(database: Database, administrator: Administrator):
    """Only the named fields change; None is NULL; the version advances; nothing named is nothing written."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        row = await WorkPieceRepository(work).create(1, full(author_id, None))  # type: ignore[arg-type]
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        changed = await pieces.update(1, row.id, WorkPieceChanges(title="New", body=None, tags=[]), version=1)
        assert (changed.title, changed.body, changed.tags, changed.slug) == ("New", None, [], row.slug)
        assert changed.version == 2
        assert changed.updated_at > row.updated_at
        assert await pieces.update(1, row.id, WorkPieceChanges()) == changed
        with pytest.raises(errors.VersionConflict):
            await pieces.update(1, row.id, WorkPieceChanges(title="Late"), version=1)
        with pytest.raises(errors.VersionConflict):
            await pieces.update(1, row.id, WorkPieceChanges(), version=1)
        with pytest.raises(errors.NotFound):
            await pieces.update(1, row.id + 1, WorkPieceChanges(title="Nobody"))
    updated = ("art.work_piece.updated", {"id": row.id, "fields": ["title", "body", "tags"]})
    assert (await events(administrator))[1:] == [updated]


async def test_validation_reports_every_violation(database: Database):
    """A creation and a change are refused with all their violations, before anything is sent."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        bad = minimal(author_id)
        bad.title, bad.slug, bad.slot = "x" * 201, "NO", 0
        with pytest.raises(errors.InvalidArgument) as refused:
            await pieces.create(1, bad)
        assert [item.field for item in refused.value.violations] == ["title", "slug", "slot"]
        with pytest.raises(errors.InvalidArgument) as refused:
            await pieces.update(1, 1, WorkPieceChanges(price=Decimal("0.001")))
        assert [item.field for item in refused.value.violations] == ["price"]


async def test_delete_and_restore(database: Database, administrator: Administrator):
    """A soft delete hides the row from every read and marks its master row; restore undoes it."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        row = await pieces.create(1, minimal(author_id))
        gone = await pieces.delete(1, row.id, version=1)
        assert gone.deleted_at is not None
        for read in (pieces.get(1, row.id), pieces.get_by_slug(1, row.slug), pieces.delete(1, row.id)):
            with pytest.raises(errors.NotFound):
                await read
        assert await pieces.get_many(1, [row.id]) == []
        assert (await pieces.list(1)).items == []
        assert (await pieces.search(1, "piece")).items == []
    status = "SELECT status FROM master WHERE id = $1"
    assert await administrator.fetchval(status, row.master_id) == "deleted"
    async with database.unit_of_work(1) as work:
        back = await WorkPieceRepository(work).restore(1, row.id)
        assert (back.deleted_at, back.version) == (None, 3)
    assert await administrator.fetchval(status, row.master_id) == "active"
    names = [name for name, _ in await events(administrator)]
    assert names == ["art.work_piece.created", "art.work_piece.deleted", "art.work_piece.restored"]


async def test_hard_delete(database: Database, administrator: Administrator):
    """A hard delete removes the row and keeps its master row, marked; a second one finds nothing."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        piece = await WorkPieceRepository(work).create(1, minimal(author_id))
        remarks = RemarkRepository(work)
        row = await remarks.create(1, NewRemark(work_piece_id=piece.id, body="Good."))
        await remarks.delete(1, row.id)
        with pytest.raises(errors.NotFound):
            await remarks.delete(1, row.id)
    assert await administrator.fetchval("SELECT status FROM master WHERE id = $1", row.master_id) == "deleted"


async def test_transition(database: Database, administrator: Administrator):
    """A transition moves the state once, writes its event with the payload, and says why it refuses."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        row = await pieces.create(1, minimal(author_id))
        with pytest.raises(errors.VersionConflict):
            await pieces.publish_work_piece(1, row.id, version=7)
        done = await pieces.publish_work_piece(1, row.id, channel="mail", reach=Decimal("1.5"), at=MADE_AT, version=1)
        assert (done.status, done.version) == (WorkPieceStatus.PUBLISHED, 2)
        with pytest.raises(errors.InvalidTransition) as refused:
            await pieces.publish_work_piece(1, row.id)
        assert (refused.value.current, refused.value.allowed) == ("published", ("draft",))
        with pytest.raises(errors.NotFound):
            await pieces.publish_work_piece(1, row.id + 1)
        remark = await RemarkRepository(work).create(1, NewRemark(work_piece_id=row.id, body="Good."))
        hidden = await RemarkRepository(work).hide_remark(1, remark.id, reason="rude", weight=0)
        assert hidden.state is RemarkState.HIDDEN
    written = await events(administrator)
    payload = {"id": row.id, "status": "published", "channel": "mail", "reach": "1.5", "at": MADE_AT.isoformat()}
    assert ("art.work_piece.published", payload) in written
    payload = {"id": remark.id, "state": "hidden", "reason": "rude", "weight": 0}
    assert ("art.remark.hidden", payload) in written


async def test_upsert(database: Database, administrator: Administrator):
    """The first call creates, the second changes the same row; there is one master row."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        first = await pieces.upsert_by_slug(1, minimal(author_id))
        again = minimal(author_id)
        again.title, again.tags = "Again", ["t"]
        second = await pieces.upsert_by_slug(1, again)
        assert (second.id, second.master_id, second.version) == (first.id, first.master_id, 2)
        assert (second.title, second.tags) == ("Again", ["t"])
        await pieces.delete(1, first.id)
        third = await pieces.upsert_by_slug(1, again)
        assert third.id != first.id
    names = [name.rpartition(".")[2] for name, _ in await events(administrator)]
    assert names == ["created", "updated", "deleted", "created"]
    assert await administrator.fetchval("SELECT count(*) FROM master WHERE campaign_id = 1") == 2


async def test_concurrent_upserts(database: Database, administrator: Administrator):
    """Many at once leave one row, one master row, one `created` and the rest `updated`, whatever index they meet in."""
    author_id = await author(database)

    async def once(number: int) -> int:
        async with database.unit_of_work(1) as work:
            new = minimal(author_id)
            new.title = f"Title {number}"
            return (await WorkPieceRepository(work).upsert_by_slug(1, new)).id

    ids = await asyncio.gather(*(once(number) for number in range(16)))
    assert len(set(ids)) == 1
    assert await administrator.fetchval("SELECT count(*) FROM master WHERE campaign_id = 1") == 1
    names = sorted(name.rpartition(".")[2] for name, _ in await events(administrator))
    assert names == ["created", *["updated"] * 15]


async def test_list_and_stream(database: Database):
    """Pages join without gap or repeat, newest first, under each filter; a stream is the same rows."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        rows = list(await pieces.create_many(1, [minimal(author_id, number) for number in range(1, 8)]))
        await pieces.publish_work_piece(1, rows[2].id)
        expected = [row.id for row in reversed(rows)]
        found, token = [], ""
        for _ in range(4):
            page = await pieces.list(1, page_size=2, page_token=token, author_id=author_id)
            found += [row.id for row in page.items]
            token = page.next_page_token
        assert (found, token) == (expected, "")
        assert [row.id async for row in pieces.stream(1)] == expected
        published = await pieces.list(1, status=WorkPieceStatus.PUBLISHED, author_id=author_id)
        assert [row.id for row in published.items] == [rows[2].id]
        assert (await pieces.list(1, mood=WorkPieceMood.CALM, date=date(2024, 1, 1))).items == []
        first = await pieces.list(1, page_size=1)
        with pytest.raises(errors.InvalidArgument):
            await pieces.list(1, page_token=first.next_page_token, author_id=author_id)


async def test_children_are_listed_by_parent(database: Database):
    """A list of children has those of one parent."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        one, two = await WorkPieceRepository(work).create_many(1, [minimal(author_id, 1), minimal(author_id, 2)])
        remarks = RemarkRepository(work)
        mine = await remarks.create(1, NewRemark(work_piece_id=one.id, body="Mine."))
        await remarks.create(1, NewRemark(work_piece_id=two.id, body="Other."))
        assert (await remarks.list(1, one.id)).items == [mine]


async def test_a_search_is_short(database: Database):
    """A query that would keep the database busy is refused before it gets there, scoped or global."""
    for campaign_id, repository, key in ((1, WorkPieceRepository, (1,)), (0, AccountRepository, ())):
        async with database.unit_of_work(campaign_id) as work:
            with pytest.raises(errors.InvalidArgument) as refused:
                await repository(work).search(*key, "a" * 1001)
            assert [item.field for item in refused.value.violations] == ["query"]
            assert (await repository(work).search(*key, "a" * 1000)).items == []


async def test_search(database: Database):
    """Search finds the words of each field, best first, in pages, in its own campaign; a global search needs none."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        news = [minimal(author_id, number) for number in (1, 2, 3)]
        news[0].title, news[1].tags, news[2].body = "Harbour", ["harbour"], "A harbour."
        rows = await pieces.create_many(1, news)
        found = await pieces.search(1, "harbour")
        assert [row.id for row in found.items] == [row.id for row in rows]
        first = await pieces.search(1, "harbour", page_size=2)
        rest = await pieces.search(1, "harbour", page_size=2, page_token=first.next_page_token)
        assert [row.id for row in (*first.items, *rest.items)] == [row.id for row in rows]
        assert rest.next_page_token == ""
    async with database.unit_of_work(2) as work:
        assert (await WorkPieceRepository(work).search(2, "harbour")).items == []
    async with database.unit_of_work() as work:
        assert [row.id for row in (await AccountRepository(work).search("ada@example.org")).items] == [author_id]


async def test_passages_are_safe_to_show(database: Database):
    """Only the marks are markup; the passages of another campaign's rows, and of deleted ones, are nobody's."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        new = minimal(author_id)
        new.title, new.body, new.tags = "Ships & <b>boats</b>", 'A harbour <script>alert("1")</script> &amp;', ["a<b"]
        row = await pieces.create(1, new)
        found = await pieces.search_highlights(1, "harbour or boats -land", [row.id, row.id + 1])
        assert found == {
            row.id: "Ships &amp; &lt;b&gt;<mark>boats</mark>&lt;/b&gt; ... a&lt;b ... "
            "A <mark>harbour</mark> &lt;script&gt;alert"
        }
        await pieces.delete(1, row.id)
        assert await pieces.search_highlights(1, "harbour", [row.id]) == {}
    async with database.unit_of_work(2) as work:
        assert await WorkPieceRepository(work).search_highlights(2, "harbour", [row.id]) == {}


async def test_suggestions_take_what_is_typed_as_it_is(database: Database):
    """No character is a pattern, letters count in either case, and of two fields that begin so a row comes once."""
    author_id = await author(database)
    titles = ["100% sure", "100_x", "100abc", "ÄRGER im Büro", "back\\slash", "It's", "zz\U0010fffd", "q\ud7ff"]
    async with database.unit_of_work(1) as work:
        pieces = WorkPieceRepository(work)
        for number, title in enumerate(titles, 1):
            new = minimal(author_id)
            new.title, new.slug, new.shelf, new.slot = title, f"suggested-{number}", "100% of it", number
            await pieces.create(1, new)
        found = {
            typed: [row.title for row in await pieces.suggest(1, typed, page_size=2)]
            for typed in ("100%", "100_", "ärg", "BACK\\", "it's", "zz", "q", "100% sure ", "%")
        }
        once = [row.title for row in await pieces.suggest(1, "100")]
    assert found == {
        "100%": ["100% sure", "100_x"],
        "100_": ["100_x"],
        "ärg": ["ÄRGER im Büro"],
        "BACK\\": ["back\\slash"],
        "it's": ["It's"],
        "zz": ["zz\U0010fffd"],
        "q": ["q\ud7ff"],
        "100% sure ": [],
        "%": [],
    }
    assert sorted(once) == sorted(titles)


async def test_campaigns_are_apart(database: Database):
    """A unit of work refuses another campaign, and sees nothing of it."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        row = await WorkPieceRepository(work).create(1, minimal(author_id))
        with pytest.raises(errors.CampaignMismatch):
            await WorkPieceRepository(work).get(2, row.id)
    async with database.unit_of_work(2) as work:
        pieces = WorkPieceRepository(work)
        with pytest.raises(errors.NotFound):
            await pieces.get(2, row.id)
        with pytest.raises(errors.NotFound):
            await pieces.delete(2, row.id)
        assert await pieces.get_many(2, [row.id]) == []


async def test_global_entities(database: Database):
    """A global entity has no campaign parameter, and works from within any campaign."""
    async with database.unit_of_work(1) as work:
        badges = BadgeRepository(work)
        row = await badges.create(NewBadge(label="Star", level=BadgeLevel.SILVER))
        changed = await badges.update(row.id, BadgeChanges(level=BadgeLevel.BRONZE), version=1)
        assert (changed.level, changed.version) == (BadgeLevel.BRONZE, 2)
        assert (await badges.delete(row.id)).deleted_at is not None
        assert (await badges.restore(row.id)).id == row.id
        account = await AccountRepository(work).upsert_by_email(NewAccount(email="b@example.org"))
        assert (await AccountRepository(work).upsert_by_email(NewAccount(email="b@example.org"))).id == account.id
        await AccountRepository(work).delete(account.id)


async def test_constraints_by_name(database: Database):
    """The database's refusals arrive as typed errors that name the fields."""
    author_id = await author(database)
    async with database.unit_of_work(1) as work:
        await WorkPieceRepository(work).create(1, minimal(author_id))
    other = minimal(author_id)
    other.slot = 2
    with pytest.raises(errors.AlreadyExists) as taken:
        async with database.unit_of_work(1) as work:
            await WorkPieceRepository(work).create(1, other)
    assert taken.value.fields == ("slug",)
    with pytest.raises(errors.InvalidReference):
        async with database.unit_of_work(1) as work:
            await WorkPieceRepository(work).create(1, minimal(author_id + 1, 3))
    with pytest.raises(errors.StillReferenced):
        async with database.unit_of_work() as work:
            await AccountRepository(work).delete(author_id)
