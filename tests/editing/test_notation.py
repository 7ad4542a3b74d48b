"""The short notation of a field: what it stands for, and what is said about what it is not."""

import pytest

from generator.catalog import FIELD_TYPES
from generator.editing.notation import NotationError, field
from generator.editing.options import FIELD, Kind, options
from generator.editing.values import entry


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("body:text", "body: text"),
        ("title:string!", "title: {type: string, required: true}"),
        ("title:string(200)!", "title: {type: string, max_length: 200, required: true}"),
        ("status:enum(draft, live)=draft", "status: {type: enum, values: [draft, live], default: draft}"),
        ("price:decimal(12,2)=0.10", "price: {type: decimal, precision: 12, scale: 2, default: 0.10}"),
        ("author:ref(user.account)", "author: {type: ref, to: user.account}"),
        ("source:master(user.account)", "source: {type: master, of: user.account}"),
        ("tags:list(string, max_items=5)", "tags: {type: list, of: string, max_items: 5}"),
        ("data:bytes(64)", "data: {type: bytes, max_length: 64}"),
        ("rank:integer(minimum=-5)=1", "rank: {type: integer, minimum: -5, default: 1}"),
        (
            "slug:string(80, pattern=[a-z]{1,3}(-[0-9]+)?)!",
            'slug: {type: string, max_length: 80, pattern: "[a-z]{1,3}(-[0-9]+)?", required: true}',
        ),
        ("note:text(description=Seen, by editors)", "note: {type: text, max_length: by editors, description: Seen}"),
        ("code:string(5)=00700", 'code: {type: string, max_length: 5, default: "00700"}'),
        ("tags:list(string)=[a, b]", "tags: {type: list, of: string, default: [a, b]}"),
        ("day:date=2024-02-29", 'day: {type: date, default: "2024-02-29"}'),
        ("note:text=a, b}", 'note: {type: text, default: "a, b}"}'),
        ("note:text=a } # b", 'note: {type: text, default: "a } # b"}'),
        ("title:strng!", "title: {type: strng, required: true}"),
    ],
)
def test_a_field_is_what_its_notation_says(given, written):
    """Parentheses hold what the type needs, then keys; nothing in it can end the value."""
    assert entry(*field(given)) == written


@pytest.mark.parametrize(
    ("given", "says", "hint"),
    [
        ("title", "a name, a colon and a type are expected", "Write NAME:TYPE"),
        ("title:", "a name, a colon and a type are expected", "Write NAME:TYPE"),
        ("title:string(200", "its parenthesis is not closed", "Write NAME:TYPE"),
        ("title:string(200)?", "something stands behind it that is neither `!` nor `=DEFAULT`", "Write NAME:TYPE"),
        ("title:strng(200)", "there is no type `strng`", "Did you mean `string`?"),
        ("title:string(max=200)", "there is no option `max`", "Did you mean"),
        ("price:decimal(12,2,1)", "`1` in its parentheses is not expected", "`decimal` takes precision, scale."),
        ("rank:integer(3)", "`3` in its parentheses is not expected", "Write NAME:TYPE"),
    ],
)
def test_what_is_no_field_is_said_to_be_none(given, says, hint):
    """With what to write instead."""
    with pytest.raises(NotationError) as refused:
        field(given)
    assert str(refused.value) == f"`{given}` is no field: {says}"
    assert refused.value.hint.startswith(hint)


def test_every_option_of_a_field_type_can_be_given():
    """The options come from the schema: a type that gets one gets its flag, too, unless it is about what was before."""
    known = {option.path[0] for option in options(FIELD)}
    assert {key for row in FIELD_TYPES.values() for key in row.options} - known <= {"removed"}


@pytest.mark.parametrize(
    ("definition", "flag", "kind"),
    [
        (FIELD, "--max-length", Kind.VALUE),
        (FIELD, "--required", Kind.FLAG),
        (FIELD, "--values", Kind.NAMES),
        (FIELD, "--default", Kind.VALUE),
        (FIELD, "--pattern", Kind.TEXT),
        ("entity", "--field", Kind.FIELDS),
        ("entity", "--unique", Kind.GROUPS),
        ("event", "--payload", Kind.FIELDS),
        ("operation", "--from", Kind.NAMES),
        ("operation", "--request", Kind.FIELDS),
    ],
)
def test_how_an_option_is_given_follows_from_its_schema(definition, flag, kind):
    """One of each kind."""
    assert {option.flag: option.kind for option in options(definition)}[flag] is kind
