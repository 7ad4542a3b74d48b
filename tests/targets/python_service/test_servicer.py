"""The generated servicer: units of work, hooks, refusals."""

import pytest
from gallery.art.models import NewWorkPiece, WorkPiece
from gallery.art.service import ArtService
from gallery.art.v1 import art_pb2
from gallery.core import errors
from gallery.core.database import Database, UnitOfWork
from gallery.people.service import PeopleService
from gallery.people.v1 import people_pb2
from google.protobuf.duration_pb2 import Duration


async def author(database: Database) -> int:
    request = people_pb2.CreateAccountRequest(email="ada@example.org")
    return (await PeopleService(database).CreateAccount(request, None)).account.id


def creation(author_id: int, number: int = 1) -> art_pb2.CreateWorkPieceRequest:
    request = art_pb2.CreateWorkPieceRequest(
        campaign_id=1, title="Piece", slug=f"piece-{number}", shelf="a", slot=number, author_id=author_id
    )
    request.made_at.GetCurrentTime()
    return request


async def test_the_life_of_an_entity(database: Database):
    """Create, get, list, update, publish, search, delete, restore: each answers with the row as it is now."""
    service = ArtService(database)
    made = (await service.CreateWorkPiece(creation(await author(database)), None)).work_piece
    key = {"campaign_id": 1, "id": made.id}
    assert (await service.GetWorkPiece(art_pb2.GetWorkPieceRequest(**key), None)).work_piece == made
    draft = art_pb2.ListWorkPiecesRequest(campaign_id=1, status=art_pb2.WORK_PIECE_STATUS_DRAFT)
    assert list((await service.ListWorkPieces(draft, None)).work_pieces) == [made]
    change = art_pb2.UpdateWorkPieceRequest(**key, etag=made.etag, title="Harbour")
    assert (await service.UpdateWorkPiece(change, None)).work_piece.title == "Harbour"
    publish = art_pb2.PublishWorkPieceRequest(**key, etag="2", channel="mail", reach="1.5")
    published = (await service.PublishWorkPiece(publish, None)).work_piece
    assert published.status == art_pb2.WORK_PIECE_STATUS_PUBLISHED
    assert list((await service.ListWorkPieces(draft, None)).work_pieces) == []
    search = art_pb2.SearchWorkPiecesRequest(campaign_id=1, query="harbour")
    assert list((await service.SearchWorkPieces(search, None)).work_pieces) == [published]
    delete = art_pb2.DeleteWorkPieceRequest(**key, etag=published.etag)
    assert (await service.DeleteWorkPiece(delete, None)).work_piece.HasField("deleted_at")
    restore = art_pb2.RestoreWorkPieceRequest(**key)
    assert not (await service.RestoreWorkPiece(restore, None)).work_piece.HasField("deleted_at")


async def test_children_need_their_parent(database: Database):
    """A list of children without the parent's id is refused."""
    service = ArtService(database)
    with pytest.raises(errors.InvalidArgument) as refused:
        await service.ListRemarks(art_pb2.ListRemarksRequest(campaign_id=1), None)
    assert [item.field for item in refused.value.violations] == ["work_piece_id"]


async def test_a_transition_needs_its_required_payload(database: Database):
    """It is refused whole, by field; an empty text and a 0 that are sent are values."""
    service = ArtService(database)
    piece = (await service.CreateWorkPiece(creation(await author(database)), None)).work_piece
    wanted = art_pb2.CreateRemarkRequest(campaign_id=1, work_piece_id=piece.id, body="")
    remark = (await service.CreateRemark(wanted, None)).remark
    with pytest.raises(errors.InvalidArgument) as refused:
        await service.HideRemark(art_pb2.HideRemarkRequest(campaign_id=1, id=remark.id), None)
    assert [item.field for item in refused.value.violations] == ["reason", "weight"]
    request = art_pb2.HideRemarkRequest(campaign_id=1, id=remark.id, reason="", weight=0)
    assert (await service.HideRemark(request, None)).remark.state == art_pb2.REMARK_STATE_HIDDEN


