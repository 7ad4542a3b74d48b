"""The law of an edit: the new text says the entry more and nothing else, and every old byte is still there."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import resources
from generator.editing.places import Addition
from generator.editing.splicing import _kept, added
from generator.editing.values import Block, mapping, text, verbatim
from generator.frontend.source import parse

from .styles import documents

FIELD = mapping((("type", text("string")), ("max_length", verbatim("200"))))
OPERATION = Block(entries=(("entity", text("article")), ("request", mapping((("url", text("text")),)))))
MEANT = {"type": "string", "max_length": 200}
NEW = ("new", "new entry", "yes", "12")
SETTINGS = settings(
    max_examples=int(os.environ.get("PROPERTY_EXAMPLES", "400")),
    derandomize="PROPERTY_EXAMPLES" not in os.environ,
    deadline=None,
    database=None,
)


def data_of(written: str) -> object:
    document, findings = parse("specs/content.yaml", written)
    assert findings == ()
    return document.data


def paths(data: dict) -> list[tuple[str, ...]]:
    """The way to every mapping in `data`, and to some that are missing."""
    found = [(), ("missing",), ("missing", "too")]
    for key, value in data.items():
        if isinstance(value, dict):
            found += [(key, *path) for path in paths(value)]
    return found


def with_entry(data: dict, path: tuple[str, ...], key: str, value: object) -> dict:
    if not path:
        return data | {key: value}
    return data | {path[0]: with_entry(data.get(path[0], {}), path[1:], key, value)}


def rest(old: str, new: str) -> str:
    """What is new, if all of the old text is still there in its order; fails otherwise."""
    letters = iter(new)
    left = []
    for letter in old:
        while (found := next(letters, None)) != letter:
            assert found is not None, f"lost at {letter!r}"
            left.append(found)
    return "".join([*left, *letters])


@SETTINGS
@given(document=documents(), data=st.data())
def test_an_entry_is_added_and_nothing_else(document, data):
    """In any style, at any depth, also where mappings on the way are missing."""
    path = data.draw(st.sampled_from(paths(document.data)))
    key = data.draw(st.sampled_from(NEW))
    value, meant = data.draw(
        st.sampled_from([(FIELD, MEANT), (OPERATION, {"entity": "article", "request": {"url": "text"}})])
    )
    assert data_of(document.text) == document.data

    edited = added("specs/content.yaml", document.text, Addition(path=path, key=key, value=value))

    assert data_of(edited) == with_entry(document.data, path, key, meant)
    new = rest(document.text, edited)
    assert "#" not in new
    used = set(document.text) & {"\r", "\n"} or {"\n"}
    assert set(new) & {"\r", "\n"} <= used


@pytest.mark.parametrize("spec", sorted((resources.example() / "specs").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_mapping_of_an_example_takes_an_entry(spec):
    """Specs as people write them."""
    written = spec.read_text()
    for path in paths(data_of(written)):
        edited = added(spec.name, written, Addition(path=path, key="new", value=FIELD))
        assert data_of(edited) == with_entry(data_of(written), path, "new", MEANT)
        assert "#" not in rest(written, edited)


@pytest.mark.parametrize(
    ("edited", "kept"),
    [
        ("a: 1\nnew: text\nb: {c: 2}\n", True),
        ("# more\na: 1\nb: {c: 2}\nnew: text\n", True),
        ("a: 1\nb: {c: 2}\n", False),
        ("a: 1\nb: {c: 2}\nnew: string\n", False),
        ("a: 1\nb: {c: 2}\nnew: text\nmore: 1\n", False),
        ("a: 1\nb: {c: 2, new: text}\n", False),
        ("a: true\nb: {c: 2}\nnew: text\n", False),
        ("a: 1.0\nb: {c: 2}\nnew: text\n", False),
        ("b: {c: 2}\na: 1\nnew: text\n", False),
        ("a: 1\nb: {c: 2\nnew: text\n", False),
    ],
)
def test_the_law_sees_what_else_an_edit_would_change(edited, kept):
    """A value, its type, the order, a key too many or too few, a text that cannot be read."""
    document, _ = parse("s.yaml", "a: 1\nb: {c: 2}\n")
    assert _kept(document, edited, Addition(path=(), key="new", value=text("text"))) is kept
