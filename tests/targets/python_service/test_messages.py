"""Messages to and from models: presence, masks, enums, etags."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from gallery.art import messages
from gallery.art.models import NewWorkPiece, WorkPiece, WorkPieceChanges, WorkPieceMood, WorkPieceStatus
from gallery.art.v1 import art_pb2
from gallery.core.errors import InvalidArgument
from gallery.core.unset import UNSET
from gallery.people import messages as people_messages
from gallery.people.models import BadgeChanges
from gallery.people.v1 import people_pb2

SERIAL = UUID("6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11")
MOMENT = datetime(2024, 2, 29, 12, 30, 15, 123456, tzinfo=UTC)
WRITABLE = [name for name in NewWorkPiece.__slots__ if name != "made_at"]


def piece() -> WorkPiece:
    return WorkPiece(
        id=1,
        campaign_id=2,
        master_id=3,
        uuid=SERIAL,
        title="T",
        slug="s",
        shelf="a",
        slot=7,
        row=3,
        given=True,
        body="b",
        status=WorkPieceStatus.PUBLISHED,
        mood=WorkPieceMood.WILD,
        price=Decimal("1.50"),
        rating=0.0,
        date=date(2024, 2, 29),
        time=time(8, 30),
        lasts=timedelta(seconds=1, microseconds=5),
        made_at=MOMENT,
        tags=["x"],
        marks=[SERIAL],
        sizes=[2**53 + 1],
        author_id=9,
        sponsor_master_id=None,
        serial=SERIAL,
        cover=b"\x00",
        metadata={"a": [1, None]},
        version=4,
        deleted_at=None,
        created_at=MOMENT,
        updated_at=MOMENT,
    )


def creation() -> art_pb2.CreateWorkPieceRequest:
    request = art_pb2.CreateWorkPieceRequest(title="T", slug="s", shelf="a", slot=1, author_id=9)
    request.made_at.FromDatetime(MOMENT)
    return request


def test_every_value_survives_the_wire():
    """A model's message, sent and read again as a creation, carries the same values."""
    sent = art_pb2.WorkPiece.FromString(messages.work_piece_message(piece()).SerializeToString())
    fields = {item.name for item in art_pb2.CreateWorkPieceRequest.DESCRIPTOR.fields} - {"campaign_id"}
    request = art_pb2.CreateWorkPieceRequest()
    for descriptor, value in sent.ListFields():
        if descriptor.name in fields:
            request.MergeFrom(art_pb2.CreateWorkPieceRequest(**{descriptor.name: value}))
    new = messages.new_work_piece(request)
    assert {name: getattr(new, name) for name in WRITABLE} == {name: getattr(piece(), name) for name in WRITABLE}
    assert (sent.id, sent.campaign_id, sent.master_id, sent.uuid, sent.etag) == (1, 2, 3, str(SERIAL), "4")
    assert sent.status == art_pb2.WORK_PIECE_STATUS_PUBLISHED
    assert (sent.HasField("sponsor_master_id"), sent.HasField("deleted_at")) == (False, False)
    assert sent.HasField("rating")


def test_what_a_creation_leaves_out():
    """Defaults where there are some, None elsewhere, empty lists."""
    new = messages.new_work_piece(creation())
    assert (new.time, new.lasts) == (time(8, 30), timedelta(minutes=90))
    assert (new.body, new.mood, new.tags, new.rating) == (None, None, [], None)


def test_a_creation_names_all_that_is_missing():
    """No absent text passes for an empty one, no absent number for 0, no absent Timestamp for 1970."""
    with pytest.raises(InvalidArgument) as refused:
        messages.new_work_piece(art_pb2.CreateWorkPieceRequest(title="T", tags=["a"]))
    assert [(item.field, item.description) for item in refused.value.violations] == [
        ("slug", "is required"),
        ("shelf", "is required"),
        ("slot", "is required"),
        ("made_at", "is required"),
        ("author_id", "is required"),
    ]


def test_an_empty_value_is_one():
    """What was sent counts: limits are another check."""
    request = creation()
    request.title, request.slot = "", 0
    new = messages.new_work_piece(art_pb2.CreateWorkPieceRequest.FromString(request.SerializeToString()))
    assert (new.title, new.slot) == ("", 0)


@pytest.mark.parametrize("level", [None, people_pb2.BADGE_LEVEL_UNSPECIFIED], ids=["left out", "sent as unspecified"])
def test_the_zero_of_an_enum_is_no_value(level: people_pb2.BadgeLevel.ValueType | None):
    """It means the same whether it was sent or not."""
    with pytest.raises(InvalidArgument) as refused:
        people_messages.new_badge(people_pb2.CreateBadgeRequest(label="Gold", level=level))
    assert [(item.field, item.description) for item in refused.value.violations] == [("level", "is required")]
    changes = people_messages.badge_changes(people_pb2.UpdateBadgeRequest(label="Gold", level=level))
    assert changes == BadgeChanges(label="Gold")


@pytest.mark.parametrize("number", [99, -1])
def test_an_unknown_enum_number_is_refused(number: int):
    """Enums of proto3 are open."""
    request = creation()
    request.mood = number  # type: ignore[assignment]
    with pytest.raises(InvalidArgument) as refused:
        messages.new_work_piece(request)
    assert [item.field for item in refused.value.violations] == ["mood"]


def test_without_a_mask_the_fields_that_have_a_value_change():
    """Zero counts as a value where the field has presence."""
    request = art_pb2.UpdateWorkPieceRequest(id=1, title="New", rating=0.0, tags=["a"])
    assert messages.work_piece_changes(request) == WorkPieceChanges(title="New", rating=0.0, tags=["a"])


def test_a_mask_decides():
    """Named and unset is NULL, the default, or an empty list; set and not named is left alone."""
    request = art_pb2.UpdateWorkPieceRequest(id=1, title="New", slug="ignored")
    request.update_mask.paths.extend(["title", "body", "mood", "time", "tags"])
    changes = messages.work_piece_changes(request)
    assert changes == WorkPieceChanges(title="New", body=None, mood=None, time=time(8, 30), tags=[])
    assert changes.slug is UNSET


def test_a_star_names_every_field():
    """All required fields must then have a value."""
    request = art_pb2.UpdateWorkPieceRequest(id=1, title="T", slug="s", shelf="a", author_id=9)
    request.update_mask.paths.append("*")
    with pytest.raises(InvalidArgument) as refused:
        messages.work_piece_changes(request)
    assert [item.field for item in refused.value.violations] == ["made_at", "slot"]


def test_paths_that_nobody_may_write():
    """Output-only fields are ignored, as AIP-161 asks; unknown ones are refused."""
    request = art_pb2.UpdateWorkPieceRequest(id=1, title="New")
    request.update_mask.paths.extend(["title", "status", "created_at", "etag"])
    assert messages.work_piece_changes(request) == WorkPieceChanges(title="New")
    request.update_mask.paths.append("titel")
    with pytest.raises(InvalidArgument) as refused:
        messages.work_piece_changes(request)
    assert [item.field for item in refused.value.violations] == ["update_mask"]
