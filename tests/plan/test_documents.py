"""Typed json: what may become of its fields, and what is refused."""

import pytest

from generator.diagnostics import DiagnosedError
from generator.plan import numbering, wire
from generator.plan.collisions import collisions
from generator.plan.compatibility import tightened
from generator.plan.shapes import WireShapes
from tests.plan.platforms import edited, plans, platform, recorded


def spec(fields: str) -> str:
    return edited("      body: text\n", f"      body: text\n      layout: {{type: json, fields: {{{fields}}}}}\n")


def shapes(content: str) -> WireShapes:
    whole = platform(content)
    return wire.shapes(whole, whole.service("content"))


BEFORE = "columns: {type: integer, maximum: 12}, note: string"
GROWN = {
    "a field more": "columns: {type: integer, maximum: 12}, note: string, wide: boolean",
    "a field less": "columns: {type: integer, maximum: 12}",
    "a list more": (
        "columns: {type: integer, maximum: 12}, note: string, tabs: {type: list, of: string, required: true}"
    ),
    "a document more": (
        "columns: {type: integer, maximum: 12}, note: string, "
        "head: {type: json, fields: {title: {type: string, required: true}}}"
    ),
}


@pytest.mark.parametrize("fields", GROWN.values(), ids=GROWN.keys())
def test_a_document_grows_without_a_migration(fields: str):
    """Documents that exist are read as they are."""
    plan = plans(platform(spec(fields)), recorded(platform(spec(BEFORE))))["content"]
    assert (plan.refused, plan.migrations) == ((), ())


REQUIRED = {
    "new": BEFORE + ", wide: {type: boolean, required: true}",
    "known": "columns: {type: integer, maximum: 12}, note: {type: string, required: true}",
}


@pytest.mark.parametrize("fields", REQUIRED.values(), ids=REQUIRED.keys())
def test_nothing_in_a_stored_document_becomes_required(fields: str):
    """Documents that exist may lack it, and no migration looks into them."""
    plan = plans(platform(spec(fields)), recorded(platform(spec(BEFORE))))["content"]
    name = "wide" if "wide" in fields else "note"
    assert [(item.code, item.message) for item in plan.refused] == [
        ("SG584", f"`{name}` of `ArticleLayout` becomes required, but rows that exist may lack it")
    ]


def test_a_new_document_may_have_required_fields():
    """There is none yet that could lack them."""
    content = spec(
        "columns: {type: integer, required: true}, head: {type: json, fields: {t: {type: text, required: true}}}"
    )
    assert plans(platform(content), recorded(platform()))["content"].refused == ()


def test_numbers_of_a_document_are_given_once():
    """What is removed is reserved; what comes gets the next number."""
    first = numbering.allocate(None, shapes(spec(BEFORE)))
    second = numbering.allocate(first, shapes(spec("columns: {type: integer, maximum: 12}, wide: boolean")))
    found = second["acme.content.v1.ArticleLayout"]
    assert (found.numbers, found.reserved.numbers, found.reserved.names) == ({"columns": 1, "wide": 3}, (2,), ("note",))


def test_a_free_json_does_not_become_a_typed_one():
    """Clients read a Struct, and would find another message on its number."""
    free = edited("      body: text\n", "      body: text\n      layout: json\n")
    with pytest.raises(DiagnosedError) as refused:
        numbering.allocate(numbering.allocate(None, shapes(free)), shapes(spec(BEFORE)))
    assert {item.code for item in refused.value.diagnostics} == {"SG521"}


def test_a_narrower_limit_in_a_document_is_told():
    """Once, though every message of the entity carries the document."""
    after = shapes(spec(BEFORE.replace("12", "6")))
    told = tightened(numbering.allocate(None, shapes(spec(BEFORE))), after)
    assert [item.message.partition(":")[0] for item in told] == ["`ArticleLayout.columns` has maximum 6 instead of 12"]


def test_a_document_keeps_its_name_on_the_wire():
    """Its field, or its entity, may be called otherwise since."""
    record = recorded(platform(spec(BEFORE)))
    renamed = spec(BEFORE).replace("layout: {type", "grid: {renamed_from: layout, type")
    plan = plans(platform(renamed), record)["content"]
    assert plan.refused == ()


def test_two_documents_of_one_name_are_refused():
    """`article` and `layout_head`, `article.layout` and `head`: both make `ArticleLayoutHead`."""
    inner = "{type: json, fields: {title: string}}"
    content = spec(f"head: {inner}").replace("      body: text\n", f"      body: text\n      layout_head: {inner}\n")
    found = collisions(shapes(content))
    assert [(item.code, item.message) for item in found] == [
        (
            "SG330",
            (
                "`ArticleLayoutHead` would be declared twice in `proto/acme/content/v1/content.proto`: "
                "by field `layout_head` and by field `head`"
            ),
        )
    ]
