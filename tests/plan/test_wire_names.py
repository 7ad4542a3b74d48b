"""What the spec renames keeps its first name on the wire, through any number of renames."""

from collections.abc import Mapping
from dataclasses import replace

from generator import ir
from generator.plan.blueprint import WireType
from generator.plan.diff import Surroundings, plan_service
from generator.plan.numbering import allocate
from generator.plan.records import Record
from generator.plan.renames import renames
from generator.plan.shapes import WireShapes
from generator.plan.wire import shapes
from generator.plan.wire_names import named, wire_names
from tests.targets.proto.sample import SPAN, entity, field, platform, service

PACKAGE = "acme.content.v1"


def post(name: str = "post", **facts) -> ir.Entity:
    given = {"title": "title", "live": "live", "renamed_values": (), "title_type": "string"} | facts
    title = field(given["title"], given["title_type"], renamed_from="title" if given["title"] != "title" else None)
    status = field("status", "enum", values=("draft", given["live"]), renamed_values=given["renamed_values"])
    renamed = {"renamed_from": "post"} if name != "post" else {}
    return entity("content", name, title, status, filters=("status",), **renamed)


def owner(item: ir.Entity, *operations: ir.Operation) -> ir.Service:
    return service("content", item, operations=operations)


def run(record: Record, wanted: ir.Service) -> tuple[Record, WireShapes]:
    """One run of the planner, as far as the wire is concerned."""
    renamed = renames(record, wanted)
    first = wire_names(record, PACKAGE, wanted, renamed)
    known = named(wanted, first)
    made = shapes(platform(known), known)
    around = Surroundings(origins=dict.fromkeys(TABLES, "content.0001.create"), arrivals={})
    planned = plan_service(record, platform(known), known, made, around)
    wire = allocate(record.wire, made)
    return Record(service="content", tables=planned.tables, rpcs=planned.rpcs, wire=wire, wire_names=first), made


TABLES = ("service_content_post", "service_content_article", "service_content_piece")


def first_run(wanted: ir.Service) -> Record:
    return run(Record(service="content"), wanted)[0]


def live(wire: Mapping[str, WireType]) -> dict[str, dict[str, int]]:
    return {name: dict(item.numbers) for name, item in wire.items()}


def test_an_entity_keeps_its_messages_and_rpcs():
    """The table, the Python and the documentation have the new name; clients do not notice."""
    before = first_run(owner(post()))

    after, made = run(before, owner(post("article")))

    assert live(after.wire) == live(before.wire)
    assert [rpc.name for rpc in made.rpcs][:3] == ["CreatePost", "GetPost", "ListPosts"]
    assert [rpc.method for rpc in made.rpcs][:3] == ["create_article", "get_article", "list_articles"]
    assert after.wire_names == {"article": "post", "article/plural": "posts"}


def test_a_second_rename_goes_back_to_the_first_name():
    """`renamed_from` says what it was last called, the lock what it was called first."""
    once, _ = run(first_run(owner(post())), owner(post("article")))

    twice, made = run(once, owner(replace(post("piece"), renamed_from="article")))

    assert made.entities[0].name == "Post"
    assert twice.wire_names == {"piece": "post", "piece/plural": "posts"}


def test_a_field_and_a_value_keep_their_names():
    """The number's line in the lock does not change."""
    before = first_run(owner(post()))

    renamed = post(title="headline", live="published", renamed_values=(("published", "live"),))
    after, made = run(before, owner(renamed))

    assert live(after.wire) == live(before.wire)
    (enum,) = made.enums
    assert [(value.value, value.name) for value in enum.values][2] == ("published", "POST_STATUS_LIVE")
    assert after.wire_names == {"post.headline": "title", "post.status.published": "live"}
    assert run(after, owner(renamed))[0].wire_names == after.wire_names


def test_another_type_is_another_field():
    """Its number was given for the old type, so the old name is reserved with it."""
    before = first_run(owner(post()))

    after, _ = run(before, owner(post(title="headline", title_type="integer")))

    message = after.wire[f"{PACKAGE}.Post"]
    assert after.wire_names == {}
    assert (message.reserved.names, message.reserved.numbers) == (("title",), (10,))
    assert message.numbers["headline"] == 12


def test_another_plural_is_no_other_rpc():
    """It is how people speak of the entity; clients call what they always called."""
    before = first_run(owner(post()))

    after, made = run(before, owner(replace(post(), plural="postings")))

    assert live(after.wire) == live(before.wire)
    assert next(rpc.method for rpc in made.rpcs if rpc.name == "ListPosts") == "list_postings"


def test_an_operation_and_a_field_of_its_request():
    """An RPC keeps its name, and so does what it is told."""
    known = ir.Operation(name="send", description="Sends.", entity=None, request=(field("to", "string"),), span=SPAN)
    before = first_run(owner(post(), known))

    request = (field("receiver", "string", renamed_from="to"),)
    after, made = run(before, owner(post(), replace(known, name="mail", renamed_from="send", request=request)))

    assert live(after.wire) == live(before.wire)
    assert [(rpc.name, rpc.method) for rpc in made.rpcs][-1] == ("Send", "mail")
    assert after.wire_names == {"mail()": "send", "mail().receiver": "to"}


def test_nothing_renamed_is_nothing_recorded():
    """Most locks have no such section."""
    record = first_run(owner(post()))

    assert run(record, owner(post()))[0].wire_names == {}
