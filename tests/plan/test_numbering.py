"""Wire numbers: given once, never moved, never used again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import DiagnosedError
from generator.plan.blueprint import Reserved, WireType
from generator.plan.numbering import allocate
from generator.plan.shapes import WireShapes
from generator.plan.wire import shapes
from tests.targets.proto.sample import content, entity, field, platform, sample, service

TOPIC = "acme.content.v1.Topic"


def topic(*fields: str, **types: str) -> WireShapes:
    """A service with one entity; `fields` are strings, `types` say what else is there."""
    made = [*(field(name, "string") for name in fields), *(field(name, type_) for name, type_ in types.items())]
    owner = service("content", entity("content", "topic", *made))
    return shapes(platform(owner), owner)


def refused(recorded: dict[str, WireType], wanted: WireShapes) -> list[tuple[str, str]]:
    with pytest.raises(DiagnosedError) as caught:
        allocate(recorded, wanted)
    return [(item.code, item.message) for item in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Article", {"title": 10, "slug": 11, "related": 20}),
        ("Comment", {"article_id": 10, "body": 11, "likes": 12}),
        ("CreateArticleRequest", {"campaign_id": 1, "title": 3, "slug": 4}),
        ("CreateCommentRequest", {"article_id": 3, "body": 4}),
        ("ListArticlesRequest", {"page_token": 3, "status": 5, "author_id": 6}),
        ("ListCommentsRequest", {"page_token": 3, "article_id": 5}),
        ("UpdateArticleRequest", {"update_mask": 3, "etag": 4, "title": 5}),
        ("PublishArticleRequest", {"etag": 3, "channel": 5}),
        ("ImportArticlesRequest", {"campaign_id": 1, "url": 2, "mode": 3}),
        ("ImportArticlesResponse", {"imported": 1}),
        ("ArticleStatus", {"ARTICLE_STATUS_UNSPECIFIED": 0, "ARTICLE_STATUS_DRAFT": 1, "ARTICLE_STATUS_PUBLISHED": 2}),
    ],
)
def test_first_numbers(name: str, expected: dict[str, int]):
    """The spec's fields come after the last slot of their message, whether or not it is filled."""
    numbers = allocate(None, shapes(sample(), content()))[f"acme.content.v1.{name}"].numbers

    assert {item: numbers[item] for item in expected} == expected


def test_types_are_recorded():
    """The record knows the type of every field, so that drift is found later."""
    types = allocate(None, shapes(sample(), content()))["acme.content.v1.Article"].types

    assert types["id"] == "int64"
    assert types["tags"] == "repeated string"
    assert types["status"] == "ArticleStatus"


def test_the_same_again_changes_nothing():
    """Numbering is a fixed point."""
    wanted = shapes(sample(), content())
    recorded = allocate(None, wanted)

    assert allocate(recorded, wanted) == recorded


def test_a_new_field_goes_last_wherever_it_stands():
    """Its number is the next one; the others keep theirs."""
    recorded = allocate(None, topic("a", "b"))

    numbers = allocate(recorded, topic("new", "b", "a"))[TOPIC].numbers

    assert {name: numbers[name] for name in ("a", "b", "new")} == {"a": 10, "b": 11, "new": 12}


def test_what_vanishes_is_reserved():
    """Number and name, and the next field goes past it although it was the last."""
    recorded = allocate(None, topic("a", "b"))

    without = allocate(recorded, topic("a"))
    after = allocate(without, topic("a", "c"))

    assert without[TOPIC].reserved == Reserved(numbers=(11,), names=("b",))
    assert after[TOPIC].reserved == Reserved(numbers=(11,), names=("b",))
    assert after[TOPIC].numbers["c"] == 12


def test_a_retired_name_is_refused():
    """Old clients would read the new meaning as the old one, in JSON by name; said once for all messages."""
    without = allocate(allocate(None, topic("a", "b")), topic("a"))

    assert refused(dict(without), topic("a", "b")) == [
        ("SG520", "`b` was removed from `acme.content.v1.Topic` and its name cannot be used again")
    ]


def test_another_type_on_a_number_is_refused():
    """The bytes of the old type would be read as the new."""
    recorded = allocate(None, topic(a="integer"))

    assert refused(dict(recorded), topic(a="bigint"))[0] == (
        "SG521",
        "`a` of `acme.content.v1.Topic` would change from `int32` to `int64` on number 10",
    )


@pytest.mark.parametrize(
    ("wire_type", "expected"),
    [
        (WireType(numbers={"a": 10, "b": 10}), "number 10 of `acme.content.v1.Topic` is recorded more than once"),
        (
            WireType(numbers={"a": 10}, reserved=Reserved(numbers=(10,))),
            "number 10 of `acme.content.v1.Topic` is recorded more than once",
        ),
        (
            WireType(numbers={"id": 7}),
            "`id` of `acme.content.v1.Topic` must have number 1, but the lock says otherwise",
        ),
        (WireType(numbers={"a": 1}), "`id` of `acme.content.v1.Topic` must have number 1, but the lock says otherwise"),
    ],
)
def test_a_record_that_cannot_be_right_is_refused(wire_type: WireType, expected: str):
    """A merge by hand can give one number twice; nothing is guessed."""
    assert refused({TOPIC: wire_type}, topic("a", "b"))[0] == ("SG522", expected)


def test_protocs_own_numbers_are_skipped():
    """19000 to 19999 belong to the implementation."""
    recorded = {TOPIC: WireType(numbers={"a": 18_999})}

    numbers = allocate(recorded, topic("a", "b", "c"))[TOPIC].numbers

    assert (numbers["b"], numbers["c"]) == (20_000, 20_001)


def test_a_message_that_returns_has_its_own_numbers():
    """Its record is kept while it is away."""
    recorded = allocate(None, topic("a", "b"))
    away = service("content")
    empty = allocate(recorded, shapes(platform(away), away))

    assert empty == recorded
    assert allocate(empty, topic("b", "a")) == recorded


STEPS = st.lists(
    st.permutations([f"f{number}" for number in range(8)]).flatmap(
        lambda names: st.integers(0, 8).map(lambda size: tuple(names[:size]))
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)  # the machine may be busy
@given(STEPS)
def test_no_number_ever_has_two_names(steps: list[tuple[str, ...]]):
    """Through any sequence of specs, a number means one name, and a name that stays keeps its number."""
    recorded: dict[str, WireType] = {}
    meaning: dict[tuple[str, int], str] = {}
    retired: set[str] = set()
    before: set[str] = set()
    for fields in steps:
        kept = [name for name in fields if name not in retired]
        recorded = dict(allocate(recorded, topic(*kept)))
        retired |= before - set(kept)
        before = set(kept)
        for type_, wire_type in recorded.items():
            assert not set(wire_type.numbers.values()) & set(wire_type.reserved.numbers)
            for name, number in wire_type.numbers.items():
                assert meaning.setdefault((type_, number), name) == name
    assert set(recorded[TOPIC].reserved.names) == retired


def test_a_fixed_slot_is_emptied_and_filled_again():
    """A reservation could never be taken back without a finding of buf, so the field of a slot stays, deprecated."""
    guarded = service("content", entity("content", "topic", field("title", "string"), optimistic=True))
    plain = service("content", entity("content", "topic", field("title", "string")))
    first = allocate(None, shapes(platform(guarded), guarded))

    without = allocate(first, shapes(platform(plain), plain))
    again = allocate(without, shapes(platform(guarded), guarded))

    assert (without[TOPIC].numbers["etag"], without[TOPIC].types["etag"]) == (5, "string")
    assert without[TOPIC].reserved == Reserved()
    assert again == first