async def test_a_scoped_call_needs_a_campaign(database: Database):
    """Neither identity nor request names one."""
    with pytest.raises(errors.CampaignRequired):
        await ArtService(database).GetWorkPiece(art_pb2.GetWorkPieceRequest(id=1), None)


def feed(**values: object) -> art_pb2.ImportPiecesRequest:
    """A request that is allowed, but for `values`."""
    request = art_pb2.ImportPiecesRequest(campaign_id=1, url="https://x", fee="1.50", copies=1, from_day="2024-02-29")
    request.at.GetCurrentTime()
    request.MergeFrom(art_pb2.ImportPiecesRequest(**values))
    return request


async def test_custom_operations_wait_for_the_user(database: Database):
    """They raise what the interceptor turns into UNIMPLEMENTED."""
    with pytest.raises(NotImplementedError):
        await ArtService(database).ImportPieces(feed(), None)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"url": "x" * 2049, "note": "x" * 11, "copies": -1, "share": 1.5}, ["url", "note", "share", "copies"]),
        ({"labels": ["a", "b", "c"], "fee": "-1"}, ["fee", "labels"]),
        ({"fee": "1.505"}, ["fee"]),
        ({"fee": "much"}, ["fee"]),
        ({"from_day": "yesterday"}, ["from_day"]),
        ({"until_day": "2024-02-30"}, ["until_day"]),
        ({"grace": Duration(seconds=1, nanos=-1)}, ["grace"]),
        ({"batch": "no uuid"}, ["batch"]),
        ({"keys": ["no uuid"]}, ["keys"]),
        ({"note": "a\x00b"}, ["note"]),
    ],
)
async def test_custom_operations_get_requests_that_the_spec_allows(
    database: Database, values: dict[str, object], fields: list[str]
):
    """What is outside its limits or cannot be read is refused, by field, before the operation begins."""
    with pytest.raises(errors.InvalidArgument) as refused:
        await ArtService(database).ImportPieces(feed(**values), None)
    assert [item.field for item in refused.value.violations] == fields


async def test_a_custom_operation_needs_its_required_fields(database: Database):
    """All that is missing is named at once, before anything else is read."""
    request = art_pb2.ImportPiecesRequest(campaign_id=1, copies=0, until_day="never")
    with pytest.raises(errors.InvalidArgument) as refused:
        await ArtService(database).ImportPieces(request, None)
    assert [item.field for item in refused.value.violations] == ["url", "fee", "from_day", "at"]


async def test_a_transition_refuses_a_payload_outside_its_limits(database: Database):
    """The limits of the event's fields hold for the request that carries them; the row stays as it was."""
    service = ArtService(database)
    made = (await service.CreateWorkPiece(creation(await author(database)), None)).work_piece
    request = art_pb2.PublishWorkPieceRequest(campaign_id=1, id=made.id, channel="x" * 41, reach="1.55")
    with pytest.raises(errors.InvalidArgument) as refused:
        await service.PublishWorkPiece(request, None)
    assert [item.field for item in refused.value.violations] == ["channel", "reach"]
    key = art_pb2.GetWorkPieceRequest(campaign_id=1, id=made.id)
    assert (await service.GetWorkPiece(key, None)).work_piece == made


async def test_a_hook_shares_the_transaction(database: Database):
    """What an override refuses after the write leaves nothing behind."""

    class Refusing(ArtService):
        async def create_work_piece(self, work: UnitOfWork, campaign_id: int, new: NewWorkPiece) -> WorkPiece:
            await super().create_work_piece(work, campaign_id, new)
            raise errors.FailedPrecondition("closed")

    request = creation(await author(database))
    with pytest.raises(errors.FailedPrecondition):
        await Refusing(database).CreateWorkPiece(request, None)
    listed = await ArtService(database).ListWorkPieces(art_pb2.ListWorkPiecesRequest(campaign_id=1), None)
    assert list(listed.work_pieces) == []
