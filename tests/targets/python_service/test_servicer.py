"""The generated servicer: units of work, hooks, refusals."""

import pytest
from gallery.art.models import NewWorkPiece, WorkPiece
from gallery.art.service import ArtService
from gallery.art.v1 import art_pb2
from gallery.core import errors
from gallery.core.database import Database, UnitOfWork
from gallery.people.service import PeopleService
from gallery.people.v1 import people_pb2


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


async def test_a_scoped_call_needs_a_campaign(database: Database):
    """Neither identity nor request names one."""
    with pytest.raises(errors.CampaignRequired):
        await ArtService(database).GetWorkPiece(art_pb2.GetWorkPieceRequest(id=1), None)


async def test_custom_operations_wait_for_the_user(database: Database):
    """They raise what the interceptor turns into UNIMPLEMENTED."""
    with pytest.raises(NotImplementedError):
        await ArtService(database).ImportPieces(art_pb2.ImportPiecesRequest(campaign_id=1), None)


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
