"""Page tokens say where the next page starts, for the call they came from and no other."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from coretest.core import paging
from coretest.core.errors import InvalidArgument
from hypothesis import given
from hypothesis import strategies as st

ARGUMENTS = ("content.article.list", 7, "draft", None)
MOMENT = datetime(2024, 2, 29, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.mark.parametrize(("requested", "size"), [(0, 50), (1, 1), (1000, 1000), (1001, 1000), (2**31 - 1, 1000)])
def test_page_size(requested, size):
    """0 asks for the default; too much is coerced, as AIP-158 says."""
    assert paging.page_size(requested) == size


def test_negative_page_size():
    """A negative page size is a mistake, not a wish."""
    with pytest.raises(InvalidArgument, match="page_size must not be negative"):
        paging.page_size(-1)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(-(2**63), 2**63 - 1))
def test_positions_round_trip(moment, row_id):
    """Any position comes back exactly, and its token fits a URL."""
    token = paging.position_token(moment, row_id, *ARGUMENTS)

    assert paging.position(token, *ARGUMENTS) == (moment, row_id)
    assert all(character.isalnum() or character in "-_" for character in token)


def test_no_token_is_the_first_page():
    """The empty token starts before every row."""
    assert paging.position("", *ARGUMENTS) == paging.FIRST
    assert paging.offset("", *ARGUMENTS) == 0


async def test_the_first_page_starts_at_infinity(database):
    """`FIRST` is later than any row, in the database too."""
    async with database.unit_of_work() as work:
        assert await work.fetchval("SELECT $1::timestamptz = 'infinity'", paging.FIRST.created_at) is True


@given(st.integers(0, 2**31 - 1))
def test_offsets_round_trip(offset):
    """Offsets come back exactly."""
    assert paging.offset(paging.offset_token(offset, *ARGUMENTS), *ARGUMENTS) == offset


@pytest.mark.parametrize(
    "arguments",
    [
        ("content.article.list", 8, "draft", None),
        ("content.article.list", 7, "published", None),
        ("content.article.list", 7, "draft", 3),
        ("content.comment.list", 7, "draft", None),
        ("content.article.list", 7, None, "draft"),
        (),
    ],
)
def test_a_token_belongs_to_its_arguments(arguments):
    """Another campaign, filter or statement makes the token invalid."""
    token = paging.position_token(MOMENT, 5, *ARGUMENTS)

    with pytest.raises(InvalidArgument) as caught:
        paging.position(token, *arguments)

    assert [item.field for item in caught.value.violations] == ["page_token"]


def test_every_changed_character_is_noticed():
    """No character of a token can be altered."""
    token = paging.position_token(MOMENT, 5, *ARGUMENTS)

    for index, character in enumerate(token):
        mangled = token[:index] + ("A" if character != "A" else "B") + token[index + 1 :]
        with pytest.raises(InvalidArgument):
            paging.position(mangled, *ARGUMENTS)


@given(st.text())
def test_nonsense_is_refused(text):
    """Anything that is not a token of this call is an invalid argument, never another error."""
    if text:
        with pytest.raises(InvalidArgument):
            paging.position(text, *ARGUMENTS)


@pytest.mark.parametrize("first", [2**63 - 1, -(2**63), 253_402_300_800_000_000])
def test_a_forged_position_is_refused(first):
    """Anybody can compute a digest: a moment that no clock shows is the caller's mistake, not ours."""
    forged = paging._token(first, 1, ARGUMENTS)

    with pytest.raises(InvalidArgument, match="page_token"):
        paging.position(forged, *ARGUMENTS)


@pytest.mark.parametrize("first", [-1, 2**31, 2**63 - 1])
def test_a_forged_offset_is_refused(first):
    """An offset is a number that OFFSET takes as an integer."""
    forged = paging._token(first, 0, ARGUMENTS)

    with pytest.raises(InvalidArgument, match="page_token"):
        paging.offset(forged, *ARGUMENTS)


def test_arguments_of_every_filter_type():
    """Filters may be of any filterable type."""
    arguments = (UUID(int=1), MOMENT, MOMENT.date(), True, None, "text")

    assert paging.offset(paging.offset_token(3, *arguments), *arguments) == 3
