"""Groups of which a message has one: what may change about them, and what clients are told."""

import pytest

from generator.diagnostics import DiagnosedError
from generator.plan import numbering, wire
from generator.plan.compatibility import tightened
from generator.plan.shapes import WireShapes
from tests.plan.platforms import CONTENT, platform

BEFORE = "    one_of: {who: [name, email]}\n"
FIELDS = "  find_article:\n    request: {name: string, email: string, phone: string}\n"


def shapes(choices: str, fields: str = FIELDS) -> WireShapes:
    whole = platform(CONTENT + fields + choices)
    return wire.shapes(whole, whole.service("content"))


MOVED = {
    "into a group": ("", "would change from `string` to `oneof who string` on number"),
    "out of a group": (BEFORE, "would change from `oneof who string` to `string` on number"),
    "to another group": ("    one_of: {what: [name, email]}\n", "from `oneof what string` to `oneof who string`"),
}


@pytest.mark.parametrize(("before", "change"), MOVED.values(), ids=MOVED.keys())
def test_a_field_stays_where_it_is(before: str, change: str):
    """A client of one form, and a server of the other, would each forget what the other one sent."""
    after = shapes("" if before == BEFORE else BEFORE)
    with pytest.raises(DiagnosedError) as refused:
        numbering.allocate(numbering.allocate(None, shapes(before)), after)
    assert [item.code for item in refused.value.diagnostics] == ["SG521", "SG521"]
    assert change in refused.value.diagnostics[0].message


def told(before: WireShapes, after: WireShapes) -> list[str]:
    return [item.message.partition(":")[0] for item in tightened(numbering.allocate(None, before), after)]


def test_a_new_group_of_which_one_is_required_is_told():
    """Clients that do not know it send none of it."""
    before = shapes("", "  find_article:\n    request: {phone: string}\n")
    assert told(before, shapes(BEFORE)) == ["`FindArticleRequest.who` is new and required"]


def test_a_group_that_is_required_from_now_on_is_told():
    """Clients that know it may have sent none of it."""
    before = shapes("    one_of: {who: {fields: [name, email], optional: true}}\n")
    assert told(before, shapes(BEFORE)) == [
        "`FindArticleRequest.name` gets one_of who",
        "`FindArticleRequest.email` gets one_of who",
    ]


def test_a_group_may_grow():
    """A client that does not know the new field goes on to send one of the others."""
    before = shapes(BEFORE, "  find_article:\n    request: {name: string, email: string}\n")
    after = shapes("    one_of: {who: [name, email, phone]}\n")
    recorded = numbering.allocate(None, before)
    numbers = numbering.allocate(recorded, after)["acme.content.v1.FindArticleRequest"].numbers
    assert (told(before, after), numbers) == ([], {"campaign_id": 1, "name": 2, "email": 3, "phone": 4})
