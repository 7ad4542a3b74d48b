"""A request that is judged more strictly than clients know is told, though its message is the same."""

from dataclasses import replace

import pytest

from generator.ir import Unique
from generator.plan.compatibility import tightened
from generator.plan.numbering import allocate
from generator.plan.shapes import WireShapes
from generator.plan.wire import shapes
from tests.targets.proto.sample import entity, field, platform, service


def topic(**facts) -> WireShapes:
    owner = service("content", entity("content", "topic", field("title", "string", **facts)))
    return shapes(platform(owner), owner)


def told(before: WireShapes, after: WireShapes) -> list[str]:
    return [item.message.partition(":")[0] for item in tightened(allocate(None, before), after)]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({}, {"required": True}, "becomes required"),
        ({}, {"max_length": 20}, "gets max_length 20"),
        ({"max_length": 20}, {"max_length": 19}, "has max_length 19 instead of 20"),
        ({"min_length": 1}, {"min_length": 2}, "has min_length 2 instead of 1"),
        ({"pattern": "[a-z]+"}, {"pattern": "[a-y]+"}, "has pattern [a-y]+ instead of [a-z]+"),
    ],
)
def test_a_stricter_limit(before, after, change):
    """It is told once, though creation and update both carry the field."""
    assert told(topic(**before), topic(**after)) == [f"`CreateTopicRequest.title` {change}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"required": True}, {}),
        ({"max_length": 20}, {"max_length": 21}),
        ({"max_length": 20}, {}),
        ({"min_length": 2}, {"min_length": 1}),
        ({"max_length": 20}, {"max_length": 20}),
    ],
)
def test_what_old_clients_send_is_still_taken(before, after):
    """A looser limit is no news."""
    assert told(topic(**before), topic(**after)) == []


def test_a_new_required_field():
    """Old clients cannot know it; a new service has none."""
    wide = service(
        "content", entity("content", "topic", field("title", "string"), field("body", "text", required=True))
    )

    assert told(topic(), shapes(platform(wide), wide)) == ["`CreateTopicRequest.body` is new and required"]
    assert tightened({}, shapes(platform(wide), wide)) == ()


def test_a_value_that_is_gone():
    """Clients that send it are refused, and those that read it meet a number without a name."""
    before, after = (
        service("content", entity("content", "topic", field("mood", "enum", values=values)))
        for values in (("calm", "wild"), ("calm",))
    )

    assert told(shapes(platform(before), before), shapes(platform(after), after)) == [
        "`TopicMood.TOPIC_MOOD_WILD` is gone"
    ]


def test_limits_survive_the_lock():
    """What the lock records is what the next run compares with."""
    known = allocate(None, topic(max_length=20, required=True))

    assert known["acme.content.v1.CreateTopicRequest"].limits == {"title": ("required", "max_length 20")}
    assert allocate(known, topic(max_length=20, required=True)) == known


def test_a_lock_that_did_not_record_limits_says_nothing():
    """An older one: what its clients know is unknown, and a warning for every field would hide the one that matters."""
    silent = {name: replace(item, limits={}) for name, item in allocate(None, topic()).items()}

    assert tightened(silent, topic(required=True)) == ()


def test_a_key_is_no_longer_updated():
    """Who sent the field in an update changes nothing by it any more; of what is born with its key, nothing is said."""
    before, after = (service("content", _keyed(key)) for key in ((), ("slug",)))
    old, new = shapes(platform(before), before), shapes(platform(after), after)
    said = [(item.code, item.message) for item in tightened(allocate(None, old), new)]

    assert said == [("SG589", "`slug` belongs to the key of `page` now: `UpdatePage` no longer takes it")]
    assert tightened({}, new) == ()


def _keyed(key: tuple[str, ...]):
    slug = field("slug", "string", required=True)
    unique = (Unique(fields=("slug",), span=slug.span),)
    return entity("content", "page", slug, field("title", "string"), unique=unique, natural_key=key)
